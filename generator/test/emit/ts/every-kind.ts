/** A device with every kind of field, bound and nesting that the plan knows, in either framing. */
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import {
  array,
  binary,
  bool,
  boolParam,
  bounded,
  bytes,
  counted,
  e,
  field,
  i,
  int,
  intParam,
  layout,
  param,
  section,
  self,
  snapshot,
  state,
  struct,
  structType,
  subsection,
  u,
} from './fixtures.js';

const mode = {
  kind: 'enum',
  base: u(8),
  values: [
    { name: 'off', value: '0' },
    { name: 'slow', value: '3' },
    { name: 'fast', value: '200' },
  ],
} as const;
const wide = {
  kind: 'enum',
  base: u(64, 'little'),
  values: [
    { name: 'small', value: '0' },
    { name: 'huge', value: '18446744073709551615' },
  ],
} as const;
const flags = {
  kind: 'flags',
  base: u(32),
  names: [
    { name: 'first', bit: 0 },
    { name: 'last', bit: 31 },
  ],
} as const;

const point = structType('Point', layout([field('x', i(16)), field('y', i(16)), field('lit', bool)]));
const shape = structType(
  'Shape',
  layout([field('kind', mode), field('corners', u(8)), field('points', array(struct('Point'), counted(self('corners'), 5)))], {
    invariants: [e(binary('ne', self('corners'), int(1)), 'a shape does not have one corner')],
    subsections: [
      subsection(
        'Shape/label',
        binary('gt', { op: 'size', of: self('label') }, int(0)),
        layout([field('label_length', u(8)), field('label', bytes(counted(self('label_length'), 9)))]),
      ),
    ],
  }),
  { version: 2 },
);

const plain = layout([
  field('a', u(8)),
  field('b', i(8)),
  field('c', u(16)),
  field('d', i(16, 'little')),
  field('f', u(32, 'little')),
  field('g', i(32)),
  field('h', u(64)),
  field('k', i(64, 'little')),
  field('on', bool),
  field('mode', mode),
  field('wide', wide),
  bounded('flags', flags, { reserved: '6' }),
  bounded('level', u(16), { min: e(int(2)), max: e(param('levels')) }),
  field('', { kind: 'padding', length: 3, read: 'zero' }),
  field('', { kind: 'padding', length: 2, read: 'ignored' }),
  field('filler', u(16), { filler: e(binary('add', param('levels'), int(1))) }),
  field('mac', bytes(6), { reset: e({ op: 'string', value: '525400' }) }),
  field('small', array(u(32, 'little'), 3)),
  field('big', array(u(32), 20)),
  field('signed', array(i(16, 'little'), 17)),
  field('longs', array(u(64), 18)),
  field('octets', array(u(8), 5)),
  field('switches', array(bool, 3)),
  field('modes', array(mode, 2)),
  field('grid', array(array(u(16), 2), 2)),
  field('corner', struct('Point')),
  field('line', array(struct('Point'), 2)),
]);

const varying = layout(
  [
    field('count', u(8)),
    field('list', array(u(16), counted(state('count'), 6))),
    bounded('long', array(u(32, 'little'), counted(binary('mul', state('count'), int(4)), 24)), { max: e(int(0xfffffff0)) }),
    field('blob', bytes(counted(binary('add', state('count'), int(1)), 7))),
    field('name', { kind: 'string', capacity: 12, lengthBits: 16 }),
    field('shape', struct('Shape')),
    field('shapes', array(struct('Shape'), counted(state('count'), 6))),
    field('stuffing', array(u(32, 'little'), counted(binary('sub', int(5), state('count')), 6)), {
      filler: e(binary('add', state('early'), int(0x100))),
    }),
    field('gap', bytes(counted(state('count'), 6)), { filler: e({ op: 'string', value: 'abcd' }) }),
    field('extra', u(32), { when: e(param('extra')), absent: e(int(7)) }),
    field('extra_name', { kind: 'string', capacity: 4, lengthBits: 8 }, { when: e(param('extra')) }),
    field('later', u(16), { when: e(binary('ge', { op: 'version' }, int(2))), reset: e(int(9)) }),
    bounded('early', u(8), { max: e(state('late')) }),
    field('late', u(8), { reset: e(int(10)) }),
    bounded('echo', u(16), { own: { compare: 'equal', value: e(param('levels')) } }, { reset: e(param('levels')) }),
    bounded('cap', u(32), { own: { compare: 'at-most', value: e(int(100)) } }),
    bounded(
      'image',
      bytes(4),
      {
        own: {
          compare: 'masked',
          value: e({ op: 'string', value: 'a1b2c3d4' }, 'image'),
          mask: e({ op: 'string', value: 'ff0f' }, 'mask'),
        },
      },
      { reset: e({ op: 'string', value: 'a1b2c3d4' }) },
    ),
    bounded('acked', u(64), { negotiated: e(int(0x8000000000000005n)) }),
    bounded('pins', array(u(16), 4), { min: e(int(0)), max: e(int(999)) }),
  ],
  {
    invariants: [
      e(binary('le', state('early'), state('late')), 'early <= late'),
      e(binary('lt', state('count'), param('levels')), 'count < levels'),
    ],
    subsections: [
      subsection(
        'varying/first',
        binary('ne', state('x1'), int(5)),
        layout([field('x1', u(32), { absent: e(int(5)), reset: e(int(5)) }), field('copies', array(u(8), counted(state('count'), 6)))], {
          subsections: [subsection('varying/first/inner', binary('gt', state('x2'), int(0)), layout([field('x2', u(8))]), { version: 3 })],
        }),
      ),
      subsection(
        'varying/second',
        binary('ne', state('x3'), int(0)),
        layout([field('x3', i(64))], { invariants: [e(binary('ge', state('x3'), int(-5)), 'x3 >= -5')] }),
        {
          optional: e(binary('gt', state('count'), int(2)), 'count > 2'),
        },
      ),
    ],
  },
);

export function everyKind(framing: 'native' | 'qemu'): SnapshotIR {
  return snapshot(
    [
      section('plain', plain),
      section('varying', varying, {
        name: [e({ op: 'device', name: 'path' }), '/varying'],
        instance: e({ op: 'device', name: 'instance' }),
        version: 2,
        minimum: 1,
      }),
      section('maybe', layout([field('lost', u(16), { reset: e(int(3)), absent: e(int(4)) })]), {
        optional: e(binary('lt', state('lost'), int(100)), 'lost < 100'),
      }),
    ],
    {
      framing,
      implementation: framing,
      params: [boolParam('extra'), intParam('levels', 16, 8)],
      structs: [point, shape],
      invariants: [e(binary('le', state('a'), state('lost')), 'a <= lost')],
      observables: [{ name: 'sum', volatile: false, value: e(binary('add', state('c'), param('levels')), 'c + levels') }],
      versions: [
        { name: '2', values: { extra: { kind: 'bool', value: true }, levels: { kind: 'int', value: '20' } }, fingerprint: '' },
        { name: '1', values: { extra: { kind: 'bool', value: false }, levels: { kind: 'int', value: '8' } }, fingerprint: '' },
      ],
      constraints: [e(binary('gt', param('levels'), int(1)), 'params.levels > 1')],
      hidden: [field('secret', u(32), { reset: e(int(77)) })],
    } as Partial<SnapshotIR>,
  );
}
