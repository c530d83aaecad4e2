import { describe, expect, test } from 'vitest';
import { type Build, type CommandLine, type HopResult, Host, hop, play, type Script } from '../src/index.js';
import { model, number, small, type Variant } from './small.js';

const at = { address: '0000:00:04.0', instance: 0, facts: { cpus: 4 } };
const queues = number('queues', 1, 8, 2);
const base: Variant = {
  build: 'x@1',
  params: [queues],
  variables: ['head', 'tail'],
  observables: { queues: (_, params) => params.queues ?? 0 },
};
const situation = (state: Record<string, number>): Script => ({
  name: 's',
  events: [{ kind: 'situation', name: 's', address: at.address, state }],
});

function run(
  source: Build,
  destination: Build,
  instantiation: string,
  state: Record<string, number>,
  how: 'configured' | 'nearest' = 'configured',
  scripts: Script[] = [],
): HopResult {
  const machines = [0, 1].map(() => {
    const machine = new Host(source).create(model, instantiation, at);
    play(machine, { kind: 'situation', name: 's', address: at.address, state });
    return machine;
  });
  const [sender, twin] = machines;
  if (sender === undefined || twin === undefined) throw new Error('two machines');
  const carries = (_: unknown, section: string) => (section === 'extra' ? ['extra'] : []);
  return hop({ source: sender, twin, destination: new Host(destination), create: { how }, scripts, carries });
}

describe.each(['native', 'qemu'] as const)('a hop over the %s framing', (framing) => {
  const one = { ...base, framing };

  test('between equal builds migrates, with the state and the configuration of the source', () => {
    const result = run(small(one), small({ ...one, build: 'x@2' }), 'queues=3', { head: 7 });
    expect(result.outcome).toBe('migrated');
    const device = result.machine?.devices[0]?.device;
    expect(device?.state).toEqual({ head: 7, tail: 0 });
    expect(device?.configuration).toEqual({ queues: 3 });
  });

  test('is refused at load when the section version is not accepted', () => {
    const result = run(small({ ...one, version: 2 }), small(one), '', {});
    expect(result).toMatchObject({ outcome: 'refused-at-load', refusal: { code: 'SECTION_VERSION_REFUSED' } });
    expect(result.machine).toBeUndefined();
  });

  test('is refused at load when fields are missing or left over', () => {
    const longer = small({ ...one, variables: ['head', 'tail', 'mask'] });
    expect(run(small(one), longer, '', {})).toMatchObject({ outcome: 'refused-at-load' });
    expect(run(longer, small(one), '', {})).toMatchObject({ outcome: 'refused-at-load' });
  });

  test('loses state where fields change places', () => {
    const swapped = small({ ...one, variables: ['tail', 'head'] });
    expect(run(small(one), swapped, '', { head: 1 })).toMatchObject({
      outcome: 'state-lost',
      lost: [{ variable: 'head' }, { variable: 'tail' }],
    });
    expect(run(small(one), swapped, '', {}).outcome).toBe('migrated');
  });

  test('changes what the guest reads when the destination shows something else', () => {
    const other = small({ ...one, observables: { queues: () => 9 } });
    expect(run(small(one), other, '', {})).toMatchObject({
      outcome: 'guest-interface-changed',
      changes: [{ observable: 'queues', twin: '2', here: '9' }],
    });
  });

  test('breaks the device when the loader lets through what the device cannot be in', () => {
    const strict = small({ ...one, invariants: [{ text: 'head < 4', holds: (state) => Number(state.head) < 4 }] });
    expect(run(small(one), strict, '', { head: 9 })).toMatchObject({ outcome: 'refused-at-load', refusal: { code: 'INVARIANT_BROKEN' } });
    const script = situation({ head: 9 });
    expect(run(small(one), strict, '', { head: 1 }, 'configured', [script])).toMatchObject({
      outcome: 'device-broken',
      scripts: [{ script: 's' }],
    });
    expect(run(strict, small(one), '', { head: 1 }, 'configured', [script]).outcome).toBe('migrated');
  });

  test('shows a difference that only a script brings out', () => {
    const guarded = small({ ...one, observables: { queues: (state, params) => (state.head === 5 ? 0 : (params.queues ?? 0)) } });
    expect(run(small(one), guarded, '', { head: 1 }).outcome).toBe('migrated');
    expect(run(small(one), guarded, '', { head: 1 }, 'configured', [situation({ head: 5 })])).toMatchObject({
      outcome: 'guest-interface-changed',
      changes: [],
      scripts: [{ changes: [{ observable: 'queues' }] }],
    });
  });

  test('is refused when either end says that the device does not travel', () => {
    const stuck = small({ ...one, migratable: false });
    expect(run(stuck, small(one), '', {})).toMatchObject({ outcome: 'refused-at-save', refusal: { code: 'NOT_MIGRATABLE' } });
    expect(run(small(one), stuck, '', {})).toMatchObject({ outcome: 'refused-at-load', refusal: { code: 'NOT_MIGRATABLE' } });
  });
});

