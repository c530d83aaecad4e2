import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadHistory } from '../../src/history/load.js';

const caseYaml = `case: 7
title: A default changed
level: device
sources: [a commit]
directions: [forward]
symptom: it broke
needs: [defaults]
story: { before: a, broken: b, fixed: c }
expect:
  broken: { findings: [MS6102], matrix: { configured: { "1": { "1": [migrated] } } } }
  fixed: { findings: [], matrix: {} }
`;

const whole = {
  '07-default/case.yaml': caseYaml,
  '07-default/before/models/a.yaml': 'model: a\n',
  '07-default/before/types/b.yaml': 'types: b\n',
};

function load(files: Readonly<Record<string, string>>) {
  const spec = join(mkdtempSync(join(tmpdir(), 'migspec-history-')), 'spec');
  for (const [path, text] of Object.entries(files)) {
    const file = join(spec, 'history', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const { cases, diagnostics } = loadHistory(spec);
  return { cases, found: diagnostics.map(({ code, span }) => `${code} ${span.file}`) };
}

test('states follow on each other: files that are another replace, an empty one takes away', () => {
  const { cases, found } = load({
    ...whole,
    '07-default/broken/models/a.yaml': 'model: a # broken\n',
    '07-default/fixed/types/b.yaml': '',
  });
  expect(found).toEqual([]);
  const texts = (state: 'before' | 'broken' | 'fixed') =>
    Object.fromEntries((cases[0]?.states[state].files ?? []).map(({ source }) => [source.file, source.text]));
  expect(texts('before')).toEqual({ 'models/a.yaml': 'model: a\n', 'types/b.yaml': 'types: b\n' });
  expect(texts('broken')).toEqual({ 'models/a.yaml': 'model: a # broken\n', 'types/b.yaml': 'types: b\n' });
  expect(texts('fixed')).toEqual({ 'models/a.yaml': 'model: a # broken\n' });
  expect(cases[0]?.states.fixed.gone).toEqual(['types/b.yaml']);
});

test('what is wrong with a case is said with a code, and the case is left out', () => {
  const rows: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
    [{ '07-default/before/models/a.yaml': 'model: a\n' }, ['MS1001 spec/history/07-default/case.yaml']],
    [{ '07-default/case.yaml': caseYaml }, ['MS1001 before']],
    [{ ...whole, '07-default/case.yaml': caseYaml.replace('case: 7', 'case: 8') }, ['MS1013 spec/history/07-default/case.yaml']],
    [{ ...whole, '07-default/case.yaml': `${caseYaml}titel: x\n` }, ['MS2001 spec/history/07-default/case.yaml']],
    [{ ...whole, '07-default/case.yaml': caseYaml.replace('[migrated]', '[moved]') }, ['MS2004 spec/history/07-default/case.yaml']],
    [{ ...whole, '07-default/broken/models/c.yaml': '' }, ['MS1018 spec/history/07-default/broken/models/c.yaml']],
    [{ ...whole, '07-default/broken/modles/a.yaml': 'model: a\n' }, ['MS1001 broken', 'MS1018 broken/modles/a.yaml']],
    [{ ...whole, 'notes.txt': 'x' }, ['MS1018 spec/history/notes.txt']],
  ];
  for (const [files, expected] of rows) {
    const { cases, found } = load(files);
    expect(found).toEqual(expected);
    expect(cases.length).toBe(expected[0] === 'MS1018 spec/history/notes.txt' ? 1 : 0);
  }
});
