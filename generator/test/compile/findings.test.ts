import { expect, test } from 'vitest';
import { renderJson } from '../../src/diagnostics/render-json.js';
import { renderText } from '../../src/diagnostics/render-text.js';
import { compileText, fields, nicFindings } from './support.js';

test('a file with three faults gives three findings, each of its own step', () => {
  const text = `model: example.org/nic
params:
  rss: { type: boolean, default: true, guest-visible: false, sources: [test] }
  mtu: { type: u16, defalt: 1500, default: 1500, guest-visible: false, sources: [test] }
state:
  nic:
    sources: [test]
    fields: { ctrl: u32, size: { type: u16, max: "params.mtoo" } }
`;
  const result = compileText({ 'models/example.org/nic.yaml': text });
  expect(result.spec).toBeUndefined();
  expect(result.diagnostics.map((each) => renderText(each, result.sources).split('\n')[0])).toEqual([
    'spec/models/example.org/nic.yaml:3:16 - error MS2004 VALUE_UNKNOWN',
    'spec/models/example.org/nic.yaml:4:21 - error MS2001 KEY_UNKNOWN',
    'spec/models/example.org/nic.yaml:8:58 - error MS3010 EXPRESSION_NAME_UNKNOWN',
  ]);
});

test('what a fault takes away is not reported a second time', () => {
  const body = `params:
  rss: { type: boolean, default: true, sources: [test] }
versions: { "1": { rss: true } }
observables: { rss: "params.rss" }
state:
  nic:
    sources: [test]
    fields: { link: { type: u99 }, tail: { type: u16, when: "state.link > 0" } }
situations:
  up: { state: { link: 1 } }
`;
  expect(nicFindings(body).map((each) => each.slice(0, 6))).toEqual(['MS2004', 'MS3005']);
});

test('a fault in one file does not hide those of another', () => {
  const result = compileText({
    'models/example.org/a.yaml': 'model: example.org/a\nstate: [\n',
    'models/example.org/b.yaml': `model: example.org/b\n${fields('x: u7')}`,
    'implementations/demo.yaml': 'implementation: demo\nframing: nativ\ndestination: configured\nbuilds: {}\n',
  });
  expect(result.diagnostics.map((each) => `${each.span.file} ${each.code}`)).toEqual([
    'spec/implementations/demo.yaml MS2004',
    'spec/models/example.org/a.yaml MS1004',
    'spec/models/example.org/b.yaml MS3005',
  ]);
});

test('findings as data have their places in lines and columns', () => {
  const result = compileText({ 'models/example.org/nic.yaml': `model: example.org/nic\n${fields('a: u8, b: { type: u16, rest: 1 }')}` });
  expect(result.diagnostics.map((each) => renderJson(each, result.sources))).toEqual([
    {
      code: 'MS2001',
      id: 'KEY_UNKNOWN',
      severity: 'error',
      message: 'a field has no key "rest"; did you mean "reset"?',
      place: { file: 'spec/models/example.org/nic.yaml', line: 3, column: 60, endLine: 3, endColumn: 64 },
      related: [],
      help: expect.stringContaining('reset'),
    },
  ]);
});

test('versions that are numbers, wherever a version can stand', () => {
  const impl = (text: string): readonly string[] =>
    compileText({ 'implementations/demo.yaml': `implementation: demo\nframing: native\ndestination: configured\n${text}` }).diagnostics.map(
      (each) => `${each.code} ${each.help}`,
    );
  expect(impl('builds: { 1.10: { models: {} } }\n')).toEqual(['MS1008 write "1.10"']);
  expect(impl('builds: { "1.10.0": { alias: 1.10, models: {} } }\n')).toEqual(['MS2005 write "1.10"']);
  expect(nicFindings(`revisions: [1, 2.0]\n${fields('a: u8')}`)).toEqual([
    'MS2005 versions, revisions and builds are strings, 1 is not',
    'MS2005 versions, revisions and builds are strings, 2.0 is not: unquoted, YAML reads 2',
  ]);
  expect(nicFindings(`versions: { 1.10: {} }\n${fields('a: u8')}`)).toEqual([
    'MS1008 the key 1.10 is not a string: unquoted, YAML reads the number 1.1',
  ]);
  expect(nicFindings(`versions: { 1: {}, "1": {} }\n${fields('a: u8')}`).map((each) => each.slice(0, 6))).toEqual(['MS1008', 'MS1006']);
});

test('expressions that YAML takes apart', () => {
  expect(nicFindings(fields('a: u8, b: { type: u8, when: state.a > 0 }'))).toEqual(['MS2006 an expression is a quoted string']);
  expect(
    nicFindings('state:\n  nic:\n    sources: [test]\n    fields:\n      a: bool\n      b: { type: u8, when: !state.a }\n')[0],
  ).toContain('MS1015 YAML takes the text for a tag, !state.a');
  expect(
    nicFindings('state:\n  nic:\n    sources: [test]\n    fields:\n      a: bool\n      b: { type: u8, when: { state.a: 1 } }\n'),
  ).toEqual(['MS2006 a quoted expression is needed, and YAML reads a map here']);
});