describe('a destination configured by the source', () => {
  const narrow = small({ ...base, build: 'x@0', params: [number('queues', 1, 4, 1)] });

  test('refuses a value out of its range, and the nearest one changes what the guest reads', () => {
    expect(run(small(base), narrow, 'queues=8', {})).toMatchObject({
      outcome: 'refused-at-create',
      refusal: { code: 'PARAM_VALUE_REFUSED' },
    });
    expect(run(small(base), narrow, 'queues=8', {}, 'nearest')).toMatchObject({
      outcome: 'guest-interface-changed',
      changes: [{ twin: '8', here: '4' }],
    });
  });

  test('gets a param that the source does not know at off, or refuses', () => {
    const grown: Variant = { ...base, build: 'x@2', params: [queues, number('ring', 0, 64, 64, 0)] };
    const result = run(small(base), small(grown), '', {});
    expect(result.machine?.devices[0]?.device.configuration).toEqual({ queues: 2, ring: 0 });
    const fixed = small({ ...grown, params: [queues, number('ring', 16, 64, 64)] });
    expect(run(small(base), fixed, '', {})).toMatchObject({ outcome: 'refused-at-create', refusal: { code: 'PARAM_VALUE_REFUSED' } });
  });

  test('does not know a param of the source: fine at off, else refused', () => {
    const grown = small({ ...base, build: 'x@2', params: [queues, number('ring', 0, 64, 64, 0)] });
    expect(run(grown, small(base), 'ring=0', {}).outcome).toBe('migrated');
    expect(run(grown, small(base), 'ring=1', {})).toMatchObject({ outcome: 'refused-at-create', refusal: { code: 'PARAM_UNKNOWN' } });
  });

  test('takes a retired param at what it does anyway, and at nothing else', () => {
    const knob: Variant = { ...base, build: 'x@2', params: [queues, number('ring', 0, 64, 64, 0)] };
    const retired = small({
      ...base,
      build: 'x@3',
      retired: [{ id: 'ring', name: 'ring', type: { kind: 'int', bits: 16, signed: false }, implied: 64 }],
    });
    expect(run(small(knob), retired, 'ring=64', {}).outcome).toBe('migrated');
    expect(run(small(knob), retired, 'ring=32', {})).toMatchObject({ outcome: 'refused-at-create' });
    expect(run(retired, small(knob), '', {}).machine?.devices[0]?.device.configuration).toEqual({ queues: 2, ring: 64 });
  });

  test('an observable that only one end has is compared with what the other end does', () => {
    const ring = number('ring', 0, 64, 64, 0);
    const grown = small({
      ...base,
      build: 'x@2',
      params: [queues, ring],
      observables: { ...base.observables, ring: (_, params) => params.ring ?? 0 },
    });
    expect(run(small(base), grown, '', {}).outcome).toBe('migrated');
    expect(run(grown, small(base), 'ring=0', {}).outcome).toBe('migrated');
    expect(run(grown, small(base), 'ring=7', {}, 'nearest')).toMatchObject({ changes: [{ observable: 'ring', twin: '7' }] });
  });

  test('skips an optional section that it does not know, reports it, and nobody misses the state', () => {
    const extra = small({ ...base, optional: ['extra'] });
    expect(run(extra, small(base), '', { extra: 5 })).toMatchObject({ outcome: 'migrated', dropped: ['extra'] });
    expect(run(extra, extra, '', { extra: 5 })).toMatchObject({ outcome: 'migrated', dropped: [] });
  });
});

describe('a destination started by its own tables', () => {
  const percpu: Variant = { ...base, build: 'x@2', framing: 'qemu', params: [number('queues', 1, 8, (cpus) => cpus)] };
  const line = (properties = {}): CommandLine => ({
    machineType: 'pc-1',
    facts: { cpus: 4 },
    devices: [{ address: at.address, instance: 0, class: 'small', properties }],
  });
  const machineTypes = { 'pc-1': { entries: [{ class: 'small-device', property: 'queues', value: 1 }] } };
  const begin = (build: Build, properties = {}) => new Host(build).start(line(properties));

  test('a table entry on a child device reaches the class through its alias; the command line wins over it', () => {
    const build = { ...small(percpu), machineTypes };
    expect(begin(build).devices[0]?.device.configuration).toEqual({ queues: 1 });
    expect(begin(build, { queues: 3 }).devices[0]?.device.configuration).toEqual({ queues: 3 });
    expect(begin({ ...small(percpu), machineTypes: { 'pc-1': { entries: [] } } }).devices[0]?.device.configuration).toEqual({ queues: 4 });
  });

  test('a received configuration decides nothing: without the entry the guest sees another device', () => {
    const source = begin({ ...small(percpu), machineTypes });
    const twin = begin({ ...small(percpu), machineTypes });
    const forgetful = new Host({ ...small({ ...percpu, build: 'x@3' }), machineTypes: { 'pc-1': { entries: [] } } });
    const result = hop({ source, twin, destination: forgetful, create: { how: 'started', line: line() }, scripts: [], carries: () => [] });
    expect(result).toMatchObject({ outcome: 'guest-interface-changed', changes: [{ twin: '1', here: '4' }] });
    const without = new Host(small(percpu));
    const refused = hop({ source, twin, destination: without, create: { how: 'started', line: line() }, scripts: [], carries: () => [] });
    expect(refused.outcome).toBe('refused-at-create');
  });
});
