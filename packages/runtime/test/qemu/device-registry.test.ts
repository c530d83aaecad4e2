import { expect, test } from 'vitest';
import type { Cursor } from '../../src/cursor.js';
import type { DeviceDescriptor, DeviceState } from '../../src/device.js';
import { MigspecError } from '../../src/errors.js';
import {
  BytesSink,
  bytesSource,
  inspectStream,
  rewriteStream,
  type SectionRegistryOptions,
  sectionRegistry,
} from '../../src/framing/qemu/index.js';
import { clockPayload, smallStream } from './small-stream.js';

/** A device with one section: `regs` be32 registers, and a byte that only version 3 has. */
function nic(build: string, regs: number, more: Partial<DeviceDescriptor> = {}): DeviceDescriptor {
  const count = (params: { readonly [name: string]: unknown }): number => Number(params.regs);
  return {
    model: 'example.org/nic',
    build,
    revision: '1',
    framing: 'qemu',
    machineFacts: { cpus: 1 },
    params: [
      {
        ...{ id: 'regs', name: 'regs', type: { kind: 'int', bits: 8, signed: false } },
        range: { items: [[0n, 64n]] },
        default: () => regs,
      },
    ],
    versions: [],
    constraints: [],
    observables: [],
    invariants: [],
    migratable: { holds: () => true },
    reset: () => ({ regs: [], tail: 0, other: 1 }),
    sections: [
      {
        id: 'nic',
        name: (env) => `${env.path}/nic`,
        match: (name) => (name.endsWith('/nic') ? { path: name.slice(0, -4) } : undefined),
        instance: (env) => env.instance,
        version: 3,
        minimum: 2,
        mandatory: true,
        optional: () => false,
        size: (state, env) => 4 * count(env.params) + (state.tail as Uint8Array).length,
        encode(state, cursor) {
          for (const reg of state.regs as number[]) {
            cursor.view.setUint32(cursor.offset, reg);
            cursor.offset += 4;
          }
          const tail = state.tail as Uint8Array;
          cursor.u8.set(tail, cursor.offset);
          cursor.offset += tail.length;
        },
        decode(cursor: Cursor, env, version): DeviceState {
          expect(env.judge).toBe(false);
          const { offset, end, view } = cursor;
          const length = 4 * count(env.params) + (version === 3 ? 10 : 9);
          if (offset + length > end) throw cursor.error('TRUNCATED', 'regs', offset);
          const values = Array.from({ length: count(env.params) }, (_, i) => view.getUint32(offset + 4 * i));
          const tail = cursor.u8.slice(offset + 4 * values.length, offset + length);
          cursor.offset += length;
          return { regs: values, tail };
        },
        opaqueBytes: (state) => (state.tail as Uint8Array).length,
        absent: () => ({}),
      },
    ],
    ...more,
  };
}

const name = '0000:00:04.0/nic';
const payload = (regs: number, tail: number): Uint8Array => Uint8Array.from({ length: 4 * regs + tail }, (_, i) => i);
const description = (size: number): unknown => ({
  page_size: 1024,
  devices: [
    { name: 'clock', instance_id: 0, fields: [{ name: 'x', type: 'buffer', size: clockPayload.length }] },
    { name, instance_id: 0, fields: [{ name: 'x', type: 'buffer', size }] },
    { name: 'irq', instance_id: 7, fields: [{ name: 'x', type: 'buffer', size: 4 }] },
    { name: 'irq', instance_id: 7, fields: [{ name: 'x', type: 'buffer', size: 5 }] },
  ],
});

/** `smallStream` with another payload of its second section. */
function streamWith(content: Uint8Array, version: number): Uint8Array {
  const bytes = Buffer.from(smallStream({ description: description(content.length) }));
  const at = bytes.indexOf(name) + name.length;
  const footer = bytes.indexOf(Buffer.from('7e00000027', 'hex'), at);
  const head = Buffer.from(bytes.subarray(0, at + 8));
  head.writeUInt32BE(version, at + 4);
  return Uint8Array.from(Buffer.concat([head, content, bytes.subarray(footer)]));
}

function rewritten(bytes: Uint8Array, descriptors: readonly DeviceDescriptor[], options?: SectionRegistryOptions) {
  const sink = new BytesSink();
  const counts = rewriteStream(bytesSource(bytes), sink, { registry: sectionRegistry(descriptors, options) });
  return { ...counts, identical: Buffer.compare(sink.result(), bytes) === 0, result: sink.result() };
}

