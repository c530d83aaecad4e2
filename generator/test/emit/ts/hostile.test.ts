/** Whatever text a spec holds, it stays text: the code has the same syntax tree as with harmless text, and it works. */
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import { everyKind } from './every-kind.js';
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
} from './fixtures.js';
import { EmittedPackage, emit, typeErrors } from './harness.js';

const hostile = [
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
function rename<T>(value: T, text: string): T {
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
function talkative(): SnapshotIR {
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

/** Kinds of all nodes of all files, and the number of files. */
function kinds(files: ReadonlyMap<string, string>): readonly string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.ts'))
    .map(([path, text]) => {
      const found: number[] = [];
      const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022, true);
      const errors = (file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics;
      if (errors.length > 0) throw new Error(`${path} does not parse:\n${text}`);
      const visit = (node: ts.Node): void => {
        found.push(node.kind);
        ts.forEachChild(node, visit);
      };
      visit(file);
      return found.join(' ');
    });
}

const harmless = 'some words ';
const forms = [talkative(), everyKind('native'), everyKind('qemu')];

test('hostile text gives the same syntax tree as harmless text', () => {
  const compare = (forms: readonly SnapshotIR[], texts: readonly string[]): void => {
    const plain = kinds(emit(rename(forms, harmless)));
    for (const text of texts) {
      const files = emit(rename(forms, `${text} `));
      const found = kinds(files);
      const wrong = found.findIndex((each, index) => each !== plain[index]);
      expect([text, found.length, wrong < 0 ? 'same' : [...files.values()][wrong]]).toEqual([text, plain.length, 'same']);
      for (const [path, content] of files) {
        // Nothing invisible, nothing that turns the direction of what a reader sees.
        const seen = /[^\n\P{Cc}]|[\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u.exec(content);
        expect([path, text, seen?.[0]]).toEqual([path, text, undefined]);
        expect(path).toMatch(/^[A-Za-z0-9._@/-]+$/);
      }
    }
  };
  compare([talkative()], hostile);
  compare(forms, [hostile.join(' ')]);
});

test('and it works under such names', async () => {
  // No name on the wire has NUL or half a surrogate pair: the reader refuses those.
  for (const text of hostile.filter((each) => !each.includes('\0') && each.isWellFormed())) {
    const files = emit(rename([talkative()], text));
    const type = await new EmittedPackage(files).device(`${text}test@1`, `${text}example.org/thing`);
    const device = type.create({ [`${text}knob`]: 5 });
    device.state = { ...device.state, [`${text}first`]: 2, [`${text}sub`]: 3 };
    const other = type.create('');
    other.load(device.save());
    expect([text, other.state]).toEqual([
      text,
      { [`${text}first`]: 2, [`${text}inner`]: { [`${text}mode`]: `${text}one` }, [`${text}sub`]: 3 },
    ]);
    expect(other.observables()).toEqual({ [`${text}seen`]: 2 });
  }
});

test('words that mean something to JavaScript or to the generated code are names like any other', async () => {
  const words = `__proto__ constructor prototype hasOwnProperty toString valueOf default class await async arguments eval new this
    cursor offset end u8 view env state self value version params index error outer Cursor State Params Input Env section size
    encode decode reset absent subsections bytes run prefix undefined NaN null true false Array Uint8Array Number BigInt Object
    within readText isResetValue let const var function import export yield static enum i i_2 element`.split(/\s+/);
  const files = emit([
    snapshot(
      [
        section(
          'words',
          layout(
            [
              ...words.map((word) => field(word, u(16))),
              field('list', { kind: 'array', element: { kind: 'bool' }, count: { kind: 'fixed', value: 3 } }),
            ],
            {
              invariants: words.map((word) => e(binary('le', state(word), int(999)), word)),
              subsections: [
                subsection(
                  'words/more',
                  binary('and', binary('ne', state('cursor'), int(0)), binary('ne', state('more'), int(0))),
                  layout([field('more', u(8))]),
                ),
              ],
            },
          ),
        ),
      ],
      { structs: [] },
    ),
  ]);
  expect(typeErrors(files)).toEqual([]);
  const type = await new EmittedPackage(files).device('test@1', 'example.org/thing');
  const device = type.create();
  const values = Object.fromEntries(words.filter((word) => word !== '__proto__').map((word, index) => [word, index + 1]));
  const filled = { ...device.state, ...values, more: 7 };
  Object.defineProperty(filled, '__proto__', { value: 500, enumerable: true, configurable: true, writable: true });
  device.state = filled;
  const other = type.create();
  other.load(device.save());
  expect(Object.entries(other.state).sort()).toEqual(Object.entries(filled).sort());
});

test('the same emitted package whatever the order of the input', () => {
  const again = emit([...forms].reverse());
  expect([...emit(forms)].sort()).toEqual([...again].sort());
});
