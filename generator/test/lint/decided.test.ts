import { expect, test } from 'vitest';
import { nicFindings } from '../compile/support.js';

const hidden = 'guest-visible: false, sources: [test]';
const section = (rest: string): string => `state:\n  nic:\n    sources: [test]\n${rest}`;

test('a predicate that the accepted versions decide', () => {
  const when = (versions: string, predicate: string): readonly string[] =>
    nicFindings(section(`${versions}    fields: { a: u8, b: { type: u8, when: "${predicate}" } }\n`));
  const two = '    version: 2\n    minimum: 1\n';
  expect(when(two, 'version >= 2')).toEqual([]);
  expect(when(two, 'version >= 3')).toEqual(['MS5034 version >= 3 is always false in every version that the section accepts']);
  expect(when('    version: 2\n', 'version >= 2')).toEqual([
    'MS5034 version >= 2 is always true in every version that the section accepts',
  ]);
  expect(when(two, 'version >= 3 || state.a > 0')).toEqual([]);
});

test('a predicate that the ranges of its params decide', () => {
  const when = (range: string): readonly string[] =>
    nicFindings(
      `params: { n: { type: u16, range: ${range}, off: 1, default: 1, ${hidden} } }\n${section('    fields: { a: { type: u8, when: "params.n > 4" } }\n')}`,
    );
  expect(when('1..8')).toEqual([]);
  expect(when('1..4')).toEqual(['MS5034 params.n > 4 is always false for all values of its params']);
  expect(when('0..65535')).toEqual([]);
});

test('the reset state keeps the invariants', () => {
  const invariant = (fields: string, rest = ''): readonly string[] =>
    nicFindings(`${section(`    fields: { ${fields} }\n    invariants: ["state.low < state.high"]\n`)}${rest}`);
  expect(invariant('low: u8, high: u8')).toEqual(['MS5044 after a reset state.low < state.high never holds']);
  expect(invariant('low: u8, high: { type: u8, reset: 1 }')).toEqual([]);
  expect(invariant('low: u8, high: u8', 'situations: { fresh: {}, busy: { state: { high: 4 } } }\n')).toEqual([
    'MS5039 in fresh the invariant state.low < state.high never holds',
  ]);
});

test('what another section holds is there when `after` says so', () => {
  const second = (after: string, inner: string): readonly string[] =>
    nicFindings(
      `state:\n  a: { sources: [test], fields: { x: u8 } }\n  b: { sources: [test], fields: { y: u8 } }\n  c: { sources: [test], ${after}${inner} }\n`,
    );
  const late = 'fields: { z: { type: u8, when: "state.x > state.y" } }';
  expect(second('', late)).toHaveLength(2);
  expect(second('after: [a], ', late)).toEqual([
    'MS5077 whether or how often z is there depends on state.y of section b, which may come later',
  ]);
  expect(second('after: [a, b], ', late)).toEqual([]);
  expect(second('', `fields: { w: u8 }, subsections: { c/s: { needed: "state.v > 0", fields: { v: u8 } } }`)).toEqual([]);
  expect(
    second('', 'fields: { w: u8 }, subsections: { c/s: { needed: "state.v > 0", fields: { v: { type: u8, when: "state.x > 0" } } } }'),
  ).toHaveLength(1);
});
