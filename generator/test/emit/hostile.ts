/** Text that means something to some language, and ways to put it everywhere into a snapshot. */
import type { SnapshotIR } from '../../src/ir/snapshot.js';
import {
  binary,
  boolParam,
  e,
  field,
  int,
  layout,
  param,
  section,
  snapshot,
  state,
  struct,
  structType,
  subsection,
  u,
} from './ts/fixtures.js';

export const hostile = [
  '*/',
  '*/ process.exit(1); /*',
  '*\\/ */',
  "'",
  "'); process.exit(1); ('",
  '"',
  '`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to look like one
  '${process.exit(1)}',
  '\\',
  "\\'",
  '\n',
  '\r\n// x',
  'a\n */ b',
  '\u2028',
  '\u2029*/',
  '</script>',
  '//',
  '/**',
  '@deprecated',
  'x\n@deprecated',
  '{@link x}',
  '\0',
  '\u0007\u001b[2J',
  '\u007f\u0085',
  '\ufeff',
  '\u202e)x(\u2066',
  '\ud800',
  '😀',
  '$& $1 $$',
  '<%= x %> {{x}}',
  '-->',
  '#!',
  '*??/',
  'back\\\nslash',
  '??/',
  'x\\',
  '%:include <x>',
  '#define x',
  '_Static_assert(0, "")',
];

/** Keys under which a snapshot holds text or names of the author's choosing. */
const free = new Set([
  'doc',
  'unit',
  'title',
  'text',
  'name',
  'id',
  'struct',
  'origin',
  'wireName',
  'since',
  'revision',
  'model',
  'path',
  'reason',
  'build',
  'buildId',
  'implementation',
]);

/** Puts text in front of every name and into every text, the same name always becoming the same. */
export function rename<T>(value: T, text: string): T {
  const visit = (node: unknown, key: string, parent: Record<string, unknown> | undefined): unknown => {
    if (typeof node === 'string') {
      // Names of the expression language itself, and of its variables.
      const own = ['device', 'call', 'all', 'exists', 'var'].includes(String(parent?.op));
      return free.has(key) && node !== '' && !own ? `${text}${node}` : node;
    }
    if (Array.isArray(node)) return node.map((item) => visit(item, key, undefined));
    if (typeof node !== 'object' || node === null) return node;
    const record = node as Record<string, unknown>;
    const names = key === 'values' && !('op' in record) && !('kind' in record) && !('name' in record);
    return Object.fromEntries(Object.entries(record).map(([name, item]) => [names ? `${text}${name}` : name, visit(item, name, record)]));
  };
  return visit(value, '', undefined) as T;
}

/** A device with text in places that the device of every kind leaves out. */
export function talkative(): SnapshotIR {
  return snapshot(
    [
      section(
        'words',
        layout(
          [
            field('first', u(8), { doc: 'doc of a field', unit: 'entries', since: 'r2', bounds: { max: e(param('knob'), 'params.knob') } }),
            field('inner', struct('Inner')),
          ],
          {
            invariants: [e(binary('le', state('first'), int(9)), 'state.first <= 9')],
            subsections: [
              subsection('words/sub', binary('ne', state('sub'), int(0)), layout([field('sub', u(8), { doc: 'in a subsection' })]), {
                doc: 'doc of a subsection',
              }),
            ],
          },
        ),
        { doc: 'doc of a section' },
      ),
    ],
    {
      title: 'title',
      migratable: { when: e({ op: 'bool', value: true }, 'true'), reason: 'reason' },
      structs: [
        structType('Inner', layout([field('mode', { kind: 'enum', base: u(8), values: [{ name: 'one', value: '0' }] })]), {
          doc: 'doc of a struct',
          wireName: 'wire',
        }),
      ],
      params: [
        {
          ...boolParam('knob'),
          type: { kind: 'int', bits: 8, signed: false },
          default: e(int(3), '3'),
          off: { kind: 'int', value: '0' },
          doc: 'doc of a param',
          unit: 'knobs',
        },
        {
          ...boolParam('choice'),
          type: { kind: 'enum', values: ['left', 'right'] },
          default: e({ op: 'string', value: 'left' }, 'left'),
          off: { kind: 'string', value: 'left' },
        },
      ],
      constraints: [e(binary('lt', param('knob'), int(10)), 'params.knob < 10')],
      observables: [{ name: 'seen', volatile: true, value: e(state('first'), 'state.first') }],
      invariants: [e(binary('ge', state('first'), int(0)), 'state.first >= 0')],
      versions: [
        { name: 'latest', values: { knob: { kind: 'int', value: '4' }, choice: { kind: 'string', value: 'right' } }, fingerprint: '' },
      ],
      retired: [{ id: 'old', name: 'old', type: { kind: 'bool' }, implied: { kind: 'bool', value: true } }],
    },
  );
}
