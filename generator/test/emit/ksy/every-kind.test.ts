/** Every kind of field, in both framings: what the emitted codec wrote, Kaitai's reader reads; what the one refuses, the other refuses. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type DeviceState, I16View, U32View, U64View } from '../../../../packages/runtime/src/index.js';
import { everyKind } from '../ts/every-kind.js';
import { Both } from './emitted.js';

const placement = { path: '0000:00:04.0', instance: 3 };

/** Values at the edges of their types, so that a sign, an order or 53 bits would show. */
function filled(reset: DeviceState): DeviceState {
  const shape = (kind: string, corners: number, label: readonly number[]): DeviceState => ({
    kind,
    corners,
    points: Array.from({ length: corners }, (_, x) => ({ x: -x, y: x + 1, lit: x % 2 === 0 })),
    label_length: label.length,
    label: new Uint8Array(label),
  });
  const views = {
    big: U32View.zero(20, false).like(Array.from({ length: 20 }, (_, at) => 0xf0000000 + at)),
    signed: I16View.zero(17, true).like(Array.from({ length: 17 }, (_, at) => -at)),
    longs: U64View.zero(18, false).like(Array.from({ length: 18 }, (_, at) => (1n << 63n) + 2n ** 53n + BigInt(at))),
    long: U32View.zero(12, true).like(Array.from({ length: 12 }, (_, at) => 0x01020304 + at)),
  };
  const numbers = { a: 2, b: -2, c: 0x1234, d: -3, f: 0xfedcba98, g: -4, h: 0xfedcba9876543211n, k: -(2n ** 53n) - 1n };
  const rest = {
    on: true,
    mode: 'fast',
    wide: 'huge',
    flags: 0x80000001,
    level: 4,
    small: [1, 2, 0xffffffff],
    switches: [true, false, true],
  };
  const bytes = { mac: new Uint8Array([1, 2, 3, 4, 5, 6]), octets: new Uint8Array([9, 8, 7, 6, 5]), blob: new Uint8Array([1, 2, 3, 4]) };
  const lists = {
    modes: ['slow', 'fast'],
    grid: [
      [1, 2],
      [3, 4],
    ],
    corner: { x: -1, y: 2, lit: true },
    line: [
      { x: 1, y: 2, lit: false },
      { x: 3, y: 4, lit: true },
    ],
    list: [10, 11, 12],
    shape: shape('slow', 2, [65]),
    shapes: [shape('off', 0, []), shape('fast', 3, [66, 67]), shape('off', 5, [])],
  };
  const varying = {
    count: 3,
    name: 'naïve',
    extra: 21,
    extra_name: 'abc',
    later: 22,
    early: 5,
    late: 6,
    cap: 99,
    acked: 5n,
    pins: [1, 2, 3, 999],
  };
  const image = { image: new Uint8Array([0xa1, 0x42, 7, 8]) };
  const subsections = { x1: 6, copies: new Uint8Array([7, 8, 9]), x2: 1, x3: -5n, lost: 50 };
  return { ...reset, ...views, ...numbers, ...rest, ...bytes, ...lists, ...varying, ...image, ...subsections };
}

describe.each(['native', 'qemu'] as const)('%s', (framing) => {
  const snapshot = everyKind(framing);
  const both = new Map<string, Both>();
  beforeAll(async () => {
    for (const wanted of ['extra=on,levels=20', 'extra=off,levels=8']) {
      for (const section of ['plain', 'varying', 'maybe'])
        both.set(`${section} ${wanted}`, await Both.of(snapshot, section, wanted, placement));
    }
  }, 60_000);
  const of = (section: string, wanted = 'extra=on,levels=20'): Both => {
    const known = both.get(`${section} ${wanted}`);
    if (known === undefined) throw new Error(`no ${section}`);
    return known;
  };

  test('a state at reset and one that differs everywhere', () => {
    for (const one of both.values()) {
      // What was never set is out of its bounds: no reader takes it.
      expect(one.faults({ ...one.device.state, level: 2 })).toEqual([]);
      expect(one.faults(filled(one.device.state))).toEqual([]);
    }
  });

  test('subsections are found', () => {
    const one = of('varying');
    const { subsections, values } = one.read(one.write(filled(one.device.state)));
    expect(subsections).toEqual(expect.arrayContaining(['varying/first', 'varying/first/inner', 'varying/second', 'Shape/label']));
    expect(values).toMatchObject({ x1: 6, x2: 1, x3: -5n });
  });

  test('an older version of the section has no `later`', () => {
    const one = of('varying', 'extra=off,levels=8');
    const state = { ...one.device.state, later: 0x0d0e };
    const bytes = one.write(state);
    const at = bytes.findIndex((byte, index) => byte === 0x0d && bytes[index + 1] === 0x0e);
    const older = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 2)]);
    expect(one.verdicts(older, 1)).toEqual({ codec: 'read', reader: 'read' });
    expect(one.read(older, 1).values).not.toHaveProperty('later');
    expect(one.read(bytes).values).toMatchObject({ later: 0x0d0e });
  });

  test('truncated anywhere: both refuse, or both find a whole section', () => {
    for (const section of ['plain', 'varying', 'maybe']) {
      const one = of(section);
      const bytes = one.write(filled(one.device.state));
      for (let length = 0; length < bytes.length; length++) {
        const { codec, reader } = one.verdicts(bytes.subarray(0, length));
        expect(`${section} ${length} ${reader === 'read'}`).toBe(`${section} ${length} ${codec === 'read'}`);
      }
    }
  });

  test('every byte changed: the reader refuses what the codec refuses', () => {
    const disagree: string[] = [];
    const refused = new Set<string>();
    for (const section of ['plain', 'varying', 'maybe']) {
      const one = of(section);
      const bytes = one.write(filled(one.device.state));
      for (let at = 0; at < bytes.length; at++) {
        for (const value of [0, 1, 5, 0x7f, 0x80, 0xff]) {
          const changed = Uint8Array.from(bytes);
          changed[at] = value;
          const { codec, reader } = one.verdicts(changed);
          if (codec !== 'read') refused.add(codec);
          if (unsaid.has(codec)) continue;
          if ((codec === 'read') !== (reader === 'read')) disagree.push(`${section} byte ${at} = ${value}: ${codec}, ${reader}`);
        }
      }
    }
    expect(disagree.slice(0, 10)).toEqual([]);
    const codes = ['BOOL_INVALID', 'COUNT_TOO_LARGE', 'ENUM_UNKNOWN', 'INVARIANT_BROKEN', 'OUT_OF_RANGE', 'RESERVED_BITS', 'TRUNCATED'];
    expect([...refused]).toEqual(expect.arrayContaining(codes));
  });
});

/** What Kaitai's language cannot say: a name that came before, NULs and broken UTF-8 in a text. */
const unsaid: ReadonlySet<string> = new Set(['SECTION_DUPLICATE', 'STRING_INVALID']);
