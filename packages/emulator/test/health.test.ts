/** What is wrong with a device after a hop, and what has gone: each sort of it alone. */
import { Device, type DeviceDescriptor, type DeviceState, MigspecError, type Placement } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { contradictions, defects } from '../src/health.js';
import { type Build, type EmulatedMachine, Host, hop } from '../src/index.js';
import { losses } from '../src/values.js';
import { model, number, small, type Variant } from './small.js';

const base: Variant = { build: 'x@1', params: [number('queues', 1, 8, 2)], variables: ['head'] };
const where = (address: string, instance = 0) => ({ address, instance, facts: {} });

function machine(build: Build, state: Readonly<Record<string, number>>): EmulatedMachine {
  const made = new Host(build).create(model, '', where('a'));
  for (const { device } of made.devices) device.state = { ...device.state, ...state };
  return made;
}

/** The build with a codec of its own for the one section. */
function withSection(build: Build, change: Partial<DeviceDescriptor['sections'][number]>): Build {
  const type = build.models.get(model);
  if (type === undefined) throw new Error('no model');
  const descriptor: DeviceDescriptor = { ...type.descriptor, sections: type.descriptor.sections.map((each) => ({ ...each, ...change })) };
  const create = (_: unknown, placement?: Partial<Placement>) => new Device(descriptor, { queues: 2 }, placement);
  return { ...build, models: new Map([[model, { descriptor, create }]]) };
}

const what = (found: readonly { readonly what: string }[]): string[] => found.map((each) => each.what);
const refuse = (code: 'STATE_INVALID' | 'OUT_OF_RANGE') => (): never => {
  throw new MigspecError(code, 'head');
};

test('a device is sound when its rules hold and it can load what it saves', () => {
  const ruled = small({ ...base, invariants: [{ text: 'head < 4', holds: (state) => Number(state.head) < 4 }] });
  expect(defects(machine(ruled, { head: 3 }))).toEqual([]);
  expect(defects(machine(ruled, { head: 4 }))).toEqual([{ address: 'a', what: 'invariant fails: head < 4' }]);
  expect(contradictions(machine(ruled, { head: 4 }))).toEqual([{ address: 'a', what: 'invariant fails: head < 4' }]);
  expect(what(defects(machine(withSection(small(base), { size: refuse('STATE_INVALID') }), {})))).toEqual(['STATE_INVALID: head']);
  expect(what(defects(machine(withSection(small(base), { decode: refuse('OUT_OF_RANGE') }), {})))).toEqual(['OUT_OF_RANGE: head']);
  expect(contradictions(machine(withSection(small(base), { decode: refuse('OUT_OF_RANGE') }), {}))).toEqual([]);
});

test('a script that breaks the device at home as well says nothing about the migration', () => {
  const ruled = { ...base, invariants: [{ text: 'head < 4', holds: (state: DeviceState) => Number(state.head) < 4 }] };
  const after = (home: Build, there: Build) => {
    const [source, twin] = [machine(home, { head: 1 }), machine(home, { head: 1 })];
    const scripts = [{ name: 'far', events: [{ kind: 'situation', name: 'far', address: 'a', state: { head: 9 } } as const] }];
    return hop({ source, twin, destination: new Host(there), create: { how: 'configured' }, scripts, carries: () => [] }).outcome;
  };
  expect(after(small(ruled), small({ ...ruled, build: 'x@2' }))).toBe('migrated');
  expect(after(small(base), small({ ...ruled, build: 'x@2' }))).toBe('device-broken');
});

test('looking changes nothing', () => {
  const looked = machine(small(base), { head: 3 });
  const [before] = looked.devices;
  const { state } = before?.device ?? {};
  defects(looked);
  expect(before?.device.state).toBe(state);
});

test('a load that one device refuses leaves the others as they were', () => {
  for (const framing of ['native', 'qemu'] as const) {
    const each = (variant: Partial<Variant>): Build =>
      withSection(small({ ...base, framing, ...variant }), { instance: (env) => env.instance });
    const two = (second: Partial<Variant>): EmulatedMachine => {
      const devices = [new Host(each({})).create(model, '', where('a')), new Host(each(second)).create(model, '', where('b', 1))];
      return { host: new Host(each({})), facts: {}, devices: devices.flatMap((made) => made.devices) };
    };
    const source = two({});
    for (const { device } of source.devices) device.state = { head: 7 };
    const { carrier } = source.host.build;
    const bytes = carrier.send(source);
    const states = ({ devices }: EmulatedMachine) => devices.map(({ device }) => device.state.head);
    const target = two({ invariants: [{ text: 'head == 0', holds: (state) => state.head === 0 }] });
    expect(() => carrier.open(bytes).load(target)).toThrow(expect.objectContaining({ code: 'INVARIANT_BROKEN' }));
    expect(states(target)).toEqual([0, 0]);
    const fine = two({});
    carrier.open(bytes).load(fine);
    expect(states(fine)).toEqual([7, 7]);
  }
});

test('the qemu framing says of which machine type the stream is, and a machine of another refuses it', () => {
  const build = small({ ...base, framing: 'qemu' });
  const of = (machineType: string): EmulatedMachine => ({ ...machine(build, { head: 1 }), machineType });
  const arrival = build.carrier.open(build.carrier.send(of('pc-1')));
  expect([...arrival.load(of('pc-1'))].map(([address]) => address)).toEqual(['a']);
  expect(() => arrival.load(of('pc-2'))).toThrow(expect.objectContaining({ code: 'CONFIGURATION_INVALID' }));
});

test('a loss is a value without a place that has left its reset value, or another value', () => {
  expect(losses(1, 0, undefined, 'x')).toEqual(['x']);
  expect(losses(0, 0, undefined, 'x')).toEqual([]);
  expect(losses(0n, 0, undefined, 'x')).toEqual([]);
  expect(losses(1, 0, 1n, 'x')).toEqual([]);
  expect(losses(0, 0, 1, 'x')).toEqual(['x']);
  expect(losses({ a: 1, b: 2 }, { a: 0, b: 0 }, { a: 1 }, 'x')).toEqual(['x.b']);
  expect(losses([{ a: 1 }, { a: 2 }], [], [{ a: 1 }], 'x')).toEqual(['x[1]']);
  expect(losses([1], [0], [1, 2], 'x')).toEqual(['x[1]']);
  expect(losses(new Uint8Array([1, 2, 3]), new Uint8Array(3), new Uint8Array([1, 0, 3]), 'x')).toEqual(['x[1]']);
});
