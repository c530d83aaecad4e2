/** Hops that an erratum breaks: which remedy is applied, in which order, and that the check has the last word. */
import type { CapabilityDocument, DocumentRemedy } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { placesOf } from '../../src/plan/fleet.js';
import { rankDestinations } from '../../src/plan/rank.js';
import { moveWithRemedies } from '../../src/plan/remedied.js';
import { routesFrom } from '../../src/plan/routes.js';
import { type Stand, startAt } from '../../src/plan/stand.js';
import { between, document, ex, field, int, model, param, parameter, section, situation, u8, u16, u16Type } from '../documents.js';

const [x, y] = ['example.org/x', 'example.org/y'];
const size = parameter('size', u16Type, { value: int(256), range: between(64, 1024) });

/** Rings of 1024 where it errs; `most`: larger ones than that are refused, undefined: none is. */
function build(name: string, most: 'size' | undefined, errs: boolean, rest: Partial<CapabilityDocument> = {}): CapabilityDocument {
  const bounds = { max: ex(most === undefined ? int(1024) : param('size')) };
  const ring = model({
    params: [size],
    sections: [section('ring', [field('num', u16, { reset: ex(errs ? int(1024) : param('size')), bounds }), field('used', u8)])],
    situations: [situation('fresh', {}), situation('shrunk', { num: int(64) }), situation('busy', { used: int(1) })],
    errata: errs ? ['big'] : [],
  });
  return document(name, { [x]: ring, [y]: ring }, rest);
}

const through = { text: 'Through 2.', action: { kind: 'through', build: 'x@2', reset: true } } as const;
const set = { text: 'Large.', action: { kind: 'set', values: { size: 1024 } } } as const;
const shrink = { text: 'Shrink.', action: { kind: 'guest', situation: 'shrunk' } } as const;
const reset = { text: 'Reset.', action: { kind: 'reset' } } as const;
const large = { text: 'On large.', action: { kind: 'machine-type', machineType: 'large' } } as const;
const newer = { text: 'Upgrade.', action: { kind: 'upgrade', end: 'source', build: 'x@3' } } as const;
const repair = { text: 'Repair.', action: { kind: 'repair', values: {} } } as const;

const errata = (...remedies: readonly DocumentRemedy[]): Pick<CapabilityDocument, 'errata'> => ({
  errata: [{ id: 'big', doc: 'Rings have 1024 entries.', touches: [{ field: 'num' }], remedies }],
});

const [one, other] = [
  { address: 'a', model: x },
  { address: 'b', model: y },
];

function standOf(from: CapabilityDocument, devices = [one], type?: string): Stand {
  const started = startAt({ document: from }, { devices, ...(type === undefined ? {} : { type }) });
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  return started.value;
}

const strict = build('x@3', 'size', false);
const applied = (stand: Stand, to = strict, restart = true) =>
  moveWithRemedies(stand, { document: to }, { restart })?.remedies.map(({ text, address }) => `${text} ${address ?? 'machine'}`);

const single = [
  ['the guest shrinks its ring', [shrink], ['Shrink. a']],
  ['a param is set where the machine may be started anew', [set], ['Large. a']],
  ['what costs the guest least goes first', [set, shrink], ['Shrink. a']],
  ['a reset of a build that does it again helps nothing', [reset], undefined],
  ['what does not help is passed over', [reset, set], ['Large. a']],
  ['a situation that is as bad helps nothing', [{ ...shrink, action: { kind: 'guest', situation: 'busy' } }], undefined],
  ['a situation that there is not helps nothing', [{ ...shrink, action: { kind: 'guest', situation: 'none' } }], undefined],
  ['a value that is refused helps nothing', [{ ...set, action: { kind: 'set', values: { size: 2048 } } }], undefined],
  ['a remedy of another model is none', [{ ...shrink, model: y }], undefined],
  ['an upgrade and a repair are nothing that a plan does', [newer, repair], undefined],
] as const;

for (const [name, remedies, wanted] of single) {
  test(`one device: ${name}`, () => {
    expect(applied(standOf(build('x@1', undefined, true, errata(...(remedies as readonly DocumentRemedy[])))))).toEqual(wanted);
  });
}

test('nobody starts a machine anew who may not', () => {
  expect(applied(standOf(build('x@1', undefined, true, errata(set))), strict, false)).toBeUndefined();
});

test('an instantiation string is said with the value instead of what it said', () => {
  const from = build('x@1', undefined, true, errata(set));
  const found = moveWithRemedies(
    standOf(from, [{ ...one, configuration: 'size=512' } as typeof one]),
    { document: strict },
    { restart: true },
  );
  expect(found?.stand?.machine.devices[0]?.configuration).toEqual({ size: 1024 });
  expect(found?.stand?.request.devices[0]).toMatchObject({ configuration: 'size=1024' });
});

