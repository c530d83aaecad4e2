/** The four examples of the mdev thread of August 2018, word for word, from lists and from the documents of the spec. */
import { loadDocument } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import { loadCapabilities } from '../../src/document/load.js';
import { negotiate } from '../../src/negotiate/lists.js';
import { negotiateModels } from '../../src/negotiate/models.js';
import { startAt } from '../../src/plan/stand.js';
import { bool, boolType, document, eq, ex, model, not, or, param, parameter, str } from '../documents.js';

const [o, o61] = [
  ['5.3', '5.2', '5.1'],
  ['5.3', '5.2', '5.1', '6.1'],
];
const [n53, n52, none] = [
  ['6.3', '6.2', '6.1', '5.3'],
  ['6.3', '6.2', '6.1', '5.2'],
  ['6.3', '6.2', '6.1'],
];

/** Source, destination, their builds, what is used, and what would help. */
const examples = [
  ['O to a new device that has its preferred version', o, n53, 'i915@o', 'i915@n-5.3', '5.3', []],
  ['O to a new device that has another of its versions', o, n52, 'i915@o', 'i915@n-5.2', '5.2', [{ side: 'destination', adds: ['5.3'] }]],
  [
    'O to a new device that has none',
    o,
    none,
    'i915@o',
    'i915@n-none',
    undefined,
    [
      { side: 'destination', adds: ['5.3', '5.2', '5.1'] },
      { side: 'source', adds: ['6.3', '6.2', '6.1'] },
    ],
  ],
  [
    'N to an old device whose driver was updated, and which still prefers 5.3',
    none,
    o61,
    'i915@n-none',
    'i915@o-6.1',
    '6.1',
    [{ side: 'destination', adds: ['6.3', '6.2'] }],
  ],
] as const;

function documentOf(build: string) {
  const loaded = loadCapabilities(loadDocument(build));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
}

for (const [name, source, destination, here, there, chosen, upgrades] of examples) {
  test(name, () => {
    const wanted = { source, destination, ...(chosen === undefined ? {} : { chosen }), upgrades };
    expect(negotiate(source, destination)).toEqual(wanted);
    const [from, to] = [{ document: documentOf(here) }, { document: documentOf(there) }];
    expect(negotiateModels(from, to).map(({ states }) => states)).toEqual([wanted]);
    // The check says the same of the device that was created.
    const [id = ''] = Object.keys(from.document.models);
    const stand = startAt(from, { devices: [{ address: 'a', model: id }] });
    if (!stand.ok) throw new Error(JSON.stringify(stand.problems));
    const { outcome, notes, reasons } = check({ source: { document: from.document, machine: stand.value.machine }, destination: to });
    expect([outcome, notes.map(({ have }) => have), reasons.map(({ code }) => code)]).toEqual(
      chosen === undefined ? ['no', [], ['NOT_DECLARED']] : ['yes', [chosen], []],
    );
  });
}

test('a minimum cuts the list of the build that has it', () => {
  const [from, to] = [{ document: documentOf('i915@o-minimum') }, { document: documentOf('i915@n-5.2') }];
  expect(negotiateModels(from, to)[0]?.states).toMatchObject({ source: ['5.3', '5.2'], chosen: '5.2' });
});

test('an empty list: only the other side can do anything about it', () => {
  expect(negotiate([], ['1'])).toEqual({ source: [], destination: ['1'], upgrades: [{ side: 'source', adds: ['1'] }] });
  expect(negotiate(['1'], [])).toEqual({ source: ['1'], destination: [], upgrades: [{ side: 'destination', adds: ['1'] }] });
});

const gpu = (list: readonly string[]) =>
  model({
    opaque: { maxSize: 64 },
    stateVersions: list,
    params: [
      parameter(
        'state-version',
        { kind: 'enum', values: ['5.1', '5.2', '5.3', '6.1'] },
        {
          guestVisible: false,
          value: str(list[0] ?? ''),
          range: { items: list.map((value) => ({ value })) },
        },
      ),
      parameter('overlay', boolType, { off: false, value: bool(true) }),
      parameter('cursor', boolType, { off: false, value: bool(true) }),
    ],
    constraints: [ex(or(not(param('overlay')), not(eq(param('state-version'), str('5.2')))))],
  });

test('what a state version cannot carry is off from the start, and nothing else; the check then says yes', () => {
  const from = { document: document('gpu@o', { gpu: gpu(['5.3', '5.2', '5.1']) }) };
  const to = { document: document('gpu@n', { gpu: gpu(['6.1', '5.2']) }) };
  const [found] = negotiateModels(from, to);
  expect(found?.states?.chosen).toBe('5.2');
  expect(found?.start).toEqual({
    param: 'state-version',
    settings: { 'state-version': '5.2', overlay: false },
    given: [{ param: 'overlay', value: false, instead: true }],
  });
  const verdictOf = (configuration: Readonly<Record<string, boolean | number | bigint | string>>) => {
    const stand = startAt(from, {
      devices: [
        {
          address: 'a',
          model: 'gpu',
          configuration: Object.fromEntries(
            Object.entries(configuration).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]),
          ),
        },
      ],
    });
    return stand.ok
      ? check({ source: { document: from.document, machine: stand.value.machine }, destination: to }).outcome
      : stand.problems[0]?.code;
  };
  expect(verdictOf(found?.start?.settings ?? {})).toBe('yes');
  expect(verdictOf({ 'state-version': '5.2' })).toBe('CONSTRAINT_BROKEN');
  expect(verdictOf({})).toBe('no');
});

test('versions by name: the first of the source’s list that means the same at the destination', () => {
  const versions = (...list: readonly (readonly [string, string])[]) =>
    model({ versions: list.map(([name, fingerprint]) => ({ name, fingerprint, values: {} })) });
  const from = { document: document('x@1', { x: versions(['3', 'c'], ['2', 'b'], ['1', 'a']) }) };
  const to = { document: document('x@2', { x: versions(['3', 'other'], ['1', 'a'], ['2', 'b']) }) };
  const [found] = negotiateModels(from, to);
  expect(found?.redefined).toEqual(['3']);
  expect(found?.versions).toEqual({
    source: ['3', '2', '1'],
    destination: ['1', '2'],
    chosen: '2',
    upgrades: [{ side: 'destination', adds: ['3'] }],
  });
});

test('only models that both have, or the one that is asked for', () => {
  const both = { x: model({ versions: [{ name: '1', fingerprint: '', values: {} }] }), y: model({}) };
  const from = { document: document('x@1', { ...both, z: model({}) }) };
  const to = { document: document('x@2', both) };
  expect(negotiateModels(from, to).map((each) => each.model)).toEqual(['x', 'y']);
  expect(negotiateModels(from, to, 'y')).toEqual([{ model: 'y', redefined: [] }]);
});
