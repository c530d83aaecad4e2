import { expect, test } from 'vitest';
import { nicFindings } from '../compile/support.js';

const slot = 'params:\n  slot: { type: u16, off: 0, default: 0, range: 0..1023, guest-visible: false, sources: [test] }\n';
const kind = 'params:\n  kind: { type: enum, values: [rx, tx], off: rx, default: rx, guest-visible: false, sources: [test] }\n';
const two = (a: string, b: string): string =>
  `state:\n  a: { sources: [test], ${a}, fields: { one: u8 } }\n  b: { sources: [test], ${b}, fields: { two: u8 } }\n`;

test('sections that some configuration calls the same', () => {
  expect(nicFindings(kind + two(`name: "q-\${params.kind}"`, 'name: q-tx'))).toEqual([
    'MS5026 b and a have the same name and instance on the wire when kind is tx',
  ]);
  expect(nicFindings(kind + two(`name: "q-\${params.kind}"`, 'name: q-other'))).toEqual([]);
  expect(nicFindings(kind + two(`name: "q-\${params.kind}"`, 'name: q-tx, instance: 1'))).toEqual([]);
});

test('an instance that is cut meets another one at the end of the range', () => {
  const cut = 'name: q, instance: "bitAnd(params.slot, 255)"';
  expect(nicFindings(slot + two(cut, 'name: q, instance: "params.slot"'))).toEqual([
    'MS5026 b and a have the same name and instance on the wire when slot is 0',
  ]);
  expect(nicFindings(slot + two(cut, 'name: q, instance: 255'))).toEqual([
    'MS5026 b and a have the same name and instance on the wire when slot is 1023',
  ]);
  expect(nicFindings(slot + two(cut, 'name: q, instance: 256'))).toEqual([]);
});

test('a constraint keeps two apart', () => {
  const both = slot + two('name: q, instance: "params.slot"', 'name: q, instance: 1023');
  expect(nicFindings(both)).toHaveLength(1);
  expect(nicFindings(`${slot}constraints: ["params.slot < 1023"]\n${both.slice(slot.length)}`)).toEqual([]);
});

test('a counted instance meets a fixed one', () => {
  expect(nicFindings(two('name: q, instance: "device.instance"', 'name: q, instance: 7'))).toEqual([
    'MS5026 b and a have the same name and instance on the wire when device.instance is 7',
  ]);
  expect(nicFindings(two(`name: "\${device.path}/q"`, 'name: q'))).toEqual([]);
  expect(nicFindings(two('name: q, instance: "device.instance"', 'name: q, instance: "device.instance + 1"'))).toEqual([]);
});

test('a name that is too long for one value of a param, and an instance that is too large', () => {
  const long = `params:\n  kind: { type: enum, values: [rx, ${'t'.repeat(90)}], off: rx, default: rx, guest-visible: false, sources: [test] }\n`;
  const state = `state:\n  a: { sources: [test], name: "\${params.kind}\${params.kind}\${params.kind}", fields: { one: u8 } }\n`;
  expect(nicFindings(long + state).map((each) => each.slice(0, 65))).toEqual([
    'MS5025 the name of the section has 270 bytes on the wire when kin',
  ]);
  expect(nicFindings(kind + state)).toEqual([]);
  expect(nicFindings(slot + two('instance: "params.slot * 4198405"', 'instance: "params.slot * 4198404"'))).toEqual([
    'MS5041 the instance of a is 4294968315 when slot is 1023; the wire holds 0 to 4294967295',
  ]);
});

test('blocks of RAM have one name each', () => {
  const ram = (name: string): string =>
    `${kind}ram: { "\${params.kind}": 4096, ${name}: 4096 }\nstate:\n  a: { sources: [test], fields: { one: u8 } }\n`;
  expect(nicFindings(ram('tx'))).toEqual([`MS5076 the RAM blocks tx and \${params.kind} have the same name when kind is tx`]);
  expect(nicFindings(ram('other'))).toEqual([]);
});
