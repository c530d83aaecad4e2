/** The best start against all starts, on models small enough to try them all. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { move, type Place, startAt } from '../../src/plan/stand.js';
import { bestStart } from '../../src/plan/start/best.js';
import { paramChoices } from '../../src/plan/start/choices.js';
import { nameConfiguration } from '../../src/plan/start/name.js';
import { bool, boolType, document, model, parameter } from '../documents.js';
import { nicBuilds, nicId } from '../nic.js';
import { buildOf, device, id, shapes, versioned } from './models.js';

/** Whether a machine with these settings can be started and goes wherever it must: by `startAt` and `move` alone. */
function goes(from: Place, to: readonly Place[], settings: Readonly<Record<string, number | boolean>>, everywhere: boolean): boolean {
  const started = startAt(from, { devices: [{ ...device, configuration: settings }] });
  if (!started.ok) return false;
  const arrivals = to.map((place) => move(started.value, place));
  if (arrivals.some(({ verdict }) => verdict.outcome !== 'yes')) return false;
  if (!everywhere) return true;
  return arrivals.every(({ stand }, index) =>
    [from, ...to.filter((_, other) => other !== index)].every(
      (place) => stand !== undefined && move(stand, place).verdict.outcome === 'yes',
    ),
  );
}

/** All settings, best first, as the order is written down. */
function everySettings(from: Place, to: readonly Place[]): readonly Readonly<Record<string, number | boolean>>[] {
  const own = from.document.models[id];
  const choices = (own?.params ?? []).map((each) => paramChoices(id, own ?? model({}), each, from, to));
  let all: readonly (readonly number[])[] = [[]];
  for (const { choices: each } of choices) all = all.flatMap((before) => each.map((_, choice) => [...before, choice]));
  const away = (each: readonly number[]): number => each.filter((choice) => choice !== 0).length;
  return all
    .map((each, at) => ({ each, at }))
    .sort((a, b) => away(a.each) - away(b.each) || a.at - b.at)
    .map(({ each }) =>
      Object.fromEntries(
        each.flatMap((choice, index): [string, number | boolean][] => {
          const value = choices[index]?.choices[choice];
          const name = choices[index]?.param.name;
          return value === undefined || name === undefined || typeof value === 'bigint' || typeof value === 'string' ? [] : [[name, value]];
        }),
      ),
    );
}

