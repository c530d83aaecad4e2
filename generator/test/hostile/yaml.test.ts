/** Attacks on whoever compiles a spec that somebody else wrote: each is refused with its code, and none takes a second. */
import { expect, test } from 'vitest';
import { compileText, nicFindings } from '../compile/support.js';

const state = 'state:\n  nic: { sources: [test], fields: { ctrl: u32 } }\n';
const model = (body: string): Readonly<Record<string, string>> => ({ 'models/example.org/nic.yaml': `model: example.org/nic\n${body}` });
const named = (name: string, path: string): Readonly<Record<string, string>> => ({
  [`models/${path}.yaml`]: `model: ${JSON.stringify(name)}\n${state}`,
});
const implementation = (builds: string): Readonly<Record<string, string>> => ({
  ...model(state),
  'implementations/vm.yaml': `implementation: vm\nframing: qemu\ndestination: started\nbuilds: { ${builds} }\n`,
});
const known = '{ models: { example.org/nic: {} } }';
const struct = (types: string, field: string): Readonly<Record<string, string>> =>
  model(`types:\n${types}state:\n  nic: { sources: [test], fields: { ${field} } }\n`);
const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, i) => `  T${i}: { fields: { a: ${i + 1 < depth ? `T${i + 1}` : 'u8'} } }\n`).join('');
const keys = (count: number): string => Array.from({ length: count }, (_, i) => `  key${i}: 1234\n`).join('');

