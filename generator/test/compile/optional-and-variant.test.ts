/** An optional value and a variant are written as one field each, and are several variables behind it. */
import { expect, test } from 'vitest';
import type { ModelIR } from '../../src/ir/spec.js';
import { compileNic, fields, nicFindings } from './support.js';

const shown = (model: ModelIR): unknown =>
  model.sections[0]?.fields.map(({ name, type, when, added }) => [name, type.kind, when?.text, ...(added > 0 ? [added] : [])]);
const types = 'types: { Socket: { fields: { port: u16 } }, Pair: { fields: { on: { type: u8, marker: {} } } } }\n';

test('a marker, and the value where it says so', () => {
  expect(shown(compileNic(fields('cursor: { type: u16, marker: {}, reset: 3 }')))).toEqual([
    ['cursor_present', 'bool', undefined],
    ['cursor', 'int', 'state.cursor_present'],
  ]);
  const other = compileNic(fields('n: u8, cursor: { type: u16, marker: { present: 49, absent: 48 }, when: "state.n > 0" }'));
  expect(shown(other)).toEqual([
    ['n', 'int', undefined],
    ['cursor_present', 'enum', 'state.n > 0'],
    ['cursor', 'int', "state.cursor_present == 'present'"],
  ]);
  const tag = other.sections[0]?.fields[1]?.type;
  expect(tag?.kind === 'enum' ? tag.values : []).toEqual([
    { name: 'absent', value: '48' },
    { name: 'present', value: '49' },
  ]);
});

test('inside a struct the marker is one of its own fields', () => {
  const model = compileNic(`${types}${fields('pair: Pair')}`);
  expect(model.structs[0]?.fields.map(({ name, when }) => [name, when?.text])).toEqual([
    ['on_present', undefined],
    ['on', 'self.on_present'],
  ]);
});

test('a tag, and each case where the tag says so', () => {
  const text = 'back: { type: variant, of: u16, added: b, cases: { none: { value: 0 }, net-socket: { value: 7, type: Socket } } }';
  expect(shown(compileNic(`revisions: ["a", "b"]\n${types}${fields(text)}`))).toEqual([
    ['back', 'enum', undefined, 1],
    ['back_net_socket', 'struct', "state.back == 'net-socket'", 1],
  ]);
});

test('what is wrong is found where it was written', () => {
  const findings = (text: string): readonly string[] => nicFindings(`${types}${fields(`pair: Pair, ${text}`)}`);
  const socket = 'socket: Socket';
  expect(findings(`${socket}, x: { type: u8, marker: { present: 2, absent: 2 } }`)).toEqual(['MS5061 both markers are 2']);
  expect(findings(`${socket}, x: { type: variant }`)).toEqual(['MS5011 type variant needs "cases"']);
  expect(findings(`${socket}, x: { type: variant, cases: { a: { value: 1 }, b: { value: 1 } } }`)).toEqual(['MS5006 1 is already "a"']);
  expect(findings(`${socket}, x: { type: variant, cases: { a: { value: 300 } } }`)).toEqual([
    'MS5005 300 does not fit u8, which carries the enum',
  ]);
  expect(findings('x: { type: variant, cases: { a: { value: 1, type: Sockte } } }')).toContain(
    'MS3005 there is no type "Sockte"; did you mean "Socket"?',
  );
  expect(findings(`${socket}, x: { type: u8, marker: {} }, x_present: bool`)).toEqual([
    'MS5001 "x_present" is already a variable of the state at the same revision',
  ]);
});
