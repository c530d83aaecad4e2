import { expect, test } from 'vitest';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { nestsDeeper } from '../../src/parse/depth.js';
import type { YamlNode } from '../../src/parse/node.js';
import { parseYaml } from '../../src/parse/yaml.js';
import { sourceText } from '../../src/text/source.js';

function parse(text: string): { readonly node: YamlNode | undefined; readonly codes: readonly string[] } {
  const reporter = new Reporter();
  const node = parseYaml(sourceText('spec/models/x.yaml', text), reporter);
  return { node, codes: reporter.sorted().map((each) => each.code) };
}

/** The value of the key `a`. */
function scalar(text: string): unknown {
  const { node } = parse(text);
  const value = node?.kind === 'map' ? node.entries.find((entry) => entry.key === 'a')?.value : undefined;
  return value?.kind === 'scalar' ? value.value : value;
}

test('parts of YAML that specs do without', () => {
  const refused: Readonly<Record<string, readonly [text: string, code: string]>> = {
    anchor: ['a: &x 1', 'MS1005'],
    alias: ['a: 1\nb: *x', 'MS1005'],
    'alias of an anchor': ['a: &x 1\nb: *x', 'MS1005'],
    'merge key': ['<<: { a: 1 }', 'MS1005'],
    'merge key as an alias': ['b: &b { c: 1 }\na:\n  <<: *b', 'MS1005'],
    tag: ['a: !thing 1', 'MS1015'],
    'tag of YAML itself': ['a: !!str 1', 'MS1015'],
    'tag on a map': ['a: !!set { b }', 'MS1015'],
    'tag on a key': ['!!str a: 1', 'MS1015'],
    directive: ['%YAML 1.2\n---\na: 1', 'MS1016'],
    'unknown directive': ['%FOO bar\n---\na: 1', 'MS1016'],
    'second document': ['a: 1\n---\nb: 2', 'MS1017'],
  };
  for (const [what, [text, code]] of Object.entries(refused)) expect(parse(text).codes, what).toContain(code);
});

test('scalars are those of YAML 1.2: yes and on are texts, integers are exact', () => {
  const values: readonly (readonly [string, unknown])[] = [
    ['on', 'on'],
    ['yes', 'yes'],
    ['true', true],
    ['0x10', 16n],
    ['0o17', 15n],
    ['017', 17n],
    ['-9223372036854775809', -9_223_372_036_854_775_809n],
    ['0xffffffffffffffffff', 0xffffffffffffffffffn],
    ['2020-12-08', '2020-12-08'],
    ['1:30', '1:30'],
    ['0..32', '0..32'],
    ['1_000', '1_000'],
    ['~', null],
    ['', null],
    ['"1"', '1'],
  ];
  for (const [written, value] of values) expect(scalar(`a: ${written}`), written).toBe(value);
});

test('keys: strings, once, and none that every object inherits', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['1: a', 'MS1008'],
    ['1.10: a', 'MS1008'],
    ['true: a', 'MS1008'],
    ['~: a', 'MS1008'],
    [': a', 'MS1008'],
    ['? [a, b]\n: 1', 'MS1008'],
    ['? { a: 1 }\n: 1', 'MS1008'],
    ['a: 1\na: 2', 'MS1006'],
    ['a: 1\n"a": 2', 'MS1006'],
    ['{ a: 1, a: 2 }', 'MS1006'],
    ['__proto__: 1', 'MS1007'],
    ['"__proto__": 1', 'MS1007'],
    ['"\\x5f_proto__": 1', 'MS1007'],
    ['constructor: 1', 'MS1007'],
    ['prototype: 1', 'MS1007'],
    ['toString: 1', 'MS1007'],
    ['hasOwnProperty: 1', 'MS1007'],
  ];
  for (const [text, code] of bad) expect(parse(text).codes, text).toEqual([code]);
  expect(parse('1: a\n"1": b').codes).toEqual(['MS1008', 'MS1006']);
});