/** What is tried, the files, and the code of the finding that refuses it. */
const attacks: readonly (readonly [attack: string, files: Readonly<Record<string, string>>, code: string])[] = [
  [
    'a billion laughs',
    model(`${state}doc: &a [lol, lol]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\n`),
    'MS1005',
  ],
  ['one alias', model(`doc: &a text\ntitle: *a\n${state}`), 'MS1005'],
  ['a merge key', model(`${state}params:\n  <<: { rss: { type: bool, default: true } }\n`), 'MS1005'],
  ['40,000 keys', model(`types:\n${keys(40_000)}${state}`), 'MS1011'],
  ['20,000 short keys', model(`versions: { ${Array.from({ length: 20_000 }, (_, i) => `"${i}": {}`).join(', ')} }\n${state}`), 'MS1011'],
  ['a list of 20,000', model(`revisions: [${Array.from({ length: 20_000 }, (_, i) => `"${i}"`).join(', ')}]\n${state}`), 'MS1011'],
  ['200,000 brackets', model(`${state}doc: ${'['.repeat(200_000)}\n`), 'MS1012'],
  ['200,000 maps', model(`${state}doc: ${'{a: '.repeat(200_000)}\n`), 'MS1012'],
  ['a key named __proto__', model(`${state}params: { __proto__: { type: bool, default: true } }\n`), 'MS1007'],
  ['a key named constructor', model(`types: { constructor: { fields: { a: u8 } } }\n${state}`), 'MS1007'],
  ['a field named __proto__', model('state:\n  nic: { sources: [test], fields: { __proto__: u8 } }\n'), 'MS1007'],
  ['a state path to __proto__', model(`${state}situations: { s: { state: { __proto__.polluted: 1 } } }\n`), 'MS3016'],
  ['a key twice', model(`title: a\ntitle: b\n${state}`), 'MS1006'],
  ['a key twice after conversion', model(`versions: { 1: {}, "1": {} }\n${state}`), 'MS1006'],
  ['an unquoted version', model(`versions: { 1.10: {} }\n${state}`), 'MS1008'],
  ['an unquoted revision', model(`revisions: [1.1, 1.10]\n${state}`), 'MS2005'],
  ['a YAML 1.1 directive', { 'models/example.org/nic.yaml': `%YAML 1.1\n---\nmodel: example.org/nic\n${state}` }, 'MS1016'],
  ['a second document', model(`${state}---\nmodel: example.org/other\n`), 'MS1017'],
  ['a tag that builds a function', model(`doc: !!js/function "function () { return 1 }"\n${state}`), 'MS1015'],
  ['a tag of an application', model(`doc: !evil text\n${state}`), 'MS1015'],
  ['not a number', model(`params: { n: { type: u8, default: .nan } }\n${state}`), 'MS1010'],
  ['infinity', model(`params: { n: { type: u8, default: -.inf } }\n${state}`), 'MS1010'],
  ['a NUL', model(`title: "a\0b"\n${state}`), 'MS1009'],
  ['an escaped NUL', model(`title: "a\\0b"\n${state}`), 'MS1009'],
  ['text that runs backwards', model(`title: "user\u202e\u2066// check admin\u2069\u2066"\n${state}`), 'MS1009'],
  ['escaped text that runs backwards', model(`title: "user\\u202e// check"\n${state}`), 'MS1009'],
  ['an escape sequence of a terminal', model(`title: "\\e]0;pwned\\a"\n${state}`), 'MS1009'],
  ['a name that leaves the folder', named('../../etc/passwd', 'example.org/nic'), 'MS1021'],
  ['an absolute name', named('/etc/passwd', 'etc/passwd'), 'MS1021'],
  ['a name with a device of Windows', named('example.org/con', 'example.org/con'), 'MS1021'],
  ['a device of Windows with an extension', named('example.org/nul.txt', 'example.org/nul.txt'), 'MS1021'],
  ['a name with a backslash', named('example.org\\..\\..\\x', 'example.org/x'), 'MS1021'],
  ['a name with a stream of Windows', named('example.org/nic:stream', 'example.org/nic:stream'), 'MS1021'],
  ['a name with a line break', named('example.org/nic\nx: 1', 'example.org/nic'), 'MS2007'],
  [
    'names that differ in case',
    { ...named('example.org/nic', 'example.org/nic'), ...named('example.org/NIC', 'example.org/NIC') },
    'MS1020',
  ],
  ['builds that differ in case', implementation(`"A": ${known}, "a": ${known}`), 'MS1020'],
  ['builds that become one file', implementation(`"a*b": ${known}, "a?b": ${known}`), 'MS1020'],
  ['a build called nul', implementation(`"nul": ${known}`), 'MS1021'],
  ['a build that leaves the folder', implementation(`"..": ${known}`), 'MS1021'],
  ['an expression of a megabyte', model(`constraints: ["${'!'.repeat(5000)}true"]\n${state}`), 'MS2011'],
  ['an expression of many brackets', model(`constraints: ["${'('.repeat(1500)}true${')'.repeat(1500)}"]\n${state}`), 'MS2012'],
  ['a function that is none', model(`constraints: ["constructor('return 1')"]\n${state}`), 'MS2017'],
  ['a method of every object', model(`constraints: ["params.constructor.constructor('x')"]\n${state}`), 'MS2013'],
  ['a struct that holds itself', struct('  Ring: { fields: { next: Ring } }\n', 'ring: Ring'), 'MS3017'],
  ['structs in a circle', struct('  A: { fields: { b: B } }\n  B: { fields: { a: A } }\n', 'a: A'), 'MS3017'],
  ['structs 60 deep', struct(nested(60), 'a: T0'), 'MS5004'],
  [
    'a count without a capacity',
    model('state:\n  nic: { sources: [test], fields: { n: u32, list: { type: u32, count: "state.n" } } }\n'),
    'MS5002',
  ],
  [
    'elements without bytes',
    struct(
      '  E: { fields: { a: { type: u8, when: "state.on" } } }\n',
      'on: bool, n: u32, list: { type: E, count: "state.n", capacity: 9000000 }',
    ),
    'MS5023',
  ],
  ['an array of four gigabytes', model('state:\n  nic: { sources: [test], fields: { list: "u32[4294967295]" } }\n'), 'MS2008'],
  ['a long name for a pattern to stumble over', model(`types: { ${'A'.repeat(100_000)}!: { fields: { a: u8 } } }\n${state}`), 'MS2007'],
];

/** Of this process's own time, the least of three: what else a machine does, and a collection of garbage, is not the attack's. */
function secondsOf(files: Readonly<Record<string, string>>): number {
  const tries = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    compileText(files);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return Math.min(...tries);
}

test('every attack is refused with its code, in less than a second', () => {
  const wrong = attacks.flatMap(([attack, files, code]) => {
    const { spec, diagnostics } = compileText(files);
    const found = diagnostics.map((each) => each.code);
    const seconds = secondsOf(files);
    return found.includes(code) && spec === undefined && seconds < 1
      ? []
      : [`${attack}: ${[...new Set(found)].join(', ')} in ${seconds} s`];
  });
  expect(wrong).toEqual([]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('what only looks dangerous is taken as it is', () => {
  const exact = 'params:\n  big: { type: u64, off: 0, default: 18446744073709551615, guest-visible: false, sources: [test] }\n';
  const { spec, diagnostics } = compileText(model(exact + state));
  expect(diagnostics).toEqual([]);
  expect(spec?.models[0]?.params[0]?.default[0]?.value.expr).toEqual({ op: 'int', value: '18446744073709551615' });
  expect(nicFindings(`title: on\ndoc: "yes: no, 1:30, 017"\n${state}`)).toEqual([]);
});
