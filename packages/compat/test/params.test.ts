/** Rules 1 to 4, in both modes. */
import type { DocumentModel } from '@migspec/capabilities';
import type { Configuration, Facts } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { check } from '../src/check/check.js';
import type { Verdict } from '../src/check/types.js';
import {
  between,
  bool,
  boolType,
  document,
  ex,
  field,
  host,
  int,
  lt,
  model,
  param,
  parameter,
  section,
  u16Type,
  u32,
} from './documents.js';

const id = 'example.org/thing';
const sections = [section('thing', [field('ctrl', u32)])];
const thing = (params: DocumentModel['params'], rest: Partial<DocumentModel> = {}): DocumentModel => model({ params, sections, ...rest });

interface Move {
  readonly from: DocumentModel;
  readonly to: DocumentModel;
  readonly have: Configuration;
  /** Set: both started. */
  readonly want?: Configuration;
  readonly facts?: Facts;
}

const machineWith = (configuration: Configuration) => ({ facts: {}, devices: [{ address: 'a', model: id, configuration }] });

function move({ from, to, have, want, facts }: Move): Verdict {
  return check({
    source: { machine: machineWith(have), document: document('demo@1', { [id]: from }) },
    destination: {
      document: document('demo@2', { [id]: to }),
      ...(want === undefined ? {} : { machine: machineWith(want) }),
      ...(facts === undefined ? {} : { facts }),
    },
  });
}

const words = (verdict: Verdict): string =>
  [verdict.outcome, verdict.class, verdict.level, ...verdict.reasons.map((reason) => reason.code)].filter(Boolean).join(' ');

const queues = (rest: Parameters<typeof parameter>[2] = {}) => parameter('queues', u16Type, { off: 1, value: int(1), ...rest });

test('rule 1: a param has one type and one off value for ever', () => {
  expect(words(move({ from: thing([queues()]), to: thing([queues()]), have: { queues: 4 } }))).toBe('yes live');
  const other = parameter('queues', { kind: 'int', bits: 32, signed: false }, { off: 1 });
  expect(words(move({ from: thing([queues()]), to: thing([other]), have: { queues: 1 } }))).toBe('no create none PARAM_TYPE_DIFFERS');
  expect(words(move({ from: thing([queues()]), to: thing([queues({ off: 0 })]), have: { queues: 1 } }))).toBe(
    'no create none PARAM_OFF_DIFFERS',
  );
});

test('rule 1: identity, not the name, says which param it is', () => {
  const renamed = { ...queues(), name: 'num-queues' };
  expect(words(move({ from: thing([queues()]), to: thing([renamed]), have: { queues: 4 } }))).toBe('yes live');
  expect(words(move({ from: thing([renamed]), to: thing([queues({ range: between(1, 2) })]), have: { 'num-queues': 4 } }))).toBe(
    'no create none PARAM_VALUE_REFUSED',
  );
});

test('rule 1: ranges with modifiers', () => {
  const to = thing([queues({ range: { items: [], multipleOf: '4' } })]);
  expect(move({ from: thing([queues()]), to, have: { queues: 8 } }).outcome).toBe('yes');
  expect(move({ from: thing([queues()]), to, have: { queues: 6 } }).outcome).toBe('no');
  const power = thing([queues({ range: { items: [], powerOfTwo: true } })]);
  expect(move({ from: thing([queues()]), to: power, have: { queues: 16 } }).outcome).toBe('yes');
  expect(move({ from: thing([queues()]), to: power, have: { queues: 12 } }).outcome).toBe('no');
});

test('rule 1, both started: how values compare is the param’s word', () => {
  const pairs: [DocumentModel['params'][number]['compare'], number, number, string][] = [
    ['equal', 4, 4, 'yes live'],
    ['equal', 4, 8, 'no guest restart PARAM_DIFFERS'],
    ['at-most', 4, 8, 'yes live'],
    ['at-most', 8, 4, 'no guest restart PARAM_DIFFERS'],
    ['subset', 0b101, 0b111, 'yes live'],
    ['subset', 0b101, 0b110, 'no guest restart PARAM_DIFFERS'],
    ['ignore', 8, 4, 'yes live'],
  ];
  for (const [compare, have, want, expected] of pairs) {
    const it = thing([queues({ compare })]);
    expect(words(move({ from: it, to: it, have: { queues: have }, want: { queues: want } })), `${compare} ${have} ${want}`).toBe(expected);
  }
  const hidden = thing([queues({ guestVisible: false })]);
  expect(words(move({ from: hidden, to: hidden, have: { queues: 1 }, want: { queues: 2 } }))).toBe('no state restart PARAM_DIFFERS');
  const narrow = thing([queues({ range: between(1, 1) })]);
  expect(words(move({ from: thing([queues()]), to: narrow, have: { queues: 4 }, want: { queues: 1 } }))).toBe(
    'no guest none PARAM_DIFFERS',
  );
});

