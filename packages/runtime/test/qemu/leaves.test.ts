import { expect, test } from 'vitest';
import { bytesSource, descriptionLeaves, findDescription, plainReader } from '../../src/framing/qemu/index.js';
import { smallStream } from './small-stream.js';

function leavesOf(fields: unknown, subsections: unknown = []): string[] {
  const description = { devices: [{ name: 'clock', instance_id: 0, vmsd_name: 'clock', version: 1, fields, subsections }] };
  const found = findDescription(bytesSource(smallStream({ description })));
  const [section] = found?.sections ?? [];
  if (section === undefined) throw new Error('no description');
  return [...descriptionLeaves(section)].map(({ path, type, offset, size, count }) => `${offset} ${path}: ${type} ${size}x${count}`);
}

const u8 = (name: string): unknown => ({ name, type: 'uint8', size: 1 });
const element = (more: object): unknown => ({
  ...{ name: 'drives', type: 'struct', size: 1, struct: { vmsd_name: 'drive', version: 1, fields: [u8('changed')] } },
  ...more,
});

test('elements of an array are counted, however a build numbers them', () => {
  const want = ['0 drives[0].changed: uint8 1x1', '1 drives[1].changed: uint8 1x1', '2 drives[2].changed: uint8 1x1'];
  expect(leavesOf([element({ index: 0 }), element({ index: 1 }), element({ index: 2 })])).toEqual(want);
  expect(leavesOf([element({ index: 0 }), element({ index: 1 }), element({})])).toEqual(want);
  expect(leavesOf([element({}), element({}), element({})])).toEqual(want);
  expect(leavesOf([element({ array_len: 3 })])).toEqual(want);
  expect(leavesOf([element({})])).toEqual(['0 drives.changed: uint8 1x1']);
  expect(leavesOf([element({ index: 4 })])).toEqual(['0 drives[4].changed: uint8 1x1']);
});

test('fields of one name that are no array keep it', () => {
  const nested = { name: 'parent', type: 'struct', size: 1, struct: { vmsd_name: 'device', version: 2, fields: [u8('a')] } };
  const other = { name: 'parent', type: 'msix state', size: 9 };
  expect(leavesOf([nested, other, u8('b'), nested])).toEqual([
    '0 parent.a: uint8 1x1',
    '1 parent: msix state 9x1',
    '10 b: uint8 1x1',
    '11 parent.a: uint8 1x1',
  ]);
});

test('structs are inline under any type that has an inside, and other types are bytes', () => {
  const inline = { vmsd_name: 'x', version: 1, fields: [{ name: 'mant', type: 'uint64', size: 8 }, u8('exp')] };
  expect(
    leavesOf([
      { name: 't', type: 'tmp', size: 9, ...inline },
      { name: 'v', type: 'vstruct', size: 9, ...inline },
      { name: 'q', type: 'qtailq', size: 11, ...inline },
      { name: 'irqs', type: 'int32', size: 4, array_len: 8 },
    ]),
  ).toEqual([
    '0 t.mant: uint64 8x1',
    '8 t.exp: uint8 1x1',
    '9 v.mant: uint64 8x1',
    '17 v.exp: uint8 1x1',
    '18 q: qtailq 11x1',
    '29 irqs: int32 4x8',
  ]);
});

test('subsections come behind the fields of their struct, and the parent goes on', () => {
  const subsection = {
    vmsd_name: 'kid/more',
    version: 1,
    fields: [u8('x')],
    subsections: [{ vmsd_name: 'kid/more/yet', version: 1, fields: [u8('y')] }],
  };
  const kid = {
    name: 'kid',
    type: 'struct',
    size: 35,
    struct: { vmsd_name: 'kid', version: 1, fields: [u8('a')], subsections: [subsection] },
  };
  expect(leavesOf([kid, u8('b')], [{ vmsd_name: 'clock/z', version: 1, fields: [u8('z')] }])).toEqual([
    '0 kid.a: uint8 1x1',
    '1 kid.<kid/more>: subsection 14x1',
    '15 kid.<kid/more>.x: uint8 1x1',
    '16 kid.<kid/more>.<kid/more/yet>: subsection 18x1',
    '34 kid.<kid/more>.<kid/more/yet>.y: uint8 1x1',
    '35 b: uint8 1x1',
    '36 <clock/z>: subsection 13x1',
    '49 <clock/z>.z: uint8 1x1',
  ]);
});

test('bytes of a struct that are not described have a leaf of their own', () => {
  const wide = { name: 's', array_len: 2, type: 'struct', size: 4, struct: { vmsd_name: 's', version: 1, fields: [u8('a')] } };
  expect(leavesOf([wide, u8('b')])).toEqual([
    '0 s[0].a: uint8 1x1',
    '1 s[0]: not described 3x1',
    '4 s[1].a: uint8 1x1',
    '5 s[1]: not described 3x1',
    '8 b: uint8 1x1',
  ]);
});

test('plain types: big-endian, signed or not, "le" is a comparison and no byte order', () => {
  const view = new DataView(
    Uint8Array.of(0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x30, 1).buffer,
  );
  const value = (type: string, size: number, offset: number): unknown => plainReader(type, size)?.(view, offset);
  expect([value('int8', 1, 3), value('uint8', 1, 3), value('uint8 equal', 1, 7)]).toEqual([-2, 254, 2]);
  expect([value('int16', 2, 2), value('uint16', 2, 2), value('uint16 equal', 2, 6)]).toEqual([-2, 65534, 2]);
  expect([value('int32', 4, 0), value('uint32', 4, 0), value('int32 le', 4, 4), value('int32 equal', 4, 0)]).toEqual([
    -2, 4294967294, 2, -2,
  ]);
  expect([value('int64', 8, 0), value('uint64', 8, 0)]).toEqual([-8589934590n, 0xfffffffe00000002n]);
  expect([value('timer', 8, 0), value('timer', 8, 8)]).toEqual([0xfffffffe00000002n, null]);
  expect([value('bool', 1, 17), value('bool', 1, 4), value('bool', 1, 7)]).toEqual([true, false, 2]);
  expect([value('ptr-marker', 1, 16), value('ptr-marker', 1, 17)]).toEqual([null, 1]);
  expect([value('buffer', 4, 0), value('uint32', 8, 0), value('uint24', 3, 0), value('virtio', 4, 0)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
