/** Breaks that are declared: what they accept, in which direction and builds, and that one that nothing uses is an error. */
import { breakingChanges } from '@migspec/generator';
import { expect, test } from 'vitest';
import { judgeOf } from '../../src/breaking/judge.js';
import { nic, nicPath, state, vm, vmPath } from './spec.js';

const body = (subsection: string, breaks: string) =>
  nic([
    'revisions: [r1, r2]',
    'compatibility: full-transitive',
    `state: { nic: { sources: [test], fields: { ctrl: u32${subsection} } } }`,
    ...(breaks === '' ? [] : ['breaks:', `  - ${breaks}`]),
  ]);
const before = state({ [nicPath]: body('', ''), [vmPath]: vm({ '1.0': 'r1' }) });

/** 2.0 sends another field: nobody can come and nobody can go back. */
function found(breaks: string) {
  const after = state({ [nicPath]: body(', more: { type: u16, added: r2 }', breaks), [vmPath]: vm({ '2.0': 'r2', '1.0': 'r1' }) });
  const { diagnostics, settled } = breakingChanges(before, after, judgeOf(before, after));
  return { said: diagnostics.map(({ id, severity }) => `${id} ${severity}`), diagnostics, settled };
}

const meant = 'reason: Nobody used it., issue: "12"';

test('without a declaration it is an error, both ways', () => {
  const { said, settled } = found('');
  expect(said).toEqual(['FIELD_ADDED error']);
  expect(settled[0]?.finding.pairs.map(({ direction }) => direction).sort()).toEqual(['backward', 'forward']);
});

test.each([
  ['the id', `{ rule: FIELD_ADDED, subject: nic/more, ${meant} }`],
  ['the number', `{ rule: MS6401, subject: nic/more, ${meant} }`],
  ['the build it is in', `{ rule: FIELD_ADDED, subject: nic/more, builds: ["vm@2.0"], ${meant} }`],
])('by %s it is accepted: a warning that cites the reason and the issue, and where it says so', (_, breaks) => {
  const { said, diagnostics } = found(breaks);
  expect(said).toEqual(['FIELD_ADDED warning']);
  expect(diagnostics[0]?.message).toContain('; declared: Nobody used it. (12)');
  expect(diagnostics[0]?.related.map(({ message }) => message)).toContain('declared here');
});

test.each(['forward', 'backward'] as const)('%s alone: the other direction stays an error', (direction) => {
  const { said, settled } = found(`{ rule: FIELD_ADDED, subject: nic/more, direction: ${direction}, ${meant} }`);
  expect(said).toEqual(['FIELD_ADDED error']);
  expect(settled[0]?.finding.pairs.map((pair) => pair.direction)).toEqual([direction === 'forward' ? 'backward' : 'forward']);
});

test.each([
  ['another subject', `{ rule: FIELD_ADDED, subject: nic/less, ${meant} }`, 'nothing breaks FIELD_ADDED of nic/less'],
  ['another rule', `{ rule: FIELD_REMOVED, subject: nic/more, ${meant} }`, 'nothing breaks FIELD_REMOVED of nic/more'],
  ['another build', `{ rule: FIELD_ADDED, subject: nic/more, builds: ["vm@1.0"], ${meant} }`, 'nothing breaks FIELD_ADDED of nic/more'],
])('%s: the finding stays, and the declaration is an error at its place', (_, breaks, message) => {
  const { said, diagnostics } = found(breaks);
  expect(said).toEqual(['FIELD_ADDED error', 'BREAK_UNUSED error']);
  const unused = diagnostics.at(-1);
  expect(unused?.message).toBe(message);
  expect(unused?.span.file).toBe('spec/models/example.org/nic.yaml');
  expect(unused?.span.start).toBeGreaterThan(0);
});

test('what a release of the spec broke of the one before uses a declaration, though nothing changed now', () => {
  const texts = {
    [nicPath]: body(', more: { type: u16, added: r2 }', `{ rule: FIELD_ADDED, subject: nic/more, ${meant} }`),
    [vmPath]: vm({ '2.0': 'r2', '1.0': 'r1' }),
  };
  const [old, now] = [state(texts), state(texts)];
  expect(breakingChanges(old, now, judgeOf(old, now)).diagnostics).toEqual([]);
});