test('characters that hide or reorder text, written or escaped', () => {
  for (const text of ['a: "x\u0000"', 'a: "\\0"', 'a: \u202eb', 'a: "\\u202e"', '"\\u2066": 1', 'a: "\u0085"', '# \u200f', 'a: \u0007']) {
    expect(parse(text).codes, JSON.stringify(text)).toContain('MS1009');
  }
  for (const code of [
    0xa0, 0xad, 0x34f, 0x115f, 0x180e, 0x200b, 0x200d, 0x2060, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xe0041, 0xe0100, 0x1fffe,
  ]) {
    const character = String.fromCodePoint(code);
    for (const text of [
      `a: "1${character}"`,
      `"1${character}": b`,
      `a: b # ${character}`,
      `a: "1\\U${code.toString(16).padStart(8, '0')}"`,
    ])
      expect(parse(text).codes, JSON.stringify(text)).toContain('MS1009');
  }
  expect(parse('a: "\\ud800"').codes).toContain('MS1009');
  expect(parse('\ufeffa: b').codes).toEqual([]);
  expect(parse('a: "\\ufeffb"').codes).toEqual(['MS1009']);
  expect(parse('a: "tab\\tand ümläut → 日本語 👍"').codes).toEqual([]);
});

test('numbers that are none', () => {
  for (const text of ['a: .nan', 'a: .inf', 'a: -.INF', 'a: [.NaN]']) expect(parse(text).codes, text).toEqual(['MS1010']);
});

test('bounds, and what lies just inside them', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const indented = (depth: number): string => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  expect(parse(`a: ${nested(63)}`).codes).toEqual([]);
  expect(parse(`a: ${nested(70)}`).codes).toEqual(['MS1012']);
  expect(parse(indented(60)).codes).toEqual([]);
  expect(parse(indented(80)).codes).toEqual(['MS1012']);
  expect(parse(`- ${'- '.repeat(80)}a`).codes).toEqual(['MS1012']);
  const keys = (count: number): string => Array.from({ length: count }, (_, i) => `k${i}: 1`).join('\n');
  expect(parse(keys(5000)).codes).toEqual([]);
  expect(parse(keys(5001)).codes).toEqual(['MS1011']);
  expect(parse(`a: [${'1,'.repeat(5001)}]`).codes).toEqual(['MS1011']);
});

test('nesting is bounded before anything recurses, also behind brackets in quotes', () => {
  const hidden = '["]", '.repeat(100_000);
  for (const text of ['['.repeat(500_000), '{a: '.repeat(200_000), '- '.repeat(300_000), '? '.repeat(300_000), hidden]) {
    expect(parse(text).codes, text.slice(0, 12)).toEqual(['MS1012']);
  }
  expect(nestsDeeper(`a: "${'['.repeat(1000)}"\nb: '${'{'.repeat(1000)}'\nc: |\n  ${'['.repeat(1000)}\n`, 64)).toBe(false);
  expect(nestsDeeper(`[${'{ a: [1] }, '.repeat(1000)}]`, 64)).toBe(false);
});

test('every node has the place of its text', () => {
  const text = 'first: { a: "two words", b: [1, x] }\n';
  const { node } = parse(text);
  const at = (each: YamlNode | undefined): string | undefined =>
    each === undefined ? undefined : text.slice(each.span.start, each.span.end);
  const first = node?.kind === 'map' ? node.entries[0] : undefined;
  expect(text.slice(first?.keySpan.start, first?.keySpan.end)).toBe('first');
  const inner = first?.value.kind === 'map' ? first.value.entries : [];
  expect(inner.map((entry) => at(entry.value))).toEqual(['"two words"', '[1, x]']);
  const list = inner[1]?.value;
  expect(list?.kind === 'list' ? list.items.map(at) : []).toEqual(['1', 'x']);
});
