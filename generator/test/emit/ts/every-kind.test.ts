import { expect, test } from 'vitest';
import {
  Cursor,
  type Device,
  type DeviceState,
  I16View,
  MigspecError,
  type SavedSection,
  U32View,
  U64View,
} from '../../../../packages/runtime/src/index.js';
import { everyKind } from './every-kind.js';
import { EmittedPackage, emit, typeErrors } from './harness.js';

const files = emit([everyKind('native'), everyKind('qemu')]);
const emitted = new EmittedPackage(files);
const placement = { path: '0000:00:04.0', instance: 3 };
const create = async (framing: string, wanted = ''): Promise<Device> =>
  (await emitted.device(`${framing}@1`, 'example.org/thing')).create(wanted, placement);

test('what is emitted passes the type checker', () => {
  expect(typeErrors(files)).toEqual([]);
});

test('reset values', async () => {
  const { state } = await create('native');
  expect(state).toMatchObject({
    a: 0,
    h: 0n,
    on: false,
    mode: 'off',
    wide: 'small',
    mac: new Uint8Array([0x52, 0x54, 0, 0, 0, 0]),
    later: 9,
    echo: 8,
    x1: 5,
    lost: 3,
    secret: 77,
    list: [],
    name: '',
  });
  expect(state).toMatchObject({
    corner: { x: 0, y: 0, lit: false },
    grid: [
      [0, 0],
      [0, 0],
    ],
    shape: { kind: 'off', corners: 0, points: [], label: new Uint8Array(0) },
  });
});

