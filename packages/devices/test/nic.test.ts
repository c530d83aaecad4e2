/** The growing NIC of the thread and its clock, as generated: what loads where, without any check asked before. */
import { type Device, type DeviceClass, MigspecError } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { registry } from '../src/registry.js';

async function classOf(build: string, model: string): Promise<DeviceClass> {
  const load = registry[build]?.[model];
  if (load === undefined) throw new Error(`no ${model} in ${build}`);
  return load();
}

const nic = (build: string): Promise<DeviceClass> => classOf(`thread-2020@${build}`, 'https://example.org/devices/e1000e');
const clock = (build: string): Promise<DeviceClass> => classOf(`kvm-2009@${build}`, 'linux-kvm.org/kvmclock');

function load(from: Device, to: Device): unknown {
  const { state } = to;
  try {
    return to.load(from.save());
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    expect(to.state).toBe(state);
    return error.code;
  }
}

test('the three instantiation strings', async () => {
  const type = await nic('3');
  expect(type.create('version=2').configuration).toEqual({ rss: true, 'rx-table-size': 32 });
  expect(type.create('version=2,rx-table-size=64').configuration).toEqual({ rss: true, 'rx-table-size': 64 });
  expect(type.create('rss=off,rx-table-size=0').configuration).toEqual({ rss: false, 'rx-table-size': 0 });
  expect(() => type.create('rx-table-size=0')).toThrowError(expect.objectContaining({ code: 'CONSTRAINT_BROKEN' }));
  const older = await nic('2');
  expect(() => older.create('version=3')).toThrowError(expect.objectContaining({ code: 'VERSION_UNKNOWN' }));
  expect(() => older.create('rx-table-size=33')).toThrowError(expect.objectContaining({ code: 'PARAM_VALUE_REFUSED' }));
});

test('a key written before RSS is enabled travels; at reset nothing does', async () => {
  const type = await nic('3');
  const [source, target] = [type.create('version=2'), type.create('version=2')];
  const bare = source.save()[0]?.payload.length ?? 0;
  const key = new Uint8Array(40);
  key[39] = 1;
  source.state = { ...source.state, key };
  expect(source.save()[0]?.payload.length).toBeGreaterThan(bare);
  expect(load(source, target)).toEqual({ dropped: [], absent: [] });
  expect(target.state.key).toEqual(key);
  expect(target.save()).toEqual(source.save());
});

test('more entries than the destination has are refused', async () => {
  const type = await nic('3');
  const source = type.create('version=3');
  const entry = { mac: new Uint8Array([2, 0, 0, 0, 0, 1]), flags: 1 };
  source.state = { ...source.state, entries: 48, table: Array.from({ length: 48 }, () => entry) };
  expect(load(source, type.create('version=2'))).toBe('INVARIANT_BROKEN');
  expect(load(source, type.create('version=2,rx-table-size=48'))).toEqual({ dropped: [], absent: ['e1000e/rss'] });
});

test('the clock: a version bump goes one way, an optional section both', async () => {
  const [before, bumped, optional] = [await clock('before'), await clock('version-bump'), await clock('optional-section')];
  expect(load(before.create(), bumped.create())).toEqual({ dropped: [], absent: [] });
  expect(load(bumped.create(), before.create())).toBe('SECTION_VERSION_REFUSED');
  expect(load(before.create(), optional.create())).toEqual({ dropped: [], absent: ['kvmclock-fix'] });
  expect(load(optional.create(), before.create())).toEqual({ dropped: ['kvmclock-fix'], absent: [] });
  const running = optional.create();
  running.state = { ...running.state, system_time: (1n << 64n) - 1n, boot_time: 5n, clock_flags: 1 };
  const other = optional.create();
  expect(load(running, other)).toEqual({ dropped: [], absent: [] });
  expect(other.state).toEqual(running.state);
});
