import { expect, test } from 'vitest';
import { compileNic, fields, nicFindings } from './support.js';

test('64-bit constants are lossless, decimal and hex', () => {
  const model = compileNic(
    fields(
      'a: { type: u64, reset: 0xffdffffffffffffe, reserved: 9007199254740993 }, b: { type: i64, reset: -9223372036854775808, min: -9223372036854775808 }',
    ) +
      'params:\n  big: { type: u64, range: 0..0xffffffffffffffff, default: 18446744073709551615, off: 0, guest-visible: false, sources: [test] }\n',
  );
  const [a, b] = model.sections[0]?.fields ?? [];
  expect(a?.reset?.expr).toEqual({ op: 'int', value: '18437736874454810622' });
  expect(a?.bounds.reserved).toBe('9007199254740993');
  expect(b?.reset?.expr).toEqual({ op: 'int', value: '-9223372036854775808' });
  expect(model.params[0]?.default[0]?.value.expr).toEqual({ op: 'int', value: '18446744073709551615' });
  expect(model.params[0]?.range[0]?.value.items).toEqual([{ min: '0', max: '18446744073709551615' }]);
});

test('every type of field', () => {
  const model = compileNic(
    fields(
      [
        'n: { type: u16, byte-order: little }',
        'on: bool',
        'link: { type: enum, of: u16, values: { down: 0, up: 7 }, reset: up }',
        'mode: { type: flags, of: u32, bits: { b: 3, a: 0 }, reset: [a, b] }',
        'raw: "u8[6]"',
        'blob: { type: bytes, length: "state.n", capacity: 32, opaque: true, reset: [1, 255] }',
        'text: { type: string, capacity: 300, of: u16, reset: hi }',
        'list: { type: i32, count: 4, min: -1, max: 1 }',
        'pad: { type: padding, length: 3, read: ignored }',
        'echo: { type: u8, filler: "bitAnd(state.n, 0xff)" }',
      ].join(', '),
    ),
  );
  const types = Object.fromEntries((model.sections[0]?.fields ?? []).map((field) => [field.name, field]));
  expect(types.n?.type).toEqual({ kind: 'int', bits: 16, signed: false, order: 'little' });
  expect(types.link?.type).toEqual({
    kind: 'enum',
    base: { bits: 16, signed: false, order: 'big' },
    values: [
      { name: 'down', value: '0' },
      { name: 'up', value: '7' },
    ],
  });
  expect(types.link?.reset).toEqual({ text: 'up', expr: { op: 'string', value: 'up' } });
  expect(types.mode?.reset?.expr).toEqual({ op: 'int', value: '9' });
  expect(types.raw?.type).toEqual({ kind: 'bytes', length: { kind: 'fixed', value: 6 }, opaque: false });
  expect(types.blob?.reset?.expr).toEqual({ op: 'string', value: '01ff' });
  expect(types.text?.type).toEqual({ kind: 'string', capacity: 300, lengthBits: 16 });
  expect(types.list?.type).toMatchObject({ kind: 'array', count: { kind: 'fixed', value: 4 } });
  expect(types['']?.type).toEqual({ kind: 'padding', length: 3, read: 'ignored' });
  expect(types.echo?.filler).toBeDefined();
});

test('comparisons with the own value', () => {
  const model = compileNic(
    fields(
      'a: { type: u8, own: equal }, b: { type: u8, reset: 5, own: at-most }, c: { type: u16, reset: 3, own: { masked: 0xf0 } }, d: { type: u16, own: { compare: masked, value: 9, mask: "255 + 1" } }',
    ),
  );
  expect(model.sections[0]?.fields.map((field) => field.bounds.own)).toEqual([
    { compare: 'equal', value: { text: '0', expr: { op: 'int', value: '0' } } },
    { compare: 'at-most', value: { text: '5', expr: { op: 'int', value: '5' } } },
    { compare: 'masked', value: { text: '3', expr: { op: 'int', value: '3' } }, mask: { text: '0xf0', expr: { op: 'int', value: '240' } } },
    expect.objectContaining({ compare: 'masked', value: { text: '9', expr: { op: 'int', value: '9' } } }),
  ]);
});

test('below is one more than an inclusive maximum, for constants and for expressions', () => {
  const model = compileNic(
    `${fields('a: { type: u64, below: 0x10000000000000000 }, b: { type: u16, below: "params.size" }')}params:\n  size: { type: u16, range: 1..65535, default: 4, guest-visible: false, sources: [test] }\n`,
  );
  const [a, b] = model.sections[0]?.fields ?? [];
  expect(a?.bounds.max?.expr).toEqual({ op: 'int', value: '18446744073709551615' });
  expect(b?.bounds.max).toEqual({
    text: '(params.size) - 1',
    expr: { op: 'sub', left: { op: 'param', id: 'size' }, right: { op: 'int', value: '1' } },
  });
});

test('keys that mean nothing for a type, and keys that a type needs', () => {
  expect(
    nicFindings(fields('a: { type: u8, length: 4 }, b: { type: bytes }, c: { type: enum, values: { x: 300 } }, d: { type: bool, max: 1 }')),
  ).toEqual([
    'MS5003 "length" means nothing for u8',
    'MS5011 type bytes needs "length"',
    'MS5005 300 does not fit u8, which carries the enum',
    'MS5003 "max" means nothing for bool',
  ]);
});

test('opaque state is a section with its length in front', () => {
  const model = compileNic('state:\n  vendor: { opaque: true, max-size: 64 MiB, sources: [test] }\n');
  expect(model.opaque).toEqual({ maxSize: 67_108_864 });
  const [section] = model.sections;
  expect(section?.fields.map((field) => [field.name, field.type.kind])).toEqual([
    ['vendor_size', 'int'],
    ['vendor', 'bytes'],
  ]);
  expect(section?.fields[1]?.type).toMatchObject({ opaque: true, length: { kind: 'counted', capacity: 67_108_864 } });
});

test('a section may be named by expressions over the device', () => {
  const model = compileNic(`state:
  nic:
    name: "\${device.path}/nic-\${params.port}"
    instance: "device.instance"
    sources: [test]
    fields: { a: u8 }
params:
  port: { type: u8, default: 0, guest-visible: false, sources: [test] }
`);
  expect(model.sections[0]?.name).toEqual([
    { text: 'device.path', expr: { op: 'device', name: 'path' } },
    '/nic-',
    { text: 'params.port', expr: { op: 'param', id: 'port' } },
  ]);
});