test('it can be started, goes everywhere, and no better one exists', () => {
  let [found, none] = [0, 0];
  fc.assert(
    fc.property(shapes, fc.array(shapes, { minLength: 1, maxLength: 3 }), fc.boolean(), (start, others, everywhere) => {
      const from = { document: buildOf('x@0', start) };
      const to = others.map((shape, index) => ({ document: buildOf(`x@${index + 1}`, shape) }));
      const wanted = everySettings(from, to).find((settings) => goes(from, to, settings, everywhere));
      const best = bestStart(from, to, { devices: [device] }, { everywhere });
      if ('reasons' in best) {
        none++;
        expect([wanted, best.exhaustive]).toEqual([undefined, true]);
        return;
      }
      found++;
      expect(best.exhaustive).toBe(true);
      expect(best.request.devices[0]?.configuration).toEqual(wanted);
      expect(goes(from, to, wanted ?? {}, everywhere)).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(Math.min(found, none)).toBeGreaterThan(20);
});

describe('the card of the thread', () => {
  const at = (build: 1 | 2 | 3): Place => ({ document: nicBuilds[build] });
  const card = { devices: [{ address: 'a', model: nicId }] };
  const said = (from: Place, to: readonly Place[], request = card, everywhere = false) => {
    const best = bestStart(from, to, request, { everywhere });
    return 'reasons' in best
      ? best.reasons.map(({ code }) => code)
      : best.devices.map(({ instantiation, version }) => [instantiation, version]);
  };

  test('to itself it goes as it is; to older ones by the version that they have, too', () => {
    expect(said(at(3), [at(3)])).toEqual([['version=3', '3']]);
    expect(said(at(3), [at(2)])).toEqual([['version=2', '2']]);
    expect(said(at(3), [at(2), at(1)])).toEqual([['version=1', '1']]);
    expect(said(at(2), [at(3)], card, true)).toEqual([['version=2', '2']]);
  });

  test('what is wanted stays, and where it cannot go nothing is found, with the reason', () => {
    const sized = { devices: [{ address: 'a', model: nicId, configuration: 'rx-table-size=48' }] };
    expect(said(at(3), [at(3)], sized)).toEqual([['version=3,rx-table-size=48', '3']]);
    expect(said(at(3), [at(2)], sized)).toEqual(['PARAM_VALUE_REFUSED']);
    expect(said(at(2), [at(1)], { devices: [{ address: 'a', model: nicId, configuration: 'version=2' }] })).toEqual([
      'PARAM_UNKNOWN',
      'PARAM_UNKNOWN',
    ]);
  });

  test('a device that a destination does not have: no value of any param helps, and the search ends at once', () => {
    const other: Place = { document: document('other@1', {}) };
    expect(bestStart(at(3), [other], card, { limit: 1 })).toMatchObject({
      exhaustive: true,
      reasons: [{ code: 'MODEL_UNKNOWN' }],
      address: 'a',
    });
  });
});

test('a name is the version with the fewest overrides, the preferred one of several', () => {
  const three = nicBuilds[3].models[nicId] ?? model({});
  expect(nameConfiguration(three, { rss: true, 'rx-table-size': 64 })).toBe('version=3');
  expect(nameConfiguration(three, { rss: true, 'rx-table-size': 40 })).toBe('version=3,rx-table-size=40');
  expect(nameConfiguration(three, { rss: false, 'rx-table-size': 32 })).toBe('version=2,rss=off');
  expect(nameConfiguration({ ...three, versions: [] }, { rss: false, 'rx-table-size': 1 })).toBe('rss=off,rx-table-size=1');
});

test('machine types: the newest that all have, unless an older one needs less to be set', () => {
  const card = (most: number) =>
    model({
      params: [
        parameter(
          'queues',
          { kind: 'int', bits: 8, signed: false },
          { off: 0, value: { op: 'int', value: '4' }, range: { items: [{ min: '0', max: String(most) }] } },
        ),
        parameter('fast', boolType, { off: false, value: bool(true) }),
      ],
    });
  const types = (...names: readonly string[]) =>
    Object.fromEntries(
      names.map((name, index) => [
        name,
        { family: 'pc', entries: Array.from({ length: index }, () => ({ class: 'card', property: 'queues', value: 1 })) },
      ]),
    );
  const build = (name: string, most: number, ...names: readonly string[]) =>
    document(
      name,
      { x: card(most) },
      { destination: 'started', classes: { card: { aliases: [], model: 'x' } }, machineTypes: types(...names) },
    );
  const from = { document: build('q@2', 4, 'pc-10', 'pc-9', 'pc-8') };
  const request = { devices: [{ address: 'a', class: 'card' }] };
  const ask = (...to: readonly Place[]) => {
    const best = bestStart(from, to, request);
    return 'reasons' in best ? best.reasons.map(({ code }) => code) : [best.request.type, best.devices[0]?.instantiation];
  };
  expect(ask({ document: build('q@2', 4, 'pc-10', 'pc-9', 'pc-8') })).toEqual(['pc-10', '']);
  // The destination knows pc-9 as its newest, and takes fewer queues than it would give.
  expect(ask({ document: build('q@1', 4, 'pc-9', 'pc-8') })).toEqual(['pc-8', '']);
  expect(ask({ document: build('q@1', 2, 'pc-10') })).toEqual(['pc-10', 'queues=2']);
  expect(ask({ document: build('q@1', 4, 'pc-7') })).toEqual([]);
});

test('values that are tried: the default, more before less, off last; of long ranges the ends on every side', () => {
  const param = (range: { min: string; max: string }) =>
    parameter('n', { kind: 'int', bits: 16, signed: false }, { off: 0, value: { op: 'int', value: '5' }, range: { items: [range] } });
  const choicesOf = (own: ReturnType<typeof param>, other: ReturnType<typeof param>) => {
    const [here, there] = [model({ params: [own] }), model({ params: [other] })];
    const { choices, whole } = paramChoices(id, here, own, { document: document('a@1', { [id]: here }) }, [
      { document: document('a@2', { [id]: there }) },
    ]);
    return [choices, whole];
  };
  expect(choicesOf(param({ min: '0', max: '3' }), param({ min: '0', max: '2' }))).toEqual([[undefined, 3, 2, 1, 0], true]);
  expect(choicesOf(param({ min: '0', max: '1000' }), param({ min: '7', max: '300' }))).toEqual([[undefined, 1000, 300, 7, 0], false]);
});

test('everywhere is also back, and from one destination to the other', () => {
  const [one, two] = [{ document: versioned('x@1', 1, 1) }, { document: versioned('x@2', 2, 1) }];
  const request = { devices: [device] };
  expect('reasons' in bestStart(one, [two], request)).toBe(false);
  expect(bestStart(one, [two], request, { everywhere: true })).toMatchObject({
    reasons: [{ code: 'SECTION_VERSION_REFUSED' }],
    exhaustive: true,
  });
});
