import { expect, test } from 'vitest';
import { nicFindings } from '../compile/support.js';

const state = 'state:\n  nic: { sources: [test], fields: { ctrl: u32 } }\n';
/** The same, with something new at the second revision. */
const stepped = 'state:\n  nic: { sources: [test], fields: { ctrl: u32, link: { type: u8, added: r2 } } }\n';
const hidden = 'guest-visible: false, sources: [test]';

test('versions: complete at some revision, and each with a meaning of its own', () => {
  const params = `revisions: ["r1", "r2"]\nparams:\n  irq: { type: u8, default: 4, ${hidden} }\n  size: { type: u16, off: 0, default: 8, range: { r1: 0..8, r2: 0..64 }, ${hidden} }\n  late: { type: bool, default: true, added: r2, ${hidden} }\n`;
  expect(nicFindings(`${params}versions: { "2": { irq: 4, size: 64, late: true }, "1": { irq: 4 } }\n${state}`)).toEqual([]);
  expect(nicFindings(`${params}versions: { "3": { based-on: "2", size: 64 }, "2": { irq: 4, size: 64 } }\n${state}`)).toEqual([
    'MS4007 version "3" says nothing of late, which has no off value',
    'MS4007 version "2" says nothing of late, which has no off value',
  ]);
  expect(nicFindings(`${params}versions: { "b": { irq: 4, size: 0 }, "a": { irq: 4 } }\n${state}`)).toEqual([
    'MS4006 version "b" means the same as version "a"',
  ]);
  expect(nicFindings(`${params}versions: { "1": { irq: 4, size: 65, late: true } }\n${state}`)).toEqual([
    'MS4013 no revision can express version "1": size never accepts 65 together with the rest',
  ]);
});

test('a version may be expressible at revisions without the param, where its value is what they do anyway', () => {
  const params = `revisions: ["r1", "r2"]\nparams:\n  rss: { type: bool, off: false, default: true, added: r2, ${hidden} }\n`;
  expect(nicFindings(`${params}versions: { "2": { rss: true }, "1": { rss: false } }\n${state}`)).toEqual([]);
});

test('a build lists versions that its revision and its ranges can express', () => {
  const model = `revisions: ["r1", "r2"]\nparams:\n  size: { type: u16, off: 0, default: 8, range: { r1: 0..8, r2: 0..64 }, ${hidden} }\nversions: { "2": { size: 64 }, "1": { size: 8 } }\n${state}`;
  const list = (newer: string, older: string): readonly string[] =>
    nicFindings(model, {
      'implementations/vm.yaml': `implementation: vm\nframing: native\ndestination: configured\nbuilds:\n  "2": { models: { example.org/nic: { revision: r2, ${newer} } } }\n  "1": { models: { example.org/nic: { revision: r1, ${older} } } }\n`,
    });
  expect(list('versions: ["2", "1"]', 'versions: ["1"]')).toEqual([]);
  expect(list('versions: ["2", "1"]', 'versions: ["2", "1"]')).toEqual([
    'MS4013 build 1 lists version "2" of example.org/nic, which its revision "r1" cannot express',
  ]);
  expect(list('versions: ["2"], narrow: { size: 0..32 }', 'versions: ["1"]')).toEqual([
    'MS4013 build 2 lists version "2" of example.org/nic, which its revision "r2" cannot express',
  ]);
});

test('observables: read directly or through another one, at every revision', () => {
  const params = 'revisions: ["r1", "r2"]\nparams:\n  rss: { type: bool, off: false, default: true, sources: [test] }\n';
  expect(nicFindings(`${params}observables: { a: "params.rss ? 1 : 0", b: "observables.a + 1" }\n${stepped}`)).toEqual([]);
  expect(nicFindings(`${params}observables: { a: { value: { r1: "params.rss", r2: "true" } } }\n${stepped}`)).toEqual([
    'MS4011 param rss is guest-visible, and no observable reads it at revision "r2"',
  ]);
  expect(nicFindings(`${params}observables: { a: "params.rss && observables.b", b: "observables.a" }\n${stepped}`)).toContainEqual(
    'MS3017 observables are defined by each other in a circle: a → b → a',
  );
});

test('defaults that wait for each other, at one revision or at all', () => {
  const circle = (x: string, y: string): readonly string[] =>
    nicFindings(
      `revisions: ["r1", "r2"]\nparams:\n  x-size: { type: u16, off: 0, default: ${x}, ${hidden} }\n  y: { id: why, type: u16, off: 0, default: ${y}, ${hidden} }\n${stepped}`,
    );
  expect(circle('"min(params.y, 9) + 1"', '4')).toEqual([]);
  expect(circle('"params.x_size"', '4')).toEqual(['MS3017 defaults are worked out from each other in a circle: x-size → x-size']);
  const both = ['MS3017 defaults are worked out from each other in a circle: x-size → y → x-size'];
  expect(circle('"params.y"', '"params.x_size"')).toEqual(both);
  expect(circle('{ r1: 3, r2: "params.y" }', '"params.x_size"')).toEqual(both);
  expect(circle('{ r1: 3, r2: "params.y" }', '{ r1: "params.x_size", r2: 4 }')).toEqual([]);
});

