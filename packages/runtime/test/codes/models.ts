/** The models of the fixtures by hand, with codecs in the shape of generated ones: what the fixture's YAML says. */

import type { Cursor } from '../../src/cursor.js';
import type { CodecEnv, DeviceDescriptor, DeviceState, ParamDescriptor, SectionDescriptor } from '../../src/device.js';
import type { RuntimeCode } from '../../src/errors.js';
import { NativeSubsections, readText, within, writeText } from '../../src/index.js';

interface Layout {
  readonly version?: number;
  readonly minimum?: number;
  readonly native?: boolean;
  read(cursor: Cursor, env: CodecEnv): DeviceState;
  write?(state: DeviceState, cursor: Cursor): void;
  /** Behind the last byte. */
  check?(state: DeviceState, cursor: Cursor): void;
}

function section(name: string, layout: Layout): SectionDescriptor {
  const { version = 1, minimum = version, native = true } = layout;
  return {
    id: name,
    name: () => name,
    match: (wire) => (wire === name ? { path: '' } : undefined),
    instance: () => 0,
    version,
    minimum,
    mandatory: true,
    optional: () => false,
    size: () => 16,
    encode(state, cursor) {
      cursor.begin(name);
      layout.write?.(state, cursor);
    },
    decode(cursor, env) {
      cursor.begin(name);
      const state = layout.read(cursor, env);
      if (native && new NativeSubsections(cursor, cursor.offset).next()) throw new Error('the examples have no subsections');
      if (native) cursor.offset++;
      layout.check?.(state, cursor);
      return state;
    },
    absent: () => ({}),
  };
}

function need(cursor: Cursor, field: string, bytes: number): number {
  const { offset, end } = cursor;
  if (end - offset < bytes) throw cursor.error('TRUNCATED', field, offset, end - offset, bytes);
  cursor.offset += bytes;
  return offset;
}

const u8 = (cursor: Cursor, field: string): number => cursor.view.getUint8(need(cursor, field, 1));
const u16 = (cursor: Cursor, field: string): number => cursor.view.getUint16(need(cursor, field, 2));
const u32 = (cursor: Cursor, field: string): number => cursor.view.getUint32(need(cursor, field, 4));

function bool(cursor: Cursor, field: string): boolean {
  const byte = u8(cursor, field);
  if (byte > 1) throw cursor.error('BOOL_INVALID', field, cursor.offset - 1, byte, '0 or 1');
  return byte === 1;
}

const links: readonly string[] = ['down', 'up'];
const on = section('nic', { read: (cursor) => ({ on: bool(cursor, 'on') }) });
const beeper: Layout = { read: (cursor) => ({ frequency: u16(cursor, 'frequency'), on: bool(cursor, 'on') }) };

const params: readonly ParamDescriptor[] = [
  { id: 'rss', name: 'rss', type: { kind: 'bool' }, off: false, range: { items: [] }, default: () => false },
  {
    ...{ id: 'rx-table-size', name: 'rx-table-size', off: 0, default: () => 32 },
    type: { kind: 'int', bits: 16, signed: false },
    range: { items: [[0n, 64n]] },
  },
];
const grown: Partial<DeviceDescriptor> = {
  params,
  constraints: [
    {
      text: '!params.rss || params.rx_table_size > 0',
      holds: ({ params }) => params.rss === false || Number(params['rx-table-size']) > 0,
    },
  ],
  versions: [
    { name: '2', values: { rss: false, 'rx-table-size': 32 } },
    { name: '1', values: { rss: false, 'rx-table-size': 0 } },
  ],
  sections: [on],
};

function device(parts: Partial<DeviceDescriptor>): DeviceDescriptor {
  return {
    ...{ model: 'example.org/nic', build: 'example@1', revision: 'r1', framing: 'native', machineFacts: {}, params: [] },
    ...{ versions: [], constraints: [], observables: [], invariants: [], migratable: { holds: () => true } },
    ...{ reset: () => ({}), sections: [on], ...parts },
  };
}

const nic = (layout: Layout): DeviceDescriptor => device({ sections: [section('nic', layout)] });

