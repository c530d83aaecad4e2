/** Nothing of verdicts, comparisons and outcomes goes without a cell that shows it, or a reason why none does. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ownRelation, paramRelation } from '../../src/constructs/relation.js';
import { models } from '../matrix/rows.js';
import { wanted } from './wanted.js';
import { notShown, shownBy } from './witnesses.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('every construct is shown by a model, or has a reason; none both, and none that does not exist', () => {
  const listed = [...Object.keys(shownBy), ...notShown.flatMap(({ constructs }) => constructs)];
  expect([...listed].sort()).toEqual([...wanted].sort());
});

test('every model that is to show something has a matrix', () => {
  expect(Object.values(shownBy).filter((model) => !models.includes(model))).toEqual([]);
});

test('what no matrix shows is driven by the tests that are named', () => {
  for (const { constructs, drivenBy, reason } of notShown) {
    const texts = drivenBy.map((path) => textBelow(join(root, path))).join('\n');
    const missing = constructs.filter((construct) => !texts.includes(construct.split(' ')[1] ?? construct));
    expect(missing, reason).toEqual([]);
  }
});

function textBelow(path: string): string {
  if (statSync(path).isFile()) return readFileSync(path, 'utf8');
  return readdirSync(path)
    .map((name) => textBelow(join(path, name)))
    .join('\n');
}

test('how two values of a param lie beside each other', () => {
  const cases = [
    [paramRelation('equal', 1, 1), 'same'],
    [paramRelation('equal', 1, 2), 'other'],
    [paramRelation('ignore', false, true), 'other'],
    [paramRelation('at-most', 1, 2), 'less'],
    [paramRelation('at-most', 2n, 2n), 'same'],
    [paramRelation('at-most', 3, 2), 'more'],
    [paramRelation('subset', 0b001, 0b101), 'less'],
    [paramRelation('subset', 0b101, 0b101), 'same'],
    [paramRelation('subset', 0b010, 0b101), 'more'],
    [paramRelation('subset', 1n << 63n, (1n << 63n) - 1n), 'more'],
  ];
  expect(cases.map(([relation]) => relation)).toEqual(cases.map(([, want]) => want));
});

test('how a variable lies beside the destination’s own', () => {
  const cases = [
    [ownRelation('equal', 1n, 1n, undefined), 'same'],
    [ownRelation('equal', 1n, 2n, undefined), 'other'],
    [ownRelation('at-most', 1n, 2n, undefined), 'less'],
    [ownRelation('at-most', 2n, 2n, undefined), 'same'],
    [ownRelation('at-most', 3n, 2n, undefined), 'more'],
    [ownRelation('masked', 0b11n, 0b01n, 0b01n), 'same'],
    [ownRelation('masked', 0b11n, 0b01n, 0b10n), 'other'],
  ];
  expect(cases.map(([relation]) => relation)).toEqual(cases.map(([, want]) => want));
});
