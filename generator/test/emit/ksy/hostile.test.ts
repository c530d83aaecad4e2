/** Hostile text and names: what a spec says stays text in every language that Kaitai writes, and nothing of it runs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiled, parseDescription } from '../../../../conformance/test/ksy/kaitai.js';
import { Ids } from '../../../src/emit/ksy/ids.js';
import { docText, quote } from '../../../src/emit/ksy/text.js';
import type { FieldType } from '../../../src/ir/layout.js';
import {
  binary,
  bool,
  boolParam,
  e,
  field,
  int,
  layout,
  param,
  section,
  snapshot,
  struct,
  structType,
  subsection,
  u,
} from '../ts/fixtures.js';
import { Both, descriptions } from './emitted.js';

const attacks = [
  'x */ globalThis.KSY_RAN = 1; /*',
  'x """ + exec("import os") + """',
  '\\u002a\\u002f System.exit(1); \\u002f\\u002a',
  "'''; raise SystemExit; '''",
  'one\nline: globalThis.KSY_RAN = 1\u2028two',
  '\\N{BULLET} \\x \\',
  'end """ here',
  '\u202e reversed \u0000',
  '$\x7bglobalThis.KSY_RAN = 1} `id` #{1}',
];

/** Words that mean something in one language or the other. */
const words = [
  'class',
  'constructor',
  'toString',
  'def',
  'None',
  'self',
  'this',
  'type',
  'on',
  'yes',
  'null',
  'mut',
  'read',
  'getClass',
  '_io',
  'a b',
  '1st',
];

const modes: FieldType = {
  kind: 'enum',
  base: u(8),
  values: ['off', 'none', 'mro', 'class', 'Off'].map((name, value) => ({ name, value: String(value) })),
};
const hostile = snapshot(
  [
    section(
      'object',
      layout(
        [
          ...words.map((name, at) =>
            field(name, u(8), { doc: attacks[at % attacks.length] ?? '', unit: attacks[(at + 1) % attacks.length] ?? '' }),
          ),
          field('mode', modes, { doc: attacks.join(' ') }),
          field('inner', struct('Error')),
          field('x', bool, { when: e(binary('eq', param('say'), { op: 'string', value: '"; globalThis.KSY_RAN = 1; "' })) }),
        ],
        {
          invariants: [e(binary('le', { op: 'state', name: 'class' }, int(200)), attacks[0])],
          subsections: [
            subsection('object/a"b\\', binary('gt', { op: 'state', name: 'deep' }, int(0)), layout([field('deep', u(8))]), {
              doc: attacks[1] ?? '',
            }),
          ],
        },
      ),
      { doc: attacks[0] ?? '' },
    ),
  ],
  {
    model: 'example.org/thing*/x',
    params: [
      {
        ...boolParam('say'),
        type: { kind: 'string' },
        off: { kind: 'string', value: '' },
        default: e({ op: 'string', value: '"; globalThis.KSY_RAN = 1; "' }),
        doc: attacks[2] ?? '',
      },
    ],
    structs: [structType('Error', layout([field('y', u(8)), field('name', u(8))]), { doc: attacks[3] ?? '' })],
  },
);

test('a device whose names and texts are hostile is read like any other, and nothing runs', async () => {
  const both = await Both.of(hostile, 'object');
  const values = Object.fromEntries(words.map((name, at) => [name, at + 1]));
  const state = { ...both.device.state, ...values, mode: 'Off', inner: { y: 1, name: 2 }, x: true, deep: 9 };
  expect(both.faults(state)).toEqual([]);
  expect(both.read(both.write(state)).values).toMatchObject({ ...values, mode: 'Off', deep: 9 });
  expect(both.verdicts(both.write({ ...state, class: 201 }))).toMatchObject({ codec: 'INVARIANT_BROKEN', reader: 'ValidationExprError' });
  expect(globalThis).not.toHaveProperty('KSY_RAN');
});

test('no language gets a text as it was written', async () => {
  const text = descriptions(hostile).get('object')?.text ?? '';
  const changed = attacks.filter((attack) => docText(attack) !== attack);
  expect(changed).toEqual(attacks);
  for (const language of ['javascript', 'python', 'java', 'cpp_stl', 'go', 'rust', 'csharp', 'php', 'ruby']) {
    const code = Object.values(await compiled(text, language)).join('\n');
    expect(changed.filter((attack) => code.includes(attack) || text.includes(attack))).toEqual([]);
  }
});

test('doc text cannot end a comment, a string or a line', () => {
  const safe = (text: string): void => {
    const doc = docText(text);
    expect(doc).not.toMatch(/\*\/|\/\*|"|\\|'''|[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
    expect(docText(doc)).toBe(doc);
  };
  for (const attack of attacks) safe(attack);
  const piece = fc.constantFrom('*', '/', '\\', '"', "'", '\n', '<', '>', ' ', 'a', '\u202e', '\u2028', '\ud800');
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), (pieces) => safe(pieces.join(''))),
    { numRuns: 200, seed: 1 },
  );
});

test('a string literal is one, whatever it holds', () => {
  for (const text of [...attacks, '#{x}', 'a\\"b', '\u2028']) expect(quote(text)).toMatch(/^"(?:[^"\\\n\u2028]|\\["\\]|\\u[0-9a-f]{4})*"$/);
});

test('ids are what Kaitai takes, and differ in every language', () => {
  const ids = new Ids('field');
  const names = [...words, 'Class', 'a_b', 'a-b', 'aB', 'ab', 'a__b', 'x2', 'x_2', 'x_no2', 'ünï', '', '9', '64bit_features'];
  const given = [...names, ...names].map((name) => ids.take(name));
  expect(given.filter((id) => !/^[a-z][a-z0-9_]*$/.test(id))).toEqual([]);
  expect(new Set(given.map((id) => id.replaceAll('_', ''))).size).toBe(given.length);
  expect(given.filter((id) => ['class', 'constructor', 'self', 'null', 'on', 'type', 'none'].includes(id))).toEqual(['on']);
  expect(new Ids('type').take('Error')).not.toBe('error');
  expect(new Ids('value').take('mro')).not.toBe('mro');
});

test('YAML 1.1 takes no name for a bool', () => {
  const text = descriptions(hostile).get('object')?.text ?? '';
  const named = parseDescription(text).seq.map((attribute) => attribute['-orig-id']);
  expect(named).toEqual(expect.arrayContaining(words));
});
