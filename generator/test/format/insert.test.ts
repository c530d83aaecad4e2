import { expect, test } from 'vitest';
import { appendItem, has, insertEntry, insertTop } from '../../src/edit/insert.js';

const order = ['model', 'revisions', 'params', 'versions', 'state'];
const entry = { path: ['versions'], key: '2', value: '{}' } as const;

test('in lines: at the end or the beginning, comments and line ends keep their place', () => {
  const text = 'model: a # name\nversions: # newest first\n  # the only one\n  "1": {} # old\n\nstate: {}\n';
  expect(insertEntry(text, { ...entry, where: 'last' }, order)).toBe(
    'model: a # name\nversions: # newest first\n  # the only one\n  "1": {} # old\n  "2": {}\n\nstate: {}\n',
  );
  expect(insertEntry(text, { ...entry, where: 'first' }, order)).toBe(
    'model: a # name\nversions: # newest first\n  "2": {}\n  # the only one\n  "1": {} # old\n\nstate: {}\n',
  );
  expect(insertEntry('model: a\nversions:\n    "1": {}', { ...entry, where: 'last' }, order)).toBe(
    'model: a\nversions:\n    "1": {}\n    "2": {}\n',
  );
});

test('in brackets: empty or not, at either end', () => {
  for (const [before, where, after] of [
    ['{}', 'last', '{ "2": {} }'],
    ['{}', 'first', '{ "2": {} }'],
    ['{ "1": {} }', 'last', '{ "1": {}, "2": {} }'],
    ['{ "1": {} }', 'first', '{ "2": {}, "1": {} }'],
  ] as const) {
    expect(insertEntry(`model: a\nversions: ${before} # c\n`, { ...entry, where }, order)).toBe(`model: a\nversions: ${after} # c\n`);
  }
});

test('a map that is missing is made where the language has it', () => {
  expect(insertEntry('model: a\n# about the state\nstate: {}\n', { ...entry, where: 'last' }, order)).toBe(
    'model: a\nversions:\n  "2": {}\n# about the state\nstate: {}\n',
  );
  expect(insertTop('model: a\nstate: {}\n', 'revisions', '[r1]', order)).toBe('model: a\nrevisions: [r1]\nstate: {}\n');
});

test('lists, and what is there', () => {
  expect(appendItem('a: [x, y] # c\n', ['a'], 'z')).toBe('a: [x, y, z] # c\n');
  expect(appendItem('a: []\n', ['a'], 'z')).toBe('a: [z]\n');
  expect(appendItem('a:\n  - x # c\nb: 1\n', ['a'], 'z')).toBe('a:\n  - x # c\n  - z\nb: 1\n');
  expect([has('a: { b: 1 }\n', 'a', 'b'), has('a: { b: 1 }\n', 'a', 'c'), has('a: 1\n', 'a', 'b')]).toEqual([true, false, false]);
});
