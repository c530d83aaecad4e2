/** Routes against all paths, on fleets small enough to walk them all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import { type FleetPlace, placesOf } from '../../src/plan/fleet.js';
import { routesFrom } from '../../src/plan/routes.js';
import { move, resetAt, type Stand, startAt } from '../../src/plan/stand.js';
import { boolType, document, ex, field, host, model, observable, param, parameter, section, u8 } from '../documents.js';
import { device, id, stateful, versioned } from './models.js';

function standAt(place: FleetPlace): Stand {
  const started = startAt(place, { devices: [device] });
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  return started.value;
}

/** Fewest steps to every place, by trying every path without a circle. */
function everyPath(from: Stand, home: string, places: readonly FleetPlace[], most: number): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  const walk = (stand: Stand, length: number, been: readonly string[]): void => {
    if (length === most) return;
    for (const place of places) {
      if (been.includes(place.key)) continue;
      const { verdict, stand: there } = move(stand, place);
      if (verdict.outcome !== 'yes' || there === undefined) continue;
      least.set(place.key, Math.min(length + 1, least.get(place.key) ?? most));
      walk(there, length + 1, [...been, place.key]);
    }
  };
  walk(from, 0, [home]);
  return least;
}

const builds = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const),
  { minLength: 2, maxLength: 5, selector: (each) => each.join() },
);

test('the shortest, each step yes as the check has it, and none where there is no path', () => {
  let longest = 0;
  let blocked = 0;
  fc.assert(
    fc.property(builds, (list) => {
      const places = placesOf(
        list.map(([version, minimum], index) => ({ name: `h${index}`, document: versioned(`x@${index}`, version, minimum) })),
      );
      const [home] = places;
      if (home === undefined) return;
      const start = standAt(home);
      const { byPlace, complete } = routesFrom(start, places);
      const least = everyPath(start, home.key, places, 4);
      expect(complete).toBe(true);
      expect(new Map([...byPlace].map(([key, { steps }]) => [key, steps.length]))).toEqual(least);
      blocked += places.length - 1 - least.size;
      for (const { steps } of byPlace.values()) {
        longest = Math.max(longest, steps.length);
        let at = start;
        for (const { to } of steps) {
          const verdict = check({ source: { document: at.place.document, machine: at.machine }, destination: { document: to.document } });
          expect(verdict.outcome).toBe('yes');
          at = move(at, to).stand ?? at;
        }
        expect(at.place.document).toBe(steps.at(-1)?.to.document);
      }
    }),
    { numRuns: 300 },
  );
  expect([longest > 1, blocked > 0]).toEqual([true, true]);
});

const chain = placesOf([
  { name: 'one', document: versioned('x@1', 1, 1) },
  { name: 'two', document: versioned('x@2', 2, 1) },
  { name: 'three', document: versioned('x@3', 3, 2) },
  { name: 'four', document: versioned('x@4', 4, 3) },
]);

test('a build that writes the state again is a bridge; the number of steps has a bound', () => {
  const [one] = chain;
  if (one === undefined) throw new Error('no place');
  const hosts = (most: number) =>
    [...routesFrom(standAt(one), chain, { most }).byPlace.values()].map(({ steps }) => steps.map(({ to }) => to.hosts[0]).join(' '));
  expect(hosts(4)).toEqual(['two', 'two three', 'two three four']);
  expect(hosts(2)).toEqual(['two', 'two three']);
  expect(routesFrom(standAt(one), chain, { limit: 2 })).toMatchObject({ complete: false });
});

test('a reset in the middle: what depended on the state is decided, and the way says where the guest was reset', () => {
  const places = placesOf([
    { name: 'new', document: stateful('x@2', true) },
    { name: 'old', document: stateful('x@1', false) },
  ]);
  const [home] = places;
  if (home === undefined) throw new Error('no place');
  const start = standAt(home);
  expect(routesFrom(start, places).byPlace.size).toBe(0);
  const [route] = routesFrom(start, places, { reset: true }).byPlace.values();
  expect(route?.steps.map(({ to, reset, verdict }) => [to.hosts, reset, verdict.outcome])).toEqual([[['old'], true, 'yes']]);
  // With the state known, it is decided without a reset, too.
  const known = (fancy: number) => routesFrom({ ...start, state: { a: { v: 1, fancy } } }, places).byPlace.size;
  expect([known(0), known(1)]).toEqual([1, 0]);
});

test('what is known of the state goes along as far as the next build has it', () => {
  const both = stateful('x@3', true);
  const [first, second] = placesOf([
    { name: 'a', document: stateful('x@2', true) },
    { name: 'b', document: both },
  ]);
  if (first === undefined || second === undefined) throw new Error('no place');
  const start = { ...standAt(first), state: { a: { v: 1, fancy: 7 } } };
  expect(move(start, second).stand?.state).toEqual({ a: { v: 1, fancy: 7 } });
  const plain = { document: stateful('x@1', false) };
  expect(move({ ...start, state: { a: { v: 1, fancy: 0 } } }, plain).stand?.state).toEqual({ a: { v: 1 } });
});

test('a reset takes what resolves then from the host at hand', () => {
  const offload = model({
    params: [parameter('uso', boolType, { off: false, value: host('uso'), resolves: 'reset' })],
    observables: [observable('uso', param('uso'))],
    sections: [section('x', [field('v', u8, { reset: ex({ op: 'int', value: '3' }) })])],
  });
  const own = document('x@1', { [id]: offload }, { hostFacts: { uso: { type: { kind: 'bool' }, default: false } } });
  const started = startAt({ document: own, facts: { uso: false } }, { devices: [device] });
  if (!started.ok) throw new Error('not started');
  const there = move(started.value, { document: own, facts: { uso: true } }).stand;
  if (there === undefined) throw new Error('not there');
  expect(there.machine.devices[0]?.configuration).toEqual({ uso: false });
  const reset = resetAt(there);
  expect([reset.machine.devices[0]?.configuration, reset.state]).toEqual([{ uso: true }, { a: { v: 3 } }]);
});