test('each broken device gets its own remedy, and a start comes before what the guest does', () => {
  const from = build('x@1', undefined, true, errata({ ...shrink, model: x }, { ...set, model: y }));
  expect(applied(standOf(from, [one, other]))).toEqual(['Large. b', 'Shrink. a']);
  expect(applied(standOf(from, [one, other]), strict, false)).toBeUndefined();
});

test('a hop that works needs none, and what something else forbids is not remedied', () => {
  const from = build('x@1', undefined, true, errata(shrink));
  expect(applied(standOf(from), build('x@2', undefined, false))).toBeUndefined();
  const without = document('x@4', { [y]: model({}) });
  expect(applied(standOf(from), without)).toBeUndefined();
  expect(
    applied(standOf(build('x@1', undefined, true, errata(shrink)), [one, other]), document('x@4', { [x]: strictModel() })),
  ).toBeUndefined();
});

const strictModel = () => {
  const found = strict.models[x];
  if (found === undefined) throw new Error('no model');
  return found;
};

test('another machine type: what it sets is not said on the device any more', () => {
  const machines: Partial<CapabilityDocument> = {
    destination: 'started',
    classes: { card: { model: x, aliases: [] } },
    machineTypes: {
      plain: { family: 'pc', entries: [] },
      large: { family: 'pc', entries: [{ class: 'card', property: 'size', value: 1024 }] },
    },
  };
  const from = build('x@1', undefined, true, { ...machines, ...errata(large) });
  const to = build('x@3', 'size', false, machines);
  const card = { address: 'a', class: 'card', configuration: { size: 128 } };
  const start = (type: string): Stand => {
    const started = startAt({ document: from }, { type, devices: [card] });
    if (!started.ok) throw new Error(JSON.stringify(started.problems));
    return started.value;
  };
  const found = moveWithRemedies(start('plain'), { document: to }, { restart: true });
  expect(found?.remedies).toMatchObject([{ erratum: 'big', build: 'x@1', restart: true }]);
  expect(found?.stand?.request).toMatchObject({ type: 'large', devices: [{ configuration: {} }] });
  expect(applied(start('large'), to)).toBeUndefined();
});

const fleet = (...documents: readonly CapabilityDocument[]) => placesOf(documents.map((each) => ({ name: each.build, document: each })));
const shown = (from: CapabilityDocument, others: readonly CapabilityDocument[], remedies?: 'live' | 'restart', most?: number) => {
  const places = fleet(from, ...others);
  const { byPlace } = routesFrom(standOf(from), places, {
    ...(remedies === undefined ? {} : { remedies }),
    ...(most === undefined ? {} : { most }),
  });
  return [...byPlace.values()].map(({ steps }) =>
    steps
      .map(({ to, reset: anew, remedies: done = [] }) =>
        [...done.map(({ text }) => text), ...(anew ? ['reset'] : []), to.document.build].join(' '),
      )
      .join(' → '),
  );
};

test('a route: around the erratum where there is a way around, else with the remedy, started anew last', () => {
  const lax = build('x@2', undefined, false);
  // The erratum names it, and it does not take the state.
  const middle = document('x@2', { [x]: model({ params: [size], sections: [section('ring', [field('used', u8)])] }) });
  expect(shown(build('x@1', undefined, true, errata(shrink)), [strict])).toEqual([]);
  expect(shown(build('x@1', undefined, true, errata(shrink)), [strict], 'live')).toEqual(['Shrink. x@3']);
  expect(shown(build('x@1', undefined, true, errata(set)), [strict], 'live')).toEqual([]);
  expect(shown(build('x@1', undefined, true, errata(set)), [strict], 'restart')).toEqual(['Large. x@3']);
  expect(shown(build('x@1', undefined, true, errata(through, set)), [lax, strict], 'restart')).toEqual([
    'x@2',
    'x@2 → Through 2. reset x@3',
  ]);
  // Two hops at once are one too many.
  expect(shown(build('x@1', undefined, true, errata(through)), [lax, strict], 'live', 1)).toEqual(['x@2']);
  expect(shown(build('x@1', undefined, true, errata(through)), [middle, strict], 'live')).toEqual([]);
});

test('a way that needs a remedy comes after one that needs none, and before what only depends', () => {
  const from = build('x@1', undefined, true, errata(shrink));
  const places = fleet(from, strict, build('x@2', undefined, false));
  const ranked = rankDestinations(standOf(from), places, { remedies: 'live' });
  expect(ranked.map(({ place, verdict, route }) => [place.document.build, verdict.outcome, route?.steps[0]?.remedies?.[0]?.text])).toEqual([
    ['x@2', 'yes', undefined],
    ['x@3', 'depends', 'Shrink.'],
  ]);
});
