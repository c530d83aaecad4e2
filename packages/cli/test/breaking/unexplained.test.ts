/** What breaks and no rule has a word for: a judge that says what no rule expects. */
import { breakingChanges, type Judge, type JudgedReason } from '@migspec/generator';
import { expect, test } from 'vitest';
import { nic, nicPath, state, vm, vmPath } from './spec.js';

const model = (range: string) =>
  nic([
    'revisions: [r1, r2]',
    `params: { queues: { type: u16, range: ${range}, off: 1, default: 1, sources: [test] } }`,
    'observables: { queues: "params.queues" }',
    'state: { nic: { sources: [test], fields: { ctrl: u32 } } }',
  ]);
const before = state({ [nicPath]: model('1..8'), [vmPath]: vm({ '1.1': 'r1', '1.0': 'r1' }) });
const after = state({ [nicPath]: model('{ r1: 1..8, r2: 1..9 }'), [vmPath]: vm({ '2.0': 'r2', '1.1': 'r1', '1.0': 'r1' }) });

const reason = (code: string, more: Partial<JudgedReason> = {}): JudgedReason => ({
  ...{ model: 'example.org/nic', code, class: 'state', depends: false, promised: true, on: 'configured', configuration: 'defaults' },
  ...more,
});

/** By the names of source and destination. */
const judge =
  (says: Readonly<Record<string, readonly JudgedReason[]>>): Judge =>
  (source, destination) =>
    says[`${source.build}>${destination.build}`] ?? [];

/** `MS6099 vm@1.0>vm@2.0 forward ODD`, one for each pair, and the message. */
function found(says: Readonly<Record<string, readonly JudgedReason[]>>): readonly string[] {
  return breakingChanges(before, after, judge(says)).findings.flatMap(({ code, message, pairs }) => [
    `${code.code} ${message}`,
    ...pairs.map(
      ({ source, destination, direction, reasons }) =>
        `${source.build}>${destination.build} ${direction}: ${reasons.map(({ code: own, field }) => [own, field].filter(Boolean).join(' ')).join(', ')}`,
    ),
  ]);
}

test('is reported, with every pair', () => {
  const odd = reason('ODD', { section: 'nic', field: 'ctrl' });
  expect(found({ 'vm@1.0>vm@2.0': [odd], 'vm@2.0>vm@1.1': [{ ...odd }] })).toEqual([
    'MS6099 migrations break with ODD (nic, ctrl), and they did not before',
    'vm@2.0>vm@1.1 backward: ODD ctrl',
    'vm@1.0>vm@2.0 forward: ODD ctrl',
  ]);
});

test('one finding for each thing that goes wrong, one pair for all that it goes wrong with', () => {
  expect(
    found({ 'vm@1.0>vm@2.0': [reason('ODD'), reason('ODD', { on: 'other' }), reason('EVEN', { section: 'nic', field: 'ctrl' })] }),
  ).toEqual([
    'MS6099 migrations break with ODD, and they did not before',
    'vm@1.0>vm@2.0 forward: ODD, ODD',
    'MS6099 migrations break with EVEN (nic, ctrl), and they did not before',
    'vm@1.0>vm@2.0 forward: EVEN ctrl',
  ]);
});

test('is not reported where it went wrong before', () => {
  const odd = reason('ODD');
  expect(found({ 'vm@1.0>vm@2.0': [odd], 'vm@1.0>vm@1.1': [odd] })).toEqual([]);
  expect(found({ 'vm@2.0>vm@2.0': [odd], 'vm@1.1>vm@1.1': [odd] })).toEqual([]);
  expect(found({})).toEqual([]);
});

test('a build to itself, as it is started when told nothing', () => {
  expect(found({ 'vm@2.0>vm@2.0': [reason('ODD'), reason('EVEN', { configuration: 'queues=4' })] })).toEqual([
    'MS6099 migrations break with ODD, and they did not before',
    'vm@2.0>vm@2.0 forward: ODD',
  ]);
});

test('nothing breaks where nothing could be made before', () => {
  const never = reason('RANGE', { class: 'create' });
  const odd = reason('ODD');
  expect(found({ 'vm@1.0>vm@1.1': [never], 'vm@1.0>vm@2.0': [odd] })).toEqual([]);
  const partly: readonly Partial<JudgedReason>[] = [
    { class: 'state' },
    { depends: true },
    { promised: false },
    { code: 'MACHINE_TYPE_UNKNOWN' },
    { on: 'pc' },
  ];
  for (const more of partly)
    expect(found({ 'vm@1.0>vm@1.1': [{ ...never, ...more }], 'vm@1.0>vm@2.0': [odd] }), JSON.stringify(more)).toHaveLength(2);
});

test('what only the new build has need not go to an older one', () => {
  expect(found({ 'vm@2.0>vm@1.1': [reason('ODD', { promised: false })] })).toEqual([]);
  expect(found({ 'vm@1.1>vm@2.0': [reason('ODD', { promised: false })] })).toHaveLength(2);
  expect(found({ 'vm@2.0>vm@1.1': [reason('MACHINE_TYPE_UNKNOWN', { on: 'pc' })] })).toEqual([]);
});