test('rule 2: what the destination does not know is at its implied value', () => {
  const [old, grown] = [thing([]), thing([queues()])];
  expect(words(move({ from: grown, to: old, have: { queues: 1 } }))).toBe('yes live');
  expect(words(move({ from: grown, to: old, have: { queues: 4 } }))).toBe('no create none PARAM_UNKNOWN');
  const hidden = thing([queues({ guestVisible: false })]);
  expect(words(move({ from: hidden, to: old, have: { queues: 4 } }))).toBe('no state restart PARAM_UNKNOWN');
  // Removed later, and frozen at 4: four is what it does now.
  const frozen = thing([], { retired: [{ id: 'queues', name: 'queues', type: u16Type, implied: 4 }] });
  expect(words(move({ from: grown, to: frozen, have: { queues: 4 } }))).toBe('yes live');
  expect(words(move({ from: grown, to: frozen, have: { queues: 1 } }))).toBe('no create none PARAM_UNKNOWN');
  const { off: _off, ...endless } = queues();
  expect(words(move({ from: thing([endless]), to: old, have: { queues: 1 } }))).toBe('no create none PARAM_UNKNOWN');
});

test('rule 3: what only the destination knows is set to what the source implies', () => {
  const old = thing([]);
  expect(words(move({ from: old, to: thing([queues()]), have: {} }))).toBe('yes live');
  expect(words(move({ from: old, to: thing([queues({ range: between(2, 8) })]), have: {} }))).toBe(
    'no create none PARAM_CANNOT_BE_DISABLED',
  );
  const { off: _off, ...endless } = queues();
  expect(words(move({ from: old, to: thing([endless]), have: {} }))).toBe('no create none PARAM_CANNOT_BE_DISABLED');
  const frozen = thing([], { retired: [{ id: 'queues', name: 'queues', type: u16Type, implied: 4 }] });
  expect(words(move({ from: frozen, to: thing([queues({ range: between(1, 2) })]), have: {} }))).toBe(
    'no create none PARAM_CANNOT_BE_DISABLED',
  );
  expect(words(move({ from: frozen, to: thing([queues()]), have: {}, want: { queues: 4 } }))).toBe('yes live');
  expect(words(move({ from: old, to: thing([queues()]), have: {}, want: { queues: 4 } }))).toBe('no guest restart PARAM_DIFFERS');
});

test('rule 4: constraints of the destination', () => {
  const most = ex(lt(param('queues'), int(8)));
  const to = thing([queues()], { constraints: [most] });
  expect(words(move({ from: thing([queues()]), to, have: { queues: 7 } }))).toBe('yes live');
  const refused = move({ from: thing([queues()]), to, have: { queues: 8 } });
  expect(words(refused)).toBe('no create none CONSTRAINT_BROKEN');
  expect(refused.reasons[0]?.want).toBe(most.text);
});

test('rule 7: host facts that are not given are named, and decide when they are', () => {
  const uso = parameter('uso', boolType, { off: false, hostFact: 'uso' });
  const it = thing([uso]);
  const open = move({ from: it, to: it, have: { uso: true } });
  expect(words(open)).toBe('depends live PARAM_VALUE_REFUSED');
  expect(open.reasons[0]?.facts).toEqual(['destination.uso']);
  expect(open.reasons[0]?.definite).toBe(false);
  expect(words(move({ from: it, to: it, have: { uso: true }, facts: { uso: true } }))).toBe('yes live');
  expect(words(move({ from: it, to: it, have: { uso: true }, facts: { uso: false } }))).toBe('no create none PARAM_VALUE_REFUSED');
  expect(words(move({ from: it, to: it, have: { uso: false } }))).toBe('yes live');
  const limited = thing([queues({ hostFact: 'most-queues' })]);
  expect(words(move({ from: limited, to: limited, have: { queues: 4 }, facts: { 'most-queues': 4 } }))).toBe('yes live');
  expect(words(move({ from: limited, to: limited, have: { queues: 5 }, facts: { 'most-queues': 4 } }))).toBe(
    'no create none PARAM_VALUE_REFUSED',
  );
  const ruled = thing([queues()], { constraints: [ex(lt(param('queues'), host('limit')))] });
  expect(move({ from: ruled, to: ruled, have: { queues: 4 } }).reasons[0]?.facts).toEqual(['destination.limit']);
});