/** A state in which every variable differs from its reset value. */
function filled(device: Device): DeviceState {
  const { big, signed, longs } = device.state;
  if (big instanceof U32View) for (let index = 0; index < 20; index++) big.set(index, 0xf0000000 + index);
  if (signed instanceof I16View) for (let index = 0; index < 17; index++) signed.set(index, -index);
  if (longs instanceof U64View) for (let index = 0; index < 18; index++) longs.set(index, (1n << 63n) + BigInt(index));
  const shape = (kind: string, corners: number, label: number[]) => ({
    kind,
    corners,
    points: Array.from({ length: corners }, (_, x) => ({ x: 0 - x, y: x + 1, lit: x % 2 === 0 })),
    label_length: label.length,
    label: new Uint8Array(label),
  });
  return {
    ...device.state,
    ...{ a: 2, b: -2, c: 0x1234, d: -3, f: 0xfedcba98, g: -4, h: 0xfedcba9876543210n, k: -5n, on: true, mode: 'fast', wide: 'huge' },
    ...{
      flags: 0x80000001,
      level: 4,
      mac: new Uint8Array([1, 2, 3, 4, 5, 6]),
      small: [1, 2, 0xffffffff],
      octets: new Uint8Array([9, 8, 7, 6, 5]),
    },
    ...{
      switches: [true, false, true],
      modes: ['slow', 'fast'],
      grid: [
        [1, 2],
        [3, 4],
      ],
      corner: { x: -1, y: 2, lit: true },
    },
    line: [
      { x: 1, y: 2, lit: false },
      { x: 3, y: 4, lit: true },
    ],
    ...{
      count: 3,
      list: [10, 11, 12],
      long: U32View.zero(12, true).like(Array.from({ length: 12 }, (_, x) => x + 0x01020304)),
      blob: new Uint8Array([1, 2, 3, 4]),
    },
    ...{ name: 'naïve', shape: shape('slow', 2, [65]), shapes: [shape('off', 0, []), shape('fast', 3, [66, 67]), shape('off', 5, [])] },
    ...{
      extra: 21,
      extra_name: 'abc',
      later: 22,
      early: 5,
      late: 6,
      cap: 99,
      image: new Uint8Array([0xa1, 0x42, 7, 8]),
      acked: 5n,
      pins: [1, 2, 3, 999],
    },
    ...{ x1: 6, copies: new Uint8Array([7, 8, 9]), x2: 1, x3: -5n, lost: 50 },
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Bytes as the format's page says, put together by hand. */
const number = (value: number | bigint, size: number): string =>
  BigInt.asUintN(size * 8, BigInt(value))
    .toString(16)
    .padStart(size * 2, '0');
const little = (value: number | bigint, size: number): string => (number(value, size).match(/../g) ?? []).reverse().join('');
const text = (value: string): string => Buffer.from(value).toString('hex');
const list = (values: readonly (number | bigint)[], size: number, one = number): string => values.map((value) => one(value, size)).join('');

const plainGolden = [
  ...[
    number(2, 1),
    number(-2, 1),
    number(0x1234, 2),
    little(-3, 2),
    little(0xfedcba98, 4),
    number(-4, 4),
    number(0xfedcba9876543210n, 8),
    little(-5n, 8),
  ],
  ...[
    number(1, 1),
    number(200, 1),
    little(0xffffffffffffffffn, 8),
    number(0x80000001, 4),
    number(4, 2),
    '000000',
    '0000',
    number(21, 2),
    '010203040506',
  ],
  list([1, 2, 0xffffffff], 4, little),
  list(
    Array.from({ length: 20 }, (_, x) => 0xf0000000 + x),
    4,
  ),
  list(
    Array.from({ length: 17 }, (_, x) => -x),
    2,
    little,
  ),
  list(
    Array.from({ length: 18 }, (_, x) => (1n << 63n) + BigInt(x)),
    8,
  ),
  ...['0908070605', '010001', number(3, 1), number(200, 1), list([1, 2, 3, 4], 2), `${number(-1, 2)}${number(2, 2)}01`],
  `${number(1, 2)}${number(2, 2)}00${number(3, 2)}${number(4, 2)}01`,
].join('');

function varyingGolden(native: boolean): string {
  const sub = (name: string, version: number, optional: boolean, body: string): string =>
    native
      ? number(name.length, 1) + text(name) + number(version, 4) + (optional ? '01' : '00') + number(body.length / 2, 4) + body
      : `05${number(name.length, 1)}${text(name)}${number(version, 4)}${body}`;
  const count = (many: number): string => (native ? number(many, 1) : '');
  const shape = (kind: number, corners: number, label: string): string => {
    const points = Array.from({ length: corners }, (_, x) => `${number(-x, 2)}${number(x + 1, 2)}${x % 2 === 0 ? '01' : '00'}`).join('');
    const labels = label === '' ? count(0) : count(1) + sub('Shape/label', 1, false, number(label.length / 2, 1) + label + count(0));
    return (native ? number(2, 4) : '') + number(kind, 1) + number(corners, 1) + points + labels;
  };
  return [
    ...[
      '03',
      list([10, 11, 12], 2),
      list(
        Array.from({ length: 12 }, (_, x) => x + 0x01020304),
        4,
        little,
      ),
      '01020304',
      number(6, 2),
      text('naïve'),
    ],
    ...[shape(3, 2, '41'), shape(0, 0, ''), shape(200, 3, '4243'), shape(0, 5, '')],
    ...[list([0x105, 0x105], 4, little), 'abcd00'],
    ...[
      number(21, 4),
      '03',
      text('abc'),
      number(22, 2),
      '05',
      '06',
      number(20, 2),
      number(99, 4),
      'a1420708',
      number(5, 8),
      list([1, 2, 3, 999], 2),
    ],
    count(2),
    sub('varying/first', 1, false, `${number(6, 4)}070809${count(1)}${sub('varying/first/inner', 3, false, `01${count(0)}`)}`),
    sub('varying/second', 1, true, number(-5, 8) + count(0)),
  ].join('');
}

test('golden bytes in both framings, and back', async () => {
  for (const framing of ['native', 'qemu']) {
    const device = await create(framing, 'version=2');
    device.state = filled(device);
    const saved = device.save();
    const end = framing === 'native' ? '00' : '';
    expect(saved.map(({ name, instance, version, optional }) => ({ name, instance, version, optional }))).toEqual([
      { name: 'plain', instance: 0, version: 1, optional: false },
      { name: '0000:00:04.0/varying', instance: 3, version: 2, optional: false },
      { name: 'maybe', instance: 0, version: 1, optional: true },
    ]);
    expect(saved.map(({ payload }) => hex(payload))).toEqual([plainGolden + end, varyingGolden(framing === 'native'), `0032${end}`]);
    const other = await create(framing, 'version=2');
    expect(other.load(saved)).toEqual({ dropped: [], absent: ['Shape/label', 'Shape/label'] });
    expect({ ...other.state, secret: 77 }).toEqual(plainState(device.state));
    expect(other.save()).toEqual(saved);
    expect(other.observables()).toEqual({ sum: 0x1234 + 20 });
  }
});

/** Views compare by what they hold, wherever it lies. */
function plainState(state: DeviceState): DeviceState {
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => {
      if (typeof value !== 'object' || value instanceof Uint8Array || !('like' in value)) return [name, value];
      return [
        name,
        expect.toSatisfy(
          (got: { toArray(): unknown[] }) => JSON.stringify(got.toArray(), text64) === JSON.stringify(value.toArray(), text64),
        ),
      ];
    }),
  );
}
const text64 = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

