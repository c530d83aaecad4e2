/** What a load refuses between sections, and that it is all or nothing. */
import { expect, test } from 'vitest';
import { Cursor, Device, type DeviceDescriptor, MigspecError, type SavedSection, type SectionDescriptor } from '../../src/index.js';

/** A section of one byte; `b` may be missing, versions 2 and 3 are read. */
function section(id: 'a' | 'b', mandatory: boolean): SectionDescriptor {
  return {
    ...{ id, version: 3, minimum: 2, mandatory },
    name: () => id,
    match: (name) => (name === id ? { path: '' } : undefined),
    instance: () => 0,
    optional: () => !mandatory,
    size: () => 1,
    encode(state, cursor) {
      cursor.u8[cursor.offset++] = Number(state[id]);
    },
    decode(cursor) {
      if (cursor.offset >= cursor.end) throw cursor.error('TRUNCATED', id, cursor.offset);
      if (id === 'b') cursor.noteDropped('b/new');
      return { [id]: cursor.view.getUint8(cursor.offset++) };
    },
    absent: () => ({ [id]: 9 }),
  };
}

const descriptor = (framing: 'native' | 'qemu'): DeviceDescriptor => ({
  ...{ model: 'example.org/two', build: 'test@1', revision: 'r1', framing, machineFacts: {}, params: [] },
  ...{ versions: [], constraints: [], observables: [], migratable: { holds: () => true } },
  invariants: [{ text: 'a != 13', holds: ({ a }) => a !== 13 }],
  reset: () => ({ a: 0, b: 0 }),
  sections: [section('a', true), section('b', false)],
});

const saved = (name: string, value: number, more: Partial<SavedSection> = {}): SavedSection => ({
  ...{ name, instance: 0, version: 3, optional: false },
  payload: Uint8Array.of(value),
  ...more,
});
const [a, b] = [saved('a', 1), saved('b', 2)];

/** The state after the load, or the code and an untouched device. */
function load(framing: 'native' | 'qemu', ...sections: SavedSection[]): unknown {
  const device = new Device(descriptor(framing), {});
  const { state } = device;
  try {
    device.load(sections);
    return [device.state.a, device.state.b];
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    expect(device.state).toBe(state);
    return error.code;
  }
}

test('versions, names and instances', () => {
  expect(load('native', a, b)).toEqual([1, 2]);
  expect(load('native', { ...a, version: 2 }, b)).toEqual([1, 2]);
  expect(load('native', { ...a, version: 1 }, b)).toBe('SECTION_VERSION_REFUSED');
  expect(load('native', { ...a, version: 4 }, b)).toBe('SECTION_VERSION_REFUSED');
  expect(load('native', a, saved('c', 3))).toBe('SECTION_UNKNOWN');
  expect(load('native', a, saved('c', 3, { optional: true }))).toEqual([1, 9]);
  expect(load('native', a, { ...b, instance: 1 })).toBe('SECTION_UNKNOWN');
});

test('what comes twice or not at all', () => {
  expect(load('native', a, a)).toBe('SECTION_DUPLICATE');
  expect(load('qemu', a, saved('a', 4))).toEqual([4, 9]);
  expect(load('native', b)).toBe('SECTION_MISSING');
  expect(load('qemu', b)).toEqual([9, 2]);
  expect(load('native', a)).toEqual([1, 9]);
});

test('bytes that are missing or left over, and rules between sections', () => {
  expect(load('native', a, saved('b', 2, { payload: new Uint8Array() }))).toBe('TRUNCATED');
  expect(load('native', a, saved('b', 2, { payload: Uint8Array.of(2, 2) }))).toBe('TRAILING_BYTES');
  expect(load('native', saved('a', 13), b)).toBe('INVARIANT_BROKEN');
});

test('the report; a load that is over takes nothing more', () => {
  const device = new Device(descriptor('native'), {});
  expect(device.load([a, b, saved('c', 3, { optional: true })])).toEqual({ dropped: ['b/new', 'c'], absent: [] });
  expect(device.load([a])).toEqual({ dropped: [], absent: ['b'] });
  const begun = device.startLoad();
  const give = (name: string, version = 3): void => begun.section(name, 0, version, false, new Cursor(Uint8Array.of(1)));
  expect(() => give('a', 1)).toThrow(expect.objectContaining({ code: 'SECTION_VERSION_REFUSED' }));
  expect(() => give('a')).toThrow(expect.objectContaining({ code: 'ORDER_WRONG' }));
  expect(() => begun.finish()).toThrow(expect.objectContaining({ code: 'ORDER_WRONG' }));
});

test('what is loaded does not change with the bytes that it came in', () => {
  const device = new Device(descriptor('native'), {});
  const bytes = saved('a', 1);
  device.load([bytes]);
  bytes.payload[0] = 7;
  expect(device.state.a).toBe(1);
});