test('structs that double the fields at every step', () => {
  const doubled = (steps: number): readonly string[] => {
    const each = Array.from({ length: steps }, (_, step) => `  S${step}: { fields: { a: S${step + 1}, b: S${step + 1} } }\n`);
    return nicFindings(
      `types:\n${each.join('')}  S${steps}: { fields: { z: u8 } }\nstate:\n  nic: { sources: [test], fields: { t: S0 } }\n`,
    );
  };
  expect(doubled(14)).toEqual([]);
  const message = 'MS5030 the section nic has more than 20000 fields, those of its structs counted as often as they are used';
  expect(doubled(15)).toEqual([message]);
  expect(doubled(30)).toEqual([message, `MS5047 the section nic can have ${2 ** 30} bytes; 67108864 are possible`]);
});

test('a section at capacity fits a machine', () => {
  const section = (types: string, fields: string, more = ''): readonly string[] =>
    nicFindings(`${more}types: { ${types} }\nstate:\n  nic: { sources: [test], fields: { ${fields} } }\n`);
  const nested = 'S: { fields: { r: "R[65536]" } }, R: { fields: { t: "T[65536]" } }, T: { fields: { w: "u64[65536]" } }';
  expect(section(nested, 's: "S[65536]"')).toEqual([`MS5047 the section nic can have ${8n * 65536n ** 4n} bytes; 67108864 are possible`]);
  const bytes = (each: string): readonly string[] => section(`R: { fields: { b: { ${each} } } }`, 'a: "R[64]"');
  expect(bytes('type: "u8[1048576]"')).toEqual([]);
  expect(bytes('type: "u8[1048577]"')).toEqual(['MS5047 the section nic can have 67108928 bytes; 67108864 are possible']);
  expect(bytes('type: string, of: u32, capacity: 1048576')).toEqual([
    'MS5047 the section nic can have 67109120 bytes; 67108864 are possible',
  ]);
  const counted = (capacity: number, life = ''): readonly string[] =>
    section(
      'R: { fields: { on: "bool[1023]" } }',
      `n: u32, a: { type: R, count: "state.n", capacity: ${capacity}${life} }`,
      life === '' ? '' : 'revisions: [r1, r2]\n',
    );
  expect(counted(1024)).toEqual([]);
  expect(counted(1025)).toEqual(['MS5047 the section nic can have 1049600 elements; 1048576 are possible']);
  expect(counted(1025, ', added: r2')).toEqual(['MS5047 the section nic can have 1049600 elements; 1048576 are possible']);
  expect(section('R: { fields: { z: u8 } }', 'a: { type: R, list: {}, capacity: 1048577 }')).toEqual([
    'MS5047 the section nic can have 1048577 elements; 1048576 are possible',
  ]);
  expect(nicFindings('state: { nic: { sources: [test], opaque: true, max-size: 1 GiB } }\n')).toEqual([]);
  expect(
    nicFindings(
      'state: { nic: { sources: [test], fields: { a: u8 }, subsections: { nic/b: { needed: "state.a > 0", sources: [test], fields: { b: "u8[67108864]" } } } } }\n',
    ),
  ).toContain('MS5047 the section nic can have 67108865 bytes; 67108864 are possible');
});

test('a capacity of 0, of a string and of a list with markers too', () => {
  const types = 'types: { R: { fields: { z: u8 } } }\n';
  const zero = ['MS5021 the capacity is 0: nothing would ever be there'];
  expect(nicFindings('state:\n  nic: { sources: [test], fields: { t: { type: string, capacity: 0 } } }\n')).toEqual(zero);
  expect(nicFindings(`${types}state:\n  nic: { sources: [test], fields: { t: { type: R, list: {}, capacity: 0 } } }\n`)).toEqual(zero);
});

test('ranges: modifiers count, and a revision may lack the off value', () => {
  const size = (rest: string): readonly string[] =>
    nicFindings(`revisions: ["r1", "r2"]\nparams:\n  size: { type: u16, ${rest}, ${hidden} }\n${stepped}`).map((each) => each.slice(0, 6));
  expect(size('default: 6, range: { values: 0..64, power-of-two: true }')).toEqual(['MS4004']);
  expect(size('default: 6, range: { values: 0..64, multiple-of: 4 }')).toEqual(['MS4004']);
  expect(size('default: 8, range: [1, 2, 4..8]')).toEqual([]);
  expect(size('default: 3, range: [1, 2, 4..8]')).toEqual(['MS4004']);
  expect(size('default: 8, off: 0, range: { r1: 1..8, r2: 0..8 }')).toEqual([]);
  expect(size('default: { r1: 8, r2: 16 }, range: { r1: 1..8, r2: 1..16 }')).toEqual([]);
  expect(size('default: { r1: 16, r2: 15 }, range: { r1: 1..8, r2: 1..16 }')).toEqual(['MS4004']);
});

test('what decides on presence comes first on the wire', () => {
  const fields = (text: string, more = ''): readonly string[] =>
    nicFindings(`state:\n  nic:\n    sources: [test]\n    fields: { ${text} }\n${more}`).map((each) => each.slice(0, 6));
  expect(fields('n: u8, a: { type: u8, when: "state.n > 0" }')).toEqual([]);
  expect(fields('a: { type: u8, when: "state.n > 0" }, n: u8')).toEqual(['MS5009']);
  expect(fields('a: { type: u8, when: "state.a > 0" }')).toEqual(['MS5009']);
  const sub = '    subsections:\n      nic/late: { needed: "state.late != 0", sources: [test], fields: { late: u8 } }\n';
  expect(fields('a: { type: bytes, length: "state.late", capacity: 9 }', sub)).toEqual(['MS5009']);
  expect(fields('a: u8', sub)).toEqual([]);
});