async function refused(framing: string, change: (saved: SavedSection[]) => SavedSection[], wanted = 'version=2'): Promise<unknown> {
  const source = await create(framing, 'version=2');
  source.state = filled(source);
  const target = await create(framing, wanted);
  const before = target.save();
  const { state } = target;
  try {
    target.load(change(source.save()));
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    expect(target.state).toBe(state);
    expect(target.save()).toEqual(before);
    const { section, field, offset } = error.details;
    return [error.code, section, field, offset];
  }
  return 'accepted';
}

const patch =
  (index: number, offset: number, ...values: number[]) =>
  (saved: SavedSection[]): SavedSection[] => {
    saved[index]?.payload.set(values, offset);
    return saved;
  };

test('every bound refuses, names section, field and offset, and leaves the device as it was', async () => {
  const cases: [(saved: SavedSection[]) => SavedSection[], unknown][] = [
    [patch(0, 30, 2), ['BOOL_INVALID', 'plain', 'on', 30]],
    [patch(0, 31, 1), ['ENUM_UNKNOWN', 'plain', 'mode', 31]],
    [patch(0, 32, 1), ['ENUM_UNKNOWN', 'plain', 'wide', 32]],
    [patch(0, 43, 2), ['RESERVED_BITS', 'plain', 'flags', 40]],
    [patch(0, 45, 1), ['OUT_OF_RANGE', 'plain', 'level', 44]],
    [patch(0, 45, 21), ['OUT_OF_RANGE', 'plain', 'level', 44]],
    [patch(0, 47, 1), ['RESERVED_BITS', 'plain', 'padding', 46]],
    [patch(0, 49, 1, 1), 'accepted'],
    [patch(0, 51, 9, 9), 'accepted'],
    [patch(0, 335, 2), ['BOOL_INVALID', 'plain', 'switches[1]', 335]],
    [patch(0, 338, 7), ['ENUM_UNKNOWN', 'plain', 'modes[1]', 338]],
    [patch(0, 351, 2), ['BOOL_INVALID', 'plain', 'corner.lit', 351]],
    [patch(0, 361, 2), ['BOOL_INVALID', 'plain', 'line[1].lit', 361]],
    [patch(1, 0, 7), ['COUNT_TOO_LARGE', 'varying', 'list', 1]],
    [patch(1, 7, 255, 255, 255, 255), ['OUT_OF_RANGE', 'varying', 'long[0]', 7]],
    [patch(1, 60, 13), ['COUNT_TOO_LARGE', 'varying', 'name', 59]],
    [patch(1, 62, 0), ['STRING_INVALID', 'varying', 'name', 61]],
    [patch(1, 62, 255), ['STRING_INVALID', 'varying', 'name', 61]],
    [patch(1, 67, 0, 0, 0, 3), ['STRUCT_VERSION_REFUSED', 'varying', 'shape', 67]],
    [patch(1, 72, 6), ['COUNT_TOO_LARGE', 'varying', 'shape.points', 73]],
    [patch(1, 77, 2), ['BOOL_INVALID', 'varying', 'shape.points[0].lit', 77]],
  ];
  const found: unknown[] = [];
  for (const [change] of cases) found.push(await refused('native', change));
  expect(found).toEqual(cases.map(([, want]) => want));
});