test('a section goes through the codec of the device that matches its name', () => {
  const bytes = streamWith(payload(3, 10), 3);
  expect(rewritten(bytes, [nic('b@1', 3)])).toMatchObject({ identical: true, sections: 4, typedBytes: 12, opaqueBytes: 10 + 16 + 9 });
  expect(rewritten(bytes, [nic('b@1', 3, { framing: 'native' })])).toMatchObject({ identical: true, typedBytes: 0 });
});

test('the first device and configuration that can read the whole section does', () => {
  const bytes = streamWith(payload(3, 10), 3);
  expect(rewritten(bytes, [nic('b@1', 2), nic('b@2', 3), nic('b@3', 4)])).toMatchObject({ identical: true, typedBytes: 12 });
  const configurations = () => [{ regs: 1 }, { regs: 3 }];
  expect(rewritten(bytes, [nic('b@1', 2)], { configurations })).toMatchObject({ identical: true, typedBytes: 12 });
  const code = (descriptors: readonly DeviceDescriptor[]): string | undefined => {
    try {
      rewritten(bytes, descriptors);
      return undefined;
    } catch (error) {
      return error instanceof MigspecError ? `${error.code} ${error.details.section} ${error.details.offset}` : String(error);
    }
  };
  expect(code([nic('b@1', 2)])).toBe(`TRAILING_BYTES ${name} 18`);
  expect(code([nic('b@1', 4)])).toBe(`TRUNCATED ${name} 0`);
});

test('a device that would write the section otherwise leaves it to one that writes it again as it was', () => {
  const bytes = streamWith(payload(3, 10), 3);
  const other = nic('b@1', 3);
  const [section] = other.sections;
  if (section === undefined) throw new Error('no section');
  const forgetful = {
    ...other,
    sections: [
      {
        ...section,
        size: () => 12,
        encode: (_state: DeviceState, cursor: Cursor) => {
          cursor.offset += 12;
        },
      },
    ],
  };
  expect(rewritten(bytes, [forgetful, nic('b@2', 3)])).toMatchObject({ identical: true, typedBytes: 12 });
  expect(rewritten(bytes, [forgetful])).toMatchObject({ identical: false, typedBytes: 12 });
  expect(rewritten(bytes, [forgetful, { ...forgetful, build: 'b@2' }])).toMatchObject({ identical: false, typedBytes: 12 });
});

test('without a description the codec alone decides where the section ends', () => {
  const bytes = streamWith(payload(3, 10), 3);
  const end = Buffer.from(bytes).indexOf(Buffer.from('0400000028', 'hex'));
  const known = Uint8Array.of(...bytes.subarray(0, end), 0);
  const start = Buffer.from(known).indexOf(Buffer.from('0400000000' + '05', 'hex'));
  const without = Uint8Array.of(...known.subarray(0, start), ...known.subarray(start + 19 + clockPayload.length + 5));
  expect(rewritten(without, [nic('b@1', 3)])).toMatchObject({ identical: true, sections: 1, typedBytes: 12, opaqueBytes: 10 });
});

test('an older section is written again at the version of its codec', () => {
  const bytes = streamWith(payload(3, 9), 2);
  const { result, typedBytes } = rewritten(bytes, [nic('b@1', 3)]);
  expect(typedBytes).toBe(12);
  const at = Buffer.from(result).indexOf(name) + name.length;
  expect(new DataView(result.buffer, result.byteOffset).getUint32(at + 4)).toBe(3);
  // Older than the minimum, newer than the version: no section of this device.
  expect(rewritten(streamWith(payload(3, 9), 1), [nic('b@1', 3)])).toMatchObject({ identical: true, typedBytes: 0 });
  expect(rewritten(streamWith(payload(3, 9), 4), [nic('b@1', 3)])).toMatchObject({ identical: true, typedBytes: 0 });
});

test('inspection shows variables, and the problem of a section that its model cannot read', () => {
  const found: unknown[] = [];
  const look = (regs: number): unknown => {
    found.length = 0;
    const registry = sectionRegistry([nic('b@1', regs)]);
    inspectStream(
      bytesSource(streamWith(payload(3, 10), 3)),
      (record) => {
        if (record.record !== 'SECTION_FULL' || record.model === undefined) return;
        found.push({
          typed: record.typedBytes,
          model: record.model,
          variables: record.variables.map(({ path }) => path),
          code: record.problem?.code,
        });
      },
      { registry, fields: true },
    );
    return found[0];
  };
  expect(look(3)).toEqual({ typed: 12, model: 'example.org/nic', variables: ['regs', 'tail'], code: undefined });
  expect(look(4)).toEqual({ typed: 0, model: 'example.org/nic', variables: [], code: 'TRUNCATED' });
});
