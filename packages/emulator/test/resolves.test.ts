/** Params that are decided again when a guest begins anew, on the host it is on then. */
import type { Facts, ParamDescriptor } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { type GuestEvent, type HopResult, Host, hop, play, type Script } from '../src/index.js';
import { model, small } from './small.js';

const uso = (resolves: 'create' | 'reset' | 'negotiate'): ParamDescriptor => ({
  id: 'uso',
  name: 'uso',
  type: { kind: 'bool' },
  off: false,
  range: { items: [] },
  resolves,
  hostFact: 'uso',
  default: ({ host }) => host.uso === true,
});
const buildWith = (build: string, params: readonly ParamDescriptor[]) =>
  small({
    build,
    params,
    variables: ['head'],
    observables: params.length === 0 ? {} : { uso: (_, { uso: value }) => value ?? false },
  });
const where = { address: 'a', instance: 0, facts: {} };
const reset: GuestEvent = { kind: 'reset' };
const driver: GuestEvent = { kind: 'situation', name: 'running', address: 'a', state: { head: 3 } };
const scripts: Script[] = [
  { name: 'reset', events: [reset] },
  { name: 'running', events: [driver] },
];

const hostOf = (build: ReturnType<typeof buildWith>, facts: Facts) => new Host(build, facts);
function move(source: Host, destination: Host, machine = source.create(model, '', where)): HopResult {
  return hop({ source: machine, twin: machine, destination, create: { how: 'configured' }, scripts, carries: () => [] });
}

test('there and back, and no way back after a reset or a new driver', () => {
  for (const [resolves, event, keeps] of [
    ['create', reset, true],
    ['reset', reset, false],
    ['reset', driver, true],
    ['negotiate', driver, false],
    ['negotiate', reset, false],
  ] as const) {
    const build = buildWith('small@1', [uso(resolves)]);
    const [old, young] = [hostOf(build, { uso: false }), hostOf(build, { uso: true })];
    const there = move(old, young);
    expect([resolves, there.outcome, there.machine?.devices[0]?.device.configuration]).toEqual([resolves, 'migrated', { uso: false }]);
    if (there.machine === undefined) throw new Error('it did not arrive');
    expect(move(young, old, there.machine).outcome).toBe('migrated');
    play(there.machine, event);
    expect([resolves, event.kind, there.machine.devices[0]?.device.configuration]).toEqual([resolves, event.kind, { uso: !keeps }]);
    expect(move(young, old, there.machine)).toMatchObject(
      keeps ? { outcome: 'migrated' } : { outcome: 'refused-at-create', refusal: { code: 'PARAM_VALUE_REFUSED' } },
    );
  }
});

test('a build that does not know the param takes the guest as long as it is off, and a guest that begins anew finds it off', () => {
  const [old, young] = [hostOf(buildWith('small@1', []), {}), hostOf(buildWith('small@2', [uso('reset')]), { uso: true })];
  expect(move(old, young).outcome).toBe('migrated');
  expect(move(young, old).outcome).toBe('refused-at-create');
  expect(move(young, old, young.create(model, 'uso=off', where)).outcome).toBe('migrated');
});
