import { runtimeCodes } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { type CodeEntry, type CompatCode, codeNumber, compatCodes } from '../src/codes.js';

const entries = Object.entries(compatCodes) as [CompatCode, CodeEntry][];

test('one number for one id, the runtime’s where it has the id, and no number twice', () => {
  const numbers = entries.map(([, { number }]) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const runtime = new Map<string, number>(Object.entries(runtimeCodes).map(([id, [number]]) => [id, number]));
  for (const [id, { number, meaning }] of entries) {
    expect(runtime.get(id) ?? number, id).toBe(number);
    if (!runtime.has(id)) expect([...runtime.values()]).not.toContain(number);
    expect(meaning.length, id).toBeGreaterThan(10);
  }
  expect(codeNumber('PARAM_DIFFERS')).toBe('MS8523');
  expect(codeNumber('OUT_OF_RANGE')).toBe('MS8006');
});

test('remedies name only what a reason has', () => {
  const words = new Set(['param', 'have', 'want', 'model', 'section', 'address', 'source', 'destination']);
  for (const [id, { remedy }] of entries) {
    for (const [, word] of remedy?.matchAll(/\{(\w+)\}/g) ?? []) expect(words.has(word ?? ''), `${id} ${word}`).toBe(true);
  }
});
