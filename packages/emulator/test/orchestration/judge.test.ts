/** The judge sees what a protocol does wrong: each rule with a protocol, or a lock, that breaks it. */
import { expect, test } from 'vitest';
import type { Act, Behaviour, Invariant, Party, Protocol, Scenario } from '../../src/index.js';
import { asking, everyRun, invariantsIn, protocolNamed, scenario } from './scenarios.js';

/** The protocol with the acts of some transitions changed; undefined takes the transition away. */
function changed(
  name: string,
  party: Party,
  change: (state: string, trigger: string, acts: readonly Act[]) => readonly Act[] | undefined,
): Protocol {
  const protocol = protocolNamed(name);
  const behaviour: Behaviour = protocol.parties[party] ?? {};
  const states = Object.entries(behaviour).map(([state, transitions]) => {
    const kept = Object.entries(transitions).flatMap(([trigger, transition]) => {
      const acts = change(state, trigger, transition.do);
      return acts === undefined ? [] : [[trigger, { ...transition, do: acts }] as const];
    });
    return [state, Object.fromEntries(kept)] as const;
  });
  return { ...protocol, parties: { ...protocol.parties, [party]: Object.fromEntries(states) } };
}

const without = (name: string, party: Party, act: Act['act']): Protocol =>
  changed(name, party, (_, __, acts) => acts.filter((each) => each.act !== act));
const deaf = (name: string, party: Party, state: string, trigger: string): Protocol =>
  changed(name, party, (at, by, acts) => (at === state && by === trigger ? undefined : acts));

const works = scenario('works', 'native');
const refused = scenario('refused at load', 'native');

const cases: readonly (readonly [Invariant, string, Protocol, Scenario])[] = [
  ['at-most-one-runs', 'no lock', protocolNamed('libvirt-v3'), { ...works, lock: 'none' }],
  ['one-owner-or-reported-loss', 'a source that does not resume', without('libvirt-v3', 'source', 'run'), refused],
  ['one-owner-or-reported-loss', 'a manager that says nothing', without('libvirt-v2', 'manager', 'report'), works],
  ['report-is-true', 'a manager that does not look', deaf('libvirt-v3', 'manager', 'kept', 'gone:source'), refused],
  ['nothing-half-made', 'a destination that keeps what it made', without('libvirt-v3', 'destination', 'kill'), refused],
  ['nothing-half-made', 'a backend that never forgets', without('vhost-user', 'destination-backend', 'reset'), refused],
  ['nothing-half-made', 'a file that stays', without('file', 'file', 'remove'), works],
  [
    'reason-known',
    'a destination that does not say why',
    changed('libvirt-v3', 'destination', (_, __, acts) =>
      acts.map((act) => (act.act === 'send' ? { ...act, carries: act.carries.filter((cargo) => cargo !== 'reason') } : act)),
    ),
    scenario('refused at creation', 'native'),
  ],
  ['guest-is-the-twin', 'a lock that does not count', protocolNamed('vfio'), { ...works, lock: 'exclusive' }],
  [
    'found-is-enforced',
    'a match that comes too late',
    without('vfio', 'destination', 'match'),
    { ...refused, ask: asking('refused at load') },
  ],
  ['settles', 'a source that does not answer', deaf('libvirt-v3', 'source', 'performed', 'confirm'), works],
];

test.each(cases)('%s: %s', (invariant, _, protocol, over) => {
  const forbidden = invariant === 'found-is-enforced' ? { forbidden: protocol.spares } : {};
  expect(invariantsIn(everyRun(protocol, over, { compatible: over === works || over.lock !== undefined, ...forbidden }))).toContain(
    invariant,
  );
});

test('and there is a case for each', () => {
  const all: Record<Invariant, true> = {
    'at-most-one-runs': true,
    'one-owner-or-reported-loss': true,
    'report-is-true': true,
    'nothing-half-made': true,
    'reason-known': true,
    'guest-is-the-twin': true,
    'found-is-enforced': true,
    settles: true,
  };
  expect([...new Set(cases.map(([invariant]) => invariant))].sort()).toEqual(Object.keys(all).sort());
});
