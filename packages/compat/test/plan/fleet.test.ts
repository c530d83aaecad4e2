/** Destinations and stranded machines: every verdict is the check's, and the order is the one that is written down. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import { type FleetHost, placesOf } from '../../src/plan/fleet.js';
import { rankDestinations } from '../../src/plan/rank.js';
import { startAt } from '../../src/plan/stand.js';
import { strandedBy } from '../../src/plan/stranded.js';
import { bool, boolType, document, field, model, observable, param, parameter, section, u8 } from '../documents.js';
import { buildOf, device, id, shapes, stateful, versioned } from './models.js';

test('destinations have the verdict of the check, each host stands once, and a yes never comes after anything else', () => {
  fc.assert(
    fc.property(fc.array(shapes, { minLength: 2, maxLength: 5 }), (list) => {
      const hosts = list.map((shape, index): FleetHost => ({ name: `h${index}`, document: buildOf(`x@${index}`, shape) }));
      const [first] = hosts;
      if (first === undefined) return;
      const stand = startAt(first, { devices: [device] });
      if (!stand.ok) return;
      const ranked = rankDestinations(stand.value, placesOf(hosts));
      expect(ranked.flatMap(({ place }) => place.hosts).sort()).toEqual(
        hosts
          .filter(({ document: own }) => own !== first.document)
          .map(({ name }) => name)
          .sort(),
      );
      for (const { place, verdict } of ranked)
        expect(verdict).toEqual(
          check({ source: { document: first.document, machine: stand.value.machine }, destination: { document: place.document } }),
        );
      const ways = ranked.map(({ verdict, route }) =>
        verdict.outcome === 'yes' ? 0 : route !== undefined ? 1 : verdict.outcome === 'depends' ? 2 : verdict.level === 'restart' ? 3 : 4,
      );
      expect(ways).toEqual([...ways].sort());
    }),
    { numRuns: 200 },
  );
});

test('a way back goes before none, and a route before a no', () => {
  const hosts: readonly FleetHost[] = [
    { name: 'home', document: versioned('x@2', 2, 2) },
    { name: 'one-way', document: versioned('x@3', 3, 2) },
    { name: 'both-ways', document: versioned('x@2b', 2, 1) },
    { name: 'by-one-way', document: versioned('x@4', 4, 3) },
    { name: 'never', document: versioned('x@1', 1, 1) },
  ];
  const [home] = hosts;
  if (home === undefined) throw new Error('no host');
  const stand = startAt(home, { devices: [device] });
  if (!stand.ok) throw new Error('not started');
  const ranked = rankDestinations(stand.value, placesOf(hosts));
  expect(ranked.map(({ place, back, route }) => [place.hosts[0], back?.outcome, route?.steps.map(({ to }) => to.hosts[0])])).toEqual([
    ['both-ways', 'yes', undefined],
    ['one-way', 'no', undefined],
    ['by-one-way', 'no', ['one-way', 'by-one-way']],
    ['never', 'no', undefined],
  ]);
  expect(rankDestinations(stand.value, placesOf(hosts), { routes: false }).some(({ route }) => route !== undefined)).toBe(false);
});

test('hosts with one document, whoever holds it, and equal facts are one place', () => {
  const own = document('x@1', { [id]: model({}) }, { hostFacts: { uso: { type: { kind: 'bool' }, default: false } } });
  const copy = document('x@1', { [id]: model({}) }, { hostFacts: { uso: { type: { kind: 'bool' }, default: false } } });
  const places = placesOf([
    { name: 'a', document: own, facts: { uso: true } },
    { name: 'b', document: copy, facts: { uso: true } },
    { name: 'c', document: own, facts: { uso: false } },
    { name: 'd', document: own },
  ]);
  expect(places.map(({ hosts }) => hosts)).toEqual([['a', 'b'], ['c'], ['d']]);
});

describe('an upgrade', () => {
  const report = (hosts: readonly FleetHost[], to: FleetHost['document'], reset = false) => {
    const [first] = hosts;
    if (first === undefined) throw new Error('no host');
    const stand = startAt(
      { document: first.document, ...(first.facts === undefined ? {} : { facts: first.facts }) },
      { devices: [device] },
    );
    if (!stand.ok) throw new Error(JSON.stringify(stand.problems));
    const { stranded, free } = strandedBy(
      [{ name: 'vm', host: first.name, stand: stand.value }],
      hosts,
      { from: first.document.build, to },
      { reset },
    );
    return [...stranded.map(({ kind, certain, at }) => [kind, certain, at.document.build]), free];
  };
  const old = { name: 'a', document: versioned('x@1', 1, 1) };

  test('both ways: nobody is stranded', () => {
    expect(report([old], versioned('x@1b', 1, 1))).toEqual([1]);
  });

  test('cannot leave: nothing that is left reads its state', () => {
    expect(report([old], versioned('x@3', 3, 2))).toEqual([['cannot-leave', true, 'x@3'], 0]);
  });

  test('a host of another build is a bridge out, and then there is no way back', () => {
    expect(report([old, { name: 'b', document: versioned('x@2', 2, 1) }], versioned('x@3', 3, 2))).toEqual([
      ['cannot-return', true, 'x@3'],
      0,
    ]);
  });

  test('cannot return: the old build does not read what the new one writes', () => {
    expect(report([old], versioned('x@2', 2, 1))).toEqual([['cannot-return', true, 'x@2'], 0]);
  });

  test('cannot return after a reset: the guest finds what only the new build has', () => {
    const build = (name: string, value: boolean) =>
      document(name, {
        [id]: model({
          params: [
            parameter('uso', boolType, {
              off: false,
              value: bool(value),
              resolves: 'reset',
              range: { items: value ? [] : [{ value: 'false' }] },
            }),
          ],
          observables: [observable('uso', param('uso'))],
          sections: [section('x', [field('v', u8)])],
        }),
      });
    expect(report([{ name: 'a', document: build('x@1', false) }], build('x@2', true))).toEqual([
      ['cannot-return-after-reset', true, 'x@2'],
      0,
    ]);
  });

  test('what depends on the state is not certain', () => {
    expect(report([{ name: 'a', document: stateful('x@1', true) }], stateful('x@2', false))).toEqual([['cannot-leave', false, 'x@2'], 0]);
    expect(report([{ name: 'a', document: stateful('x@1', false) }], stateful('x@2', true))).toEqual([['cannot-return', false, 'x@2'], 0]);
  });

  test('machines on other builds are not asked about, and one question is asked once for many machines', () => {
    const hosts: readonly FleetHost[] = [old, { name: 'b', document: versioned('x@2', 2, 1) }];
    const stands = hosts.map((each) => startAt(each, { devices: [device] }));
    const vms = Array.from({ length: 1000 }, (_, index) => {
      const stand = stands[index % 2];
      if (stand?.ok !== true) throw new Error('not started');
      return { name: `vm ${index}`, host: hosts[index % 2]?.name ?? '', stand: stand.value };
    });
    const { stranded, free } = strandedBy(vms, hosts, { from: 'x@1', to: versioned('x@3', 3, 3) });
    expect([stranded.length, free, new Set(stranded.map(({ verdict }) => verdict)).size]).toEqual([500, 0, 1]);
  });
});