test('bounds behind the variable part', async () => {
  const at = async (name: string, ...values: number[]): Promise<unknown> => {
    const whole = varyingGolden(false);
    const tail = `${number(21, 4)}03${text('abc')}`;
    const places: Record<string, number> = {
      extra: 0,
      extra_name: 4,
      later: 8,
      early: 10,
      late: 11,
      echo: 12,
      cap: 14,
      image: 18,
      acked: 22,
      pins: 30,
      subs: 38,
    };
    const start = whole.indexOf(tail) / 2 + (places[name] ?? 0);
    const result = await refused('qemu', patch(1, start, ...values));
    return Array.isArray(result) ? [...result.slice(0, 3), Number(result[3]) - start] : result;
  };
  expect(await at('early', 7)).toEqual(['OUT_OF_RANGE', 'varying', 'early', 0]);
  expect(await at('late', 4)).toEqual(['OUT_OF_RANGE', 'varying', 'early', -1]);
  expect(await at('extra_name', 5)).toEqual(['COUNT_TOO_LARGE', 'varying', 'extra_name', 0]);
  expect(await at('echo', 0, 21)).toEqual(['ECHO_DIFFERS', 'varying', 'echo', 0]);
  expect(await at('cap', 0, 0, 0, 101)).toEqual(['ECHO_DIFFERS', 'varying', 'cap', 0]);
  expect(await at('cap', 0, 0, 0, 100)).toBe('accepted');
  expect(await at('image', 0xa1, 0x43)).toEqual(['ECHO_DIFFERS', 'varying', 'image', 0]);
  expect(await at('image', 0xa1, 0xf2, 1, 2)).toBe('accepted');
  expect(await at('acked', 0, 0, 0, 0, 0, 0, 0, 2)).toEqual(['FEATURES_NOT_OFFERED', 'varying', 'acked', 0]);
  expect(await at('acked', 128, 0, 0, 0, 0, 0, 0, 4)).toBe('accepted');
  expect(await at('pins', 0, 0, 0, 0, 0x03, 0xe8)).toEqual(['OUT_OF_RANGE', 'varying', 'pins[2]', 4]);
  expect(await at('subs', 5, 14)).toEqual(['SECTION_UNKNOWN', 'varying', 'varying/first\0', 0]);
  expect(await at('subs', 4)).toEqual(['TRAILING_BYTES', 'varying', '', 0]);
});

test('rules between variables, sections and params', async () => {
  expect(await refused('native', patch(2, 0, 0, 1))).toEqual(['INVARIANT_BROKEN', undefined, undefined, undefined]);
  // Level 4, count 3, 20 levels: with 3 levels nothing of that holds; the configuration's own bounds speak first.
  expect(await refused('native', (saved) => saved, 'extra=on,levels=3')).toEqual(['OUT_OF_RANGE', 'plain', 'level', 44]);
  const invariant = (saved: SavedSection[]): SavedSection[] => patch(0, 44, 0, 2)(saved);
  const two = await refused('native', invariant, 'extra=on,levels=3');
  expect(two).toEqual(['ECHO_DIFFERS', 'varying', 'echo', expect.any(Number)]);
});

test('sections: unknown, missing, twice, other versions', async () => {
  const rename = (saved: SavedSection[], optional: boolean): SavedSection[] => [
    ...saved,
    { name: 'other', instance: 0, version: 1, optional, payload: new Uint8Array(4) },
  ];
  expect(await refused('native', (saved) => rename(saved, false))).toEqual(['SECTION_UNKNOWN', 'other', undefined, undefined]);
  expect(await refused('native', (saved) => rename(saved, true))).toBe('accepted');
  expect(await refused('native', ([, ...rest]) => rest)).toEqual(['SECTION_MISSING', 'plain', undefined, undefined]);
  expect(await refused('qemu', ([, ...rest]) => rest)).toBe('accepted');
  expect(await refused('native', (saved) => saved.slice(0, 2))).toBe('accepted');
  expect(await refused('native', (saved) => [...saved, ...saved])).toEqual(['SECTION_DUPLICATE', 'plain', undefined, undefined]);
  expect(await refused('qemu', (saved) => [...saved, ...saved])).toBe('accepted');
  expect(await refused('qemu', ([first, ...rest]) => [{ ...(first as SavedSection), version: 2 }, ...rest])).toEqual([
    'SECTION_VERSION_REFUSED',
    'plain',
    undefined,
    undefined,
  ]);
  expect(await refused('qemu', ([first, ...rest]) => [{ ...(first as SavedSection), instance: 1 }, ...rest])).toEqual([
    'SECTION_UNKNOWN',
    'plain',
    undefined,
    undefined,
  ]);
  const source = await create('native', 'version=2');
  source.state = filled(source);
  const target = await create('native', 'version=2');
  expect(
    target.load([...source.save().slice(0, 2), { name: 'more', instance: 0, version: 1, optional: true, payload: new Uint8Array(1) }]),
  ).toEqual({ dropped: ['more'], absent: ['Shape/label', 'Shape/label', 'maybe'] });
  expect(target.state.lost).toBe(4);
});

