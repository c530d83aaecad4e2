import { expect, test } from 'vitest';
import { compileText } from './support.js';

/** What a new author writes, and what the finding says to do. */
function advice(body: string): readonly string[] {
  const { diagnostics } = compileText({ 'models/example.org/nic.yaml': `model: example.org/nic\n${body}` });
  return diagnostics.map((each) => `${each.code} ${each.help?.split('; known here')[0]}`);
}

const fields = (text: string): string => `state: { nic: { sources: [test], fields: { ${text} } } }\n`;
const param = (text: string): string => `params: { n: { ${text}, guest-visible: false, sources: [test] } }\n${fields('ctrl: u32')}`;

test('types of other languages', () => {
  expect(advice(fields('a: uint32_t, b: int16, c: boolean, d: be64, e: u24'))).toEqual([
    'MS3005 write u32',
    'MS3005 write i16',
    'MS3005 write bool',
    'MS3005 write u64, with byte-order: big on the field or its section',
    'MS3005 write u8, u16, u32, u64 (i8 … i64 with a sign), or bytes with a length for other widths',
  ]);
  expect(advice(fields('a: Rnig'))[0]).toContain('known here: u8');
});

test('keys that stand a level too high', () => {
  expect(advice('state: { nic: { sources: [test], ctrl: u32 } }\n')).toEqual(['MS2001 write it under `fields:`']);
  expect(advice(`${fields('ctrl: u32')}situations: { on: { ctrl: 1 } }\n`)).toEqual(['MS2001 write it under `state:`']);
  expect(advice('fields: { ctrl: u32 }\n')).toEqual(['MS2001 "fields" is a key of a struct type, a subsection and of a section']);
  expect(advice(`${fields('ctrl: u32')}situations: { on: { state: { nic: { ctrl: 1 } } } }\n`)).toEqual([
    'MS3016 "nic" is a section: name its variables without it, and an inner one as ring.num',
  ]);
});

test('values as other languages write them', () => {
  expect(advice(param('type: bool, off: false, default: yes'))).toEqual(['MS2006 write true']);
  expect(advice(param('type: u32, off: 0, default: 10 Gbit'))).toEqual([
    'MS2006 write the number alone, such as 10; of a param or field, `unit` says of what',
  ]);
  expect(advice(`ram: { rom: 64 KiB }\n${fields('ctrl: u32')}`)).toEqual([
    'MS2006 write the number alone, such as 65536; of a param or field, `unit` says of what',
  ]);
});

test('expressions of other languages', () => {
  const rule = (text: string): readonly string[] => advice(`${param('type: u8, off: 0, default: 1')}constraints: ["${text}"]\n`);
  expect(rule('params.n > 1 and params.n < 9')).toEqual(['MS2009 write `&&`']);
  expect(rule('not params.n > 1')).toEqual(['MS2009 write `!`']);
  expect(rule('if params.n > 1 then true else false')).toEqual(['MS2009 write `c ? a : b`']);
  expect(rule('state.ctrl > 1')).toEqual(['MS3010 this is worked out before there is a device: params and facts alone are known']);
  expect(rule('machine.cpus > 1')[0]).toContain('declare it under `machine-facts`');
});

test('one mistake of YAML in a line is one finding', () => {
  expect(advice('state: { nic: { sources: [test], fields: { a: u8[4], b: [u8, 4] } } }\n')).toEqual([
    'MS1004 a text with brackets, braces, commas or quotes in it is quoted as a whole: "u8[4]"',
  ]);
  const { diagnostics } = compileText({ 'models/example.org/nic.yaml': 'model: [' });
  expect(diagnostics.map(({ code }) => code)).toEqual(['MS1004']);
  expect(advice('state:\n\tnic: {}\n')).toEqual(['MS1004 indent with spaces, two for each level']);
});

test('a value that does not fit is named', () => {
  const type = 'type: flags, of: u32, bits: { csum: 0, tso: 1 }, off: 0';
  expect(advice(param(`${type}, default: [csum, tos]`))).toEqual(['MS4008 known here: csum, tso']);
  expect(advice(param('type: flags, of: u32, bits: { csum: 32 }, off: 0, default: 0')).map((each) => each.slice(0, 6))).toEqual(['MS5005']);
  expect(advice(fields('a: { type: string, capacity: 4, reset: "hello" }')).map((each) => each.slice(0, 6))).toEqual(['MS5005']);
  expect(advice(fields('a: { type: u8, own: { masked: 0x1f0 } }'))).toEqual(['MS5005 write 0xf0, or take a wider type']);
});
