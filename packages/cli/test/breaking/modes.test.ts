/** `compatibility` over every mode, direction and distance, as docs/reference/breaking.md has it as a table. */
import { readFileSync } from 'node:fs';
import { breakingChanges, compatibilityModes, promises } from '@migspec/generator';
import { expect, test } from 'vitest';
import { judgeOf } from '../../src/breaking/judge.js';
import { nic, nicPath, state, vm, vmPath } from './spec.js';

const page = readFileSync(new URL('../../../../docs/reference/breaking.md', import.meta.url), 'utf8');
const cells = [
  ['forward', 'same'],
  ['forward', 'next'],
  ['backward', 'next'],
  ['forward', 'further'],
  ['backward', 'further'],
] as const;
const rows = [...page.matchAll(/^\| `([a-z-]+)` \|((?: (?:error|warning) \|){5})$/gm)].map(([, mode = '', words = '']) => ({
  mode,
  words: words
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
}));

test('the table of the page has every mode, and says what the rule says', () => {
  expect(rows.map(({ mode }) => mode)).toEqual([...compatibilityModes]);
  for (const mode of compatibilityModes) {
    const said = cells.map(([direction, distance]) => (promises(mode, direction, distance) ? 'error' : 'warning'));
    expect([mode, ...said]).toEqual([mode, ...(rows.find((row) => row.mode === mode)?.words ?? [])]);
  }
});

/** 2.0 narrows the range: a configuration of 1.0 and 1.1 cannot be made there, and the way back works. */
function narrowed(lines: readonly string[]) {
  const param = (range: string) => [
    'revisions: [r1, r2]',
    `params: { queues: { type: u16, range: ${range}, off: 1, default: 1, sources: [test] } }`,
  ];
  const observables = ['observables: { queues: "params.queues" }', 'state: { nic: { sources: [test], fields: { ctrl: u32 } } }'];
  const model = (range: string) => nic([...lines, ...param(range), ...observables]);
  const before = state({ [nicPath]: model('1..8'), [vmPath]: vm({ '1.1': 'r1', '1.0': 'r1' }) });
  const after = state({ [nicPath]: model('{ r1: 1..8, r2: 1..4 }'), [vmPath]: vm({ '2.0': 'r2', '1.1': 'r1', '1.0': 'r1' }) });
  return { before, after };
}

const expected: Readonly<Record<string, 'error' | 'warning'>> = {
  identical: 'warning',
  forward: 'error',
  backward: 'warning',
  full: 'error',
  'forward-transitive': 'error',
  'backward-transitive': 'warning',
  'full-transitive': 'error',
};

test.each(compatibilityModes)('a model that says %s, and one that says nothing under that option', (mode) => {
  const said = narrowed([`compatibility: ${mode}`]);
  const silent = narrowed([]);
  const found = [
    breakingChanges(said.before, said.after, judgeOf(said.before, said.after)),
    breakingChanges(silent.before, silent.after, judgeOf(silent.before, silent.after), { compatibility: mode }),
  ];
  for (const { diagnostics, settled } of found) {
    expect(diagnostics.map(({ id, severity }) => [id, severity])).toEqual([['PARAM_RANGE_NARROWED', expected[mode]]]);
    const pairs = settled[0]?.finding.pairs ?? [];
    expect(pairs.map(({ source, direction }) => [source.build, direction])).toEqual([
      ['vm@1.1', 'forward'],
      ['vm@1.0', 'forward'],
    ]);
  }
});

test('what only a build further away breaks is an error where the promise is transitive', () => {
  const model = (minimum: string) =>
    nic([
      'revisions: [r1, r2, r3]',
      'state:',
      `  nic: { sources: [test], version: { r1: 1, r2: 2 }, minimum: ${minimum}, fields: { ctrl: u32, more: { type: u16, added: r2, when: "version >= 2" } } }`,
    ]);
  const before = state({ [nicPath]: model('1').replace(', r3', ''), [vmPath]: vm({ '1.1': 'r2', '1.0': 'r1' }) });
  const after = state({ [nicPath]: model('{ r1: 1, r3: 2 }'), [vmPath]: vm({ '2.0': 'r3', '1.1': 'r2', '1.0': 'r1' }) });
  const judge = judgeOf(before, after);
  const { settled } = breakingChanges(before, after, judge);
  expect(settled.flatMap(({ finding }) => finding.pairs.map(({ source, destination }) => [source.build, destination.build]))).toEqual([
    ['vm@1.0', 'vm@2.0'],
  ]);
  for (const compatibility of compatibilityModes) {
    const { diagnostics } = breakingChanges(before, after, judge, { compatibility });
    const severity = compatibility === 'forward-transitive' || compatibility === 'full-transitive' ? 'error' : 'warning';
    expect([compatibility, ...diagnostics.map((each) => [each.id, each.severity])]).toEqual([
      compatibility,
      ['SECTION_MINIMUM_RAISED', severity],
    ]);
  }
});

test('a released build that is another now is an error in every mode', () => {
  const model = (default_: number) =>
    nic([
      `params: { queues: { type: u16, range: 1..8, off: 1, default: ${default_}, sources: [test] } }`,
      'observables: { queues: "params.queues" }',
      `versions: { a: { queues: ${default_} } }`,
      'state: { nic: { sources: [test], fields: { ctrl: u32 } } }',
    ]);
  const build = vm({ '1.0': '"1"' });
  const [before, after] = [state({ [nicPath]: model(2), [vmPath]: build }), state({ [nicPath]: model(3), [vmPath]: build })];
  for (const compatibility of compatibilityModes) {
    const { diagnostics } = breakingChanges(before, after, judgeOf(before, after), { compatibility });
    expect(diagnostics.map(({ id, severity }) => [id, severity])).toContainEqual(['VERSION_CHANGED', 'error']);
  }
});
