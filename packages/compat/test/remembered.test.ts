/** What the check remembers it remembers of just this question: another fact, another document or another device is another. */
import { expect, test } from 'vitest';
import { check, checkDevices } from '../src/check/check.js';
import {
  and,
  boolType,
  document,
  eq,
  ex,
  field,
  host,
  machine,
  model,
  observable,
  param,
  parameter,
  section,
  state,
  u8,
} from './documents.js';

const id = 'x';
const hosts = { hostFacts: { uso: { type: boolType, default: false } } };
const facts = { machineFacts: { cpus: { type: { kind: 'int', bits: 8, signed: false } as const, default: 1 } } };

/** What the guest sees depends on a fact of the host, and the bound of a field on one of the machine. */
const shown = model({
  observables: [observable('uso', host('uso')), observable('cpus', machine('cpus'))],
  sections: [section('x', [field('v', u8)])],
});
const [here, there] = [document('a@1', { [id]: shown }, { ...hosts, ...facts }), document('a@2', { [id]: shown }, { ...hosts, ...facts })];
const device = { address: 'a', model: id, configuration: {} };
const told = [{ uso: false }, { uso: true }] as const;
const running = { facts: { cpus: 1 }, devices: [device] };

function outcomeOf(source: boolean, destination: boolean): string {
  return check({
    source: { document: here, machine: running, facts: told[source ? 1 : 0] },
    destination: { document: there, facts: told[destination ? 1 : 0] },
  }).outcome;
}

test('facts of either host', () => {
  for (const [source, destination] of [
    [true, true],
    [true, false],
    [false, false],
    [false, true],
    [true, true],
  ] as const) {
    expect([source, destination, outcomeOf(source, destination)]).toEqual([source, destination, source === destination ? 'yes' : 'no']);
  }
});

test('facts of the machine that was started', () => {
  const started = { document: { ...there, destination: 'started' as const } };
  const codes = (cpus: number) =>
    check({
      source: { document: here, machine: running, facts: told[1] },
      destination: { ...started, machine: { facts: { cpus }, devices: [device] }, facts: told[1] },
    }).reasons.map(({ code }) => code);
  expect([codes(1), codes(2), codes(1)]).toEqual([[], ['MACHINE_FACT_DIFFERS', 'GUEST_INTERFACE_DIFFERS'], []]);
});

test('models that differ in what they do, under one configuration', () => {
  const wide = model({ ...shown, sections: [section('x', [field('v', u8), field('w', u8)])] });
  const ask = (to: typeof here) =>
    check({ source: { document: here, machine: running, facts: { uso: true } }, destination: { document: to, facts: { uso: true } } })
      .outcome;
  expect([
    ask(there),
    ask(document('a@3', { [id]: wide }, { ...hosts, ...facts })),
    ask(document('a@4', { [id]: shown }, { ...hosts, ...facts })),
  ]).toEqual(['yes', 'no', 'yes']);
});

test('ranges and constraints, which are no part of what a model does', () => {
  const sized = (most: number, rule = false) =>
    model({
      params: [
        parameter('n', { kind: 'int', bits: 8, signed: false }, { off: 0, range: { items: [{ min: '0', max: String(most) }] } }),
        parameter('b', boolType, { off: false }),
      ],
      constraints: rule ? [ex({ op: 'not', of: and(param('b'), eq(param('n'), { op: 'int', value: '3' })) })] : [],
      sections: [section('x', [field('v', u8, { bounds: { max: ex(param('n')) } })])],
      situations: [{ name: 'some', state: { v: { kind: 'expr', value: ex(state('v')) } } }],
    });
  const from = document('a@1', { [id]: sized(9) });
  const machineOf = (n: number) => ({ facts: {}, devices: [{ address: 'a', model: id, configuration: { n, b: true } }] });
  const ask = (n: number, to: typeof from) =>
    check({ source: { document: from, machine: machineOf(n) }, destination: { document: to } }).reasons.map(({ code }) => code);
  expect(ask(3, document('a@2', { [id]: sized(9) }))).toEqual([]);
  expect(ask(3, document('a@3', { [id]: sized(2) }))).toEqual(['PARAM_VALUE_REFUSED']);
  expect(ask(3, document('a@4', { [id]: sized(9, true) }))).toEqual(['CONSTRAINT_BROKEN']);
  expect(ask(2, document('a@5', { [id]: sized(9, true) }))).toEqual([]);
});

test('device by device, and the machine by itself: together they are the whole', () => {
  const other = document(
    'a@2',
    { [id]: model({ ...shown, sections: [section('x', [field('v', u8), field('w', u8)])] }), y: model({}) },
    hosts,
  );
  const from = document('a@1', { [id]: shown, y: model({}) }, { ...hosts, framing: 'qemu' });
  const input = {
    source: { document: from, machine: { facts: {}, devices: [device, { address: 'b', model: 'y', configuration: {} }] } },
    destination: { document: other },
  };
  const { machine: whole, devices } = checkDevices(input);
  expect(whole.reasons.map(({ code }) => code)).toEqual(['FRAMING_DIFFERS']);
  expect(devices.map(({ address, verdict }) => [address, verdict.outcome])).toEqual([
    ['a', 'no'],
    ['b', 'yes'],
  ]);
  const all = [whole, ...devices.map(({ verdict }) => verdict)].flatMap(({ reasons }) => reasons.map(({ code }) => code));
  expect(
    check(input)
      .reasons.map(({ code }) => code)
      .sort(),
  ).toEqual(all.sort());
});