export const models: Partial<Record<RuntimeCode, DeviceDescriptor>> = {
  TRUNCATED: nic(beeper),
  TRAILING_BYTES: nic(beeper),
  BOOL_INVALID: device({}),
  ENUM_UNKNOWN: nic({
    read(cursor) {
      const value = u8(cursor, 'link');
      const link = links[value];
      if (link === undefined) throw cursor.error('ENUM_UNKNOWN', 'link', cursor.offset - 1, value);
      return { link };
    },
  }),
  RESERVED_BITS: nic({
    read(cursor) {
      const status = u8(cursor, 'status');
      if ((status & 0xf0) !== 0) throw cursor.error('RESERVED_BITS', 'status', cursor.offset - 1, status, 'bits 0xf0 zero');
      return { status };
    },
  }),
  OUT_OF_RANGE: nic({
    read(cursor) {
      const head = u16(cursor, 'head');
      if (head > 255) throw cursor.error('OUT_OF_RANGE', 'head', cursor.offset - 2, head, 'at most 255');
      return { head };
    },
  }),
  COUNT_TOO_LARGE: nic({
    read(cursor) {
      const entries = u8(cursor, 'entries');
      if (entries > 4) throw cursor.error('COUNT_TOO_LARGE', 'table', cursor.offset, entries, 4);
      return { entries, table: Array.from({ length: entries }, (_, index) => u16(cursor, `table[${index}]`)) };
    },
  }),
  MARKER_INVALID: nic({
    read(cursor) {
      const jobs: { readonly head: number }[] = [];
      try {
        while (cursor.anotherElement(jobs.length, 4, 1, 0)) jobs.push({ head: u16(cursor, 'head') });
      } catch (error) {
        throw within(error, 'jobs', jobs.length);
      }
      return { jobs };
    },
  }),
  INVARIANT_BROKEN: nic({
    read: (cursor) => ({ head: u8(cursor, 'head'), tail: u8(cursor, 'tail') }),
    check({ head, tail }, cursor) {
      if (Number(head) > Number(tail)) throw cursor.error('INVARIANT_BROKEN', '', cursor.offset, undefined, 'state.head <= state.tail');
    },
  }),
  ECHO_DIFFERS: nic({
    read(cursor, env) {
      const vendor = u16(cursor, 'vendor');
      if (env.judge && vendor !== 0x1af4) throw cursor.error('ECHO_DIFFERS', 'vendor', cursor.offset - 2, vendor, 0x1af4);
      return { vendor };
    },
  }),
  FEATURES_NOT_OFFERED: nic({
    read(cursor, env) {
      const features = u32(cursor, 'features');
      if (env.judge && (features & ~5) !== 0)
        throw cursor.error('FEATURES_NOT_OFFERED', 'features', cursor.offset - 4, features, 'a subset of 5');
      return { features };
    },
  }),
  STRING_INVALID: nic({
    read(cursor) {
      const length = u8(cursor, 'label');
      return { label: readText(cursor, 'label', need(cursor, 'label', length), length) };
    },
  }),
  SECTION_UNKNOWN: device({}),
  SECTION_VERSION_REFUSED: nic({ version: 2, minimum: 1, read: (cursor) => ({ on: bool(cursor, 'on') }) }),
  SECTION_DUPLICATE: device({}),
  SECTION_MISSING: device({ sections: [on, section('queue', { read: (cursor) => ({ depth: u8(cursor, 'depth') }) })] }),
  STRUCT_VERSION_REFUSED: nic({
    read(cursor) {
      const version = u32(cursor, 'ring');
      if (version > 1) throw cursor.error('STRUCT_VERSION_REFUSED', 'ring', cursor.offset - 4, version, 'at most 1');
      const head = u8(cursor, 'ring.head');
      if (new NativeSubsections(cursor, cursor.offset).next()) throw new Error('the examples have no subsections');
      cursor.offset++;
      return { ring: { head } };
    },
  }),
  FOOTER_WRONG: device({ framing: 'qemu', sections: [section('nic', { native: false, read: (cursor) => ({ on: bool(cursor, 'on') }) })] }),
  VERSION_UNKNOWN: device(grown),
  PARAM_UNKNOWN: device(grown),
  PARAM_VALUE_REFUSED: device(grown),
  PARAM_TYPE_DIFFERS: device(grown),
  CONSTRAINT_BROKEN: device(grown),
  INSTANTIATION_INVALID: device(grown),
  STATE_INVALID: nic({
    read: () => ({}),
    write(state, cursor) {
      cursor.offset = 1 + writeText(cursor, 'label', 1, String(state.label), 4);
      cursor.u8[0] = cursor.offset - 1;
    },
  }),
};