test('an older version of a section, and presence by a param', async () => {
  const source = await create('qemu', 'version=1');
  source.state = { ...source.state, level: 2 };
  const saved = source.save().map((each) => (each.name.endsWith('varying') ? { ...each, version: 1 } : each));
  const payload = saved[1]?.payload ?? new Uint8Array();
  // Without `later`: two bytes less, before the last 28.
  const cut = payload.length - 30;
  const older = new Uint8Array([...payload.slice(0, cut), ...payload.slice(cut + 2)]);
  const target = await create('qemu', 'version=1');
  expect(target.load([saved[0] as SavedSection, { ...(saved[1] as SavedSection), payload: older }]).absent).toEqual([
    'Shape/label',
    'varying/first',
    'varying/second',
    'maybe',
  ]);
  expect(target.state).toMatchObject({ later: 9, extra: 7, extra_name: '' });
  expect(await refused('qemu', (all) => all, 'version=1')).not.toBe('accepted');
});

test('cut at every byte: refused, except where the format lets the section end', async () => {
  for (const framing of ['native', 'qemu']) {
    const source = await create(framing, 'version=2');
    source.state = filled(source);
    const saved = source.save();
    const accepted: string[] = [];
    for (const [index, whole] of saved.entries()) {
      for (let length = 0; length < whole.payload.length; length++) {
        const result = await load(framing, saved, index, whole.payload.slice(0, length));
        if (result === 'accepted') accepted.push(`${whole.name}:${length}`);
        else if (framing === 'native') expect([length, result]).toEqual([length, 'TRUNCATED']);
        else expect(['TRUNCATED', 'TRAILING_BYTES', 'COUNT_TOO_LARGE']).toContain(result);
      }
    }
    // In the qemu framing a section ends where no subsection follows.
    const golden = varyingGolden(false);
    const ends = ['varying/first', 'varying/first/inner', 'varying/second'].map(
      (name) => golden.indexOf(`05${number(name.length, 1)}${text(name)}`) / 2,
    );
    expect(accepted).toEqual(framing === 'native' ? [] : ends.map((end) => `0000:00:04.0/varying:${end}`));
  }
});

const loads = new Map<string, Device>();
async function load(framing: string, saved: readonly SavedSection[], index: number, payload: Uint8Array): Promise<string> {
  const device = loads.get(framing) ?? (await create(framing, 'version=2'));
  loads.set(framing, device);
  try {
    device.load(saved.map((each, at) => (at === index ? { ...each, payload } : each)));
    return 'accepted';
  } catch (error) {
    if (error instanceof MigspecError) return error.code;
    throw error;
  }
}

test('every bit flipped: refused with a code, or what was accepted is kept by the next save and load', async () => {
  for (const framing of ['native', 'qemu']) {
    const source = await create(framing, 'version=2');
    source.state = filled(source);
    const saved = source.save();
    const device = await create(framing, 'version=2');
    let accepted = 0;
    for (const [index, whole] of saved.entries()) {
      for (let bit = 0; bit < whole.payload.length * 8; bit++) {
        const payload = whole.payload.slice();
        payload[bit >> 3] = (payload[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const flipped = saved.map((each, at) => (at === index ? { ...each, payload } : each));
        try {
          device.load(flipped);
        } catch (error) {
          if (!(error instanceof MigspecError)) throw error;
          continue;
        }
        accepted++;
        const again = device.save();
        if (Buffer.compare(again[index]?.payload ?? payload, payload) === 0) continue;
        // Padding, fillers, older versions and needless subsections are not written as they came.
        const kept = shown(device.state);
        device.load(again);
        if (shown(device.state) !== kept) expect([framing, whole.name, bit, shown(device.state)]).toEqual([framing, whole.name, bit, kept]);
      }
    }
    expect(accepted).toBeGreaterThan(1000);
  }
});

/** A state as text. */
function shown(state: DeviceState): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Uint8Array) return hex(value);
    return typeof value === 'object' && value !== null && 'toArray' in value && typeof value.toArray === 'function'
      ? value.toArray()
      : value;
  });
}

