/** What the other models do without: marked lists, long fixed arrays, arithmetic beyond 64 bits, tests of resets, texts of params. */
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
} from '../ts/fixtures.js';

const color = (...names: readonly string[]) =>
  ({ kind: 'enum', base: i(16, 'little'), values: names.map((name, index) => ({ name, value: String(index * 700 - 700) })) }) as const;

const request = structType('Request', layout([field('sector', u(64)), field('write', bool)]));
const message = structType(
  'Message',
  layout([field('length', u(8)), field('text', bytes(counted(self('length'), 6))), field('tone', color('low', 'mid', 'high'))]),
);
/** Its reset values are not zero, and hang on each other. */
const knob = structType(
  'Knob',
  layout([
    field('count', u(8), { reset: e(int(2)) }),
    field('levels', array(u(16), counted(self('count'), 4)), { reset: e(int(7)) }),
    field('seal', bytes(3), { reset: e({ op: 'string', value: '0a0b' }) }),
    field('label', { kind: 'string', capacity: 5, lengthBits: 32 }, { reset: e({ op: 'string', value: 'né' }) }),
  ]),
);

const marked = (id: string, capacity: number, more = 1, end = 0) =>
  ({ kind: 'array', element: struct(id), count: { kind: 'marked', capacity, more, end } }) as const;
const reset = (...names: readonly string[]) => ({ op: 'isReset', of: names.map(state) }) as const;

export function odd(framing: 'native' | 'qemu'): SnapshotIR {
  return snapshot(
    [
      section(
        'odd',
        layout(
          [
            field('requests', marked('Request', 3)),
            field('messages', marked('Message', 9, 7, 9)),
            field('table', array(u(32), 1500)),
            field('blob', bytes(5000)),
            field('words', array(array(u(8), 3), 2)),
            field(
              'names',
              array({ kind: 'bytes', length: { kind: 'fixed', value: 4 }, opaque: false }, counted(binary('add', int(1), int(1)), 2)),
            ),
            field('knob', struct('Knob')),
            field('knobs', array(struct('Knob'), 2)),
            field('x', u(64)),
            field('y', i(64)),
            field('shade', color('low', 'mid', 'high')),
            field('hue', {
              kind: 'enum',
              base: u(8),
              values: [
                { name: 'high', value: '1' },
                { name: 'low', value: '2' },
                { name: 'dim', value: '9' },
              ],
            }),
            bounded('near', u(64), { min: e(binary('sub', state('y'), int(9))), max: e(binary('add', state('x'), state('x'))) }),
            bounded('sum', i(64), {
              max: e({ op: 'call', name: 'align', args: [binary('mul', state('x'), int(3)), binary('add', state('y'), int(1))] }),
            }),
            field('when_same', u(8), { when: e(binary('eq', state('shade'), state('hue'))), absent: e(int(5)) }),
            field('when_text', u(8), {
              when: e(
                binary('eq', param('word'), { op: 'if', cond: param('extra'), then: { op: 'string', value: 'ä?' }, else: param('kind') }),
              ),
            }),
          ],
          {
            invariants: [
              e(
                { op: 'exists', in: state('requests'), name: 'r', body: { op: 'field', of: { op: 'var', name: 'r' }, name: 'write' } },
                'a request writes',
              ),
              e(
                binary(
                  'le',
                  { op: 'call', name: 'shiftLeft', args: [state('x'), { op: 'call', name: 'bitAnd', args: [state('near'), int(31)] }] },
                  int(1n << 90n),
                ),
                'not far',
              ),
              e(
                binary(
                  'or',
                  binary('lt', { op: 'size', of: state('messages') }, int(2)),
                  binary(
                    'ne',
                    { op: 'index', of: { op: 'field', of: { op: 'index', of: state('messages'), index: 1 }, name: 'text' }, index: 0 },
                    int(65),
                  ),
                ),
                'no A',
              ),
            ],
            subsections: [
              subsection('odd/touched', { op: 'not', of: reset('knob', 'knobs', 'words', 'table') }, layout([field('extra_a', u(8))]), {
                optional: e(param('extra')),
              }),
              subsection(
                'odd/named',
                { op: 'not', of: reset('names', 'blob', 'shade') },
                layout([field('extra_b', u(8)), field('later', array(u(8), counted(state('extra_b'), 3)))]),
              ),
            ],
          },
        ),
      ),
    ],
    {
      framing,
      implementation: framing,
      model: 'example.org/odd',
      path: 'example.org/odd',
      structs: [request, message, knob],
      params: [
        boolParam('extra'),
        intParam('depth', 16, 8),
        { ...boolParam('word'), type: { kind: 'string' }, default: e({ op: 'string', value: 'low' }), off: { kind: 'string', value: '' } },
        {
          ...boolParam('kind'),
          type: { kind: 'enum', values: ['low', 'odd?'] },
          default: e({ op: 'string', value: 'low' }),
          off: { kind: 'string', value: 'low' },
        },
      ],
    },
  );
}