test('what resolves at the load is the destination’s own, and compares', () => {
  const speed = (compare: 'equal' | 'at-most' | 'ignore', value = host('speed')) =>
    thing([parameter('speed', u16Type, { off: 0, resolves: 'load', compare, value })]);
  const equal = { from: speed('equal'), to: speed('equal'), have: { speed: 10 } };
  expect(words(move({ ...equal, facts: { speed: 10 } }))).toBe('yes live');
  expect(words(move({ ...equal, facts: { speed: 9 } }))).toBe('no guest restart PARAM_DIFFERS');
  const open = move(equal);
  expect(words(open)).toBe('depends live PARAM_DIFFERS');
  expect(open.reasons[0]?.facts).toEqual(['destination.speed']);
  const most = { from: speed('at-most'), to: speed('at-most'), have: { speed: 10 } };
  expect(words(move({ ...most, facts: { speed: 11 } }))).toBe('yes live');
  expect(words(move({ ...most, facts: { speed: 9 } }))).toBe('no guest restart PARAM_DIFFERS');
  expect(words(move(most))).toBe('depends live PARAM_DIFFERS');
  expect(words(move({ from: speed('ignore'), to: speed('ignore'), have: { speed: 10 } }))).toBe('yes live');
});

test('what a guest finds when it begins anew at the destination is a note', () => {
  const it = (resolves: 'create' | 'reset' | 'negotiate') =>
    thing([parameter('uso', boolType, { off: false, resolves, hostFact: 'uso', value: host('uso') })]);
  const notes = (resolves: 'create' | 'reset' | 'negotiate', have: boolean, facts?: Facts) => {
    const verdict = move({ from: it(resolves), to: it(resolves), have: { uso: have }, ...(facts === undefined ? {} : { facts }) });
    return verdict.notes.map(({ code, param: name, have: now, want }) => [code, name, now, want]);
  };
  for (const resolves of ['reset', 'negotiate'] as const) {
    expect(notes(resolves, false, { uso: true })).toEqual([['RESOLVES_ANEW', 'uso', 'false', 'true']]);
    expect(notes(resolves, false, { uso: false })).toEqual([]);
    expect(notes(resolves, false)).toEqual([]);
  }
  expect(notes('create', false, { uso: true })).toEqual([]);
});

test('a started destination: host facts that were not told are asked for', () => {
  const it = thing([parameter('uso', boolType, { off: false, hostFact: 'uso' })]);
  const both = { from: it, to: it, have: { uso: true }, want: { uso: true } };
  expect(words(move(both))).toBe('depends live PARAM_VALUE_REFUSED');
  expect(words(move({ ...both, facts: { uso: true } }))).toBe('yes live');
  const size = thing([parameter('size', u16Type, { hostFact: 'big' })]);
  const declared = (have: number, facts?: Facts) =>
    check({
      source: { machine: machineWith({ size: have }), document: document('demo@1', { [id]: size }) },
      destination: {
        document: document('demo@2', { [id]: size }, { hostFacts: { big: { type: boolType, default: false } } }),
        ...(facts === undefined ? {} : { facts }),
      },
    });
  expect(declared(3).reasons[0]?.predicate?.text).toBe('!host.destination.big');
  expect(words(declared(3, { big: 'on' }))).toBe('yes live');
  expect(words(declared(3, { big: false }))).toBe('no create none PARAM_VALUE_REFUSED');
});

test('rule 7: an operator that the checker does not know makes the outcome depend', () => {
  const strange = JSON.parse('{"text": "cube(params.queues) < 9", "expr": {"op": "cube", "of": {"op": "param", "id": "queues"}}}');
  const to = thing([queues()], { constraints: [strange] });
  const verdict = move({ from: thing([queues()]), to, have: { queues: 1 } });
  expect(words(verdict)).toBe('depends live EXPRESSION_UNKNOWN');
  expect(verdict.reasons[0]).toMatchObject({ have: 'cube', want: 'CONSTRAINT_BROKEN', number: 'MS8551' });
  const decided = thing([queues()], { constraints: [{ text: 'true', expr: { op: 'or', left: bool(true), right: strange.expr } }] });
  expect(words(move({ from: thing([queues()]), to: decided, have: { queues: 1 } }))).toBe('yes live');
});