test('a state that cannot be encoded is refused, with the field', async () => {
  const device = await create('native', 'version=2');
  const base = filled(device);
  const broken: [DeviceState, string][] = [
    [{ mac: new Uint8Array(5) }, 'mac'],
    [{ mode: 'sideways' }, 'mode'],
    [{ modes: ['off', 'none'] }, 'modes[1]'],
    [{ small: [1, 2] }, 'small'],
    [{ list: [1] }, 'list'],
    [{ count: 7, list: [1, 2, 3, 4, 5, 6, 7] }, 'list'],
    [{ name: 'a long long name' }, 'name'],
    [{ name: 'a\0' }, 'name'],
    [{ shape: { kind: 'off', corners: 1, points: [], label_length: 0, label: new Uint8Array(0) } }, 'shape.points'],
    [{ blob: new Uint8Array(3) }, 'blob'],
    [{ a: 256 }, 'a'],
    [{ a: -1 }, 'a'],
    [{ b: 128 }, 'b'],
    [{ c: 0x10000 }, 'c'],
    [{ d: -0x8001 }, 'd'],
    [{ f: 2 ** 32 }, 'f'],
    [{ g: 2 ** 31 }, 'g'],
    [{ g: 1.5 }, 'g'],
    [{ flags: Number.NaN }, 'flags'],
    [{ small: [1, 2, -1] }, 'small[2]'],
    [{ corner: { x: 40000, y: 0, lit: false } }, 'corner.x'],
  ];
  for (const [change, field] of broken) {
    device.state = { ...base, ...change };
    expect(() => device.save()).toThrowError(
      expect.objectContaining({ code: 'STATE_INVALID', details: expect.objectContaining({ field }) }),
    );
  }
});

test('inspection judges structure and literal bounds, not what needs the configuration', async () => {
  const source = await create('qemu', 'version=2');
  source.state = filled(source);
  const [plain, varying] = source.save();
  const { descriptor } = source;
  const [first, second] = descriptor.sections;
  const env = { ...source.env, judge: false, params: { extra: true, levels: 1 } };
  expect(first?.decode(new Cursor(plain?.payload ?? new Uint8Array()), env, 1)).toMatchObject({ level: 4 });
  expect(second?.decode(new Cursor(varying?.payload ?? new Uint8Array()), env, 2)).toMatchObject({ echo: 20, acked: 5n });
  const bad = plain?.payload.slice() ?? new Uint8Array();
  bad[30] = 2;
  expect(() => first?.decode(new Cursor(bad), env, 1)).toThrowError(expect.objectContaining({ code: 'BOOL_INVALID' }));
  expect(second?.match('pci.0/x/varying')).toEqual({ path: 'pci.0/x' });
  expect(second?.match('/varying')).toBeUndefined();
  expect(second?.match('varying')).toBeUndefined();
  expect(first?.match('plain')).toEqual({ path: '' });
});

test('subsections of the native framing: unknown ones, order, twice, lengths', async () => {
  const source = await create('native', 'version=2');
  source.state = filled(source);
  const whole = hex(source.save()[1]?.payload ?? new Uint8Array());
  const first = whole.indexOf(`0d${text('varying/first')}`);
  const second = whole.indexOf(`0e${text('varying/second')}`);
  const [head, one, two] = [whole.slice(0, first - 2), whole.slice(first, second), whole.slice(second)];
  const made =
    (count: number, ...parts: string[]) =>
    (saved: SavedSection[]): SavedSection[] =>
      saved.map((each, index) =>
        index === 1 ? { ...each, payload: new Uint8Array(Buffer.from(head + number(count, 1) + parts.join(''), 'hex')) } : each,
      );
  const unknown = (optional: boolean): string => `03${text('new')}${number(1, 4)}${optional ? '01' : '00'}${number(2, 4)}abcd`;
  expect(await refused('native', made(2, two, one))).toBe('accepted');
  expect(await refused('native', made(3, one, unknown(true), two))).toBe('accepted');
  expect(await refused('native', made(3, one, unknown(false), two))).toEqual(['SECTION_UNKNOWN', 'varying', 'new', expect.any(Number)]);
  expect(await refused('native', made(3, one, two, one))).toEqual(['SECTION_DUPLICATE', 'varying', 'varying/first', expect.any(Number)]);
  expect(await refused('native', made(3, one, two))).toEqual(['TRUNCATED', 'varying', 'subsection header', expect.any(Number)]);
  expect(await refused('native', made(1, one, two))).toEqual(['TRAILING_BYTES', 'varying', '', expect.any(Number)]);
  expect(await refused('native', made(2, one.replace(number(1, 4), number(2, 4)), two))).toEqual([
    'SECTION_VERSION_REFUSED',
    'varying',
    'varying/first',
    expect.any(Number),
  ]);
  const longer = two.replace(`01${number(9, 4)}`, `01${number(10, 4)}`);
  expect(await refused('native', made(2, one, `${longer}00`))).toEqual(['TRAILING_BYTES', 'varying', 'varying/second', expect.any(Number)]);
  const target = await create('native', 'version=2');
  expect(target.load(made(2, unknown(true), one)(source.save()))).toEqual({
    dropped: ['new'],
    absent: ['Shape/label', 'Shape/label', 'varying/second'],
  });
});
