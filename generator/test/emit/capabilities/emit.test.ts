import { Compile } from 'typebox/schema';
import { expect, test } from 'vitest';
import { canonicalJson, prettyJson } from '../../../src/emit/capabilities/canonical.js';
import { documentSchema, emitCapabilities } from '../../../src/emit/capabilities/emit.js';
import { decompose } from '../../../src/ir/decompose.js';
import type { ModelIR, SpecIR } from '../../../src/ir/spec.js';
import { build, clock, expression, field, implementation, int, section, spec, u32 } from './fixture.js';

const beep = {
  ...clock,
  id: 'example.org/beep',
  path: 'example.org/beep',
  sections: [section('beep', [field('on', u32, { doc: 'people read this' })])],
};

const whole = spec({
  models: [clock, beep],
  implementations: [
    implementation(
      'demo',
      [
        build(
          '5.2.0',
          [
            { model: clock.id, revision: 1 },
            { model: beep.id, revision: 0 },
          ],
          '5.2',
        ),
        build('5.1.0', [{ model: clock.id, revision: 0 }], '5.1'),
      ],
      { classes: [{ name: 'clock', aliases: ['old-clock'], model: clock.id }] },
    ),
  ],
});

function emit(input: SpecIR): ReadonlyMap<string, string> {
  return new Map(
    emitCapabilities({ spec: input, snapshots: decompose(input), packageName: '@acme/capabilities' }).map((file) => [file.path, file.text]),
  );
}

test('one document per build, and each fits the schema', () => {
  const files = emit(whole);
  expect([...files.keys()]).toEqual([
    'documents/demo/5.1.0.json',
    'documents/demo/5.2.0.json',
    'schema/capabilities-1.schema.json',
    'src/document.ts',
    'src/expr.ts',
    'src/schema.ts',
    'src/index.ts',
    'ir.json',
    'package.json',
    'tsconfig.json',
  ]);
  const schema: object = JSON.parse(prettyJson(documentSchema()));
  const validator = Compile(schema);
  for (const name of ['5.1.0', '5.2.0']) {
    const document: object = JSON.parse(files.get(`documents/demo/${name}.json`) ?? '');
    expect(validator.Check(document), name).toBe(true);
    expect(validator.Check({ ...document, extra: 1 })).toBe(false);
    expect(validator.Check({ ...document, models: { x: {} } })).toBe(false);
  }
});

test('a layout has one digest at one version, whatever later versions added', () => {
  const files = emit(whole);
  const old = JSON.parse(files.get('documents/demo/5.1.0.json') ?? '').models[clock.id].sections[0].digests;
  const bumped = JSON.parse(files.get('documents/demo/5.2.0.json') ?? '').models[clock.id].sections[0].digests;
  expect(Object.keys(old)).toEqual(['1']);
  expect(Object.keys(bumped)).toEqual(['1', '2']);
  expect(bumped['1']).toBe(old['1']);
  expect(bumped['2']).not.toBe(old['1']);
});

test('a digest knows every fact that decides bytes, and no word for people', () => {
  const digestOf = (change: Parameters<typeof field>[2], type = u32): unknown => {
    const changed = { ...beep, sections: [section('beep', [field('on', type, change)])] };
    const files = emit({ ...whole, models: [clock, changed] });
    return JSON.parse(files.get('documents/demo/5.2.0.json') ?? '').models[beep.id].sections[0].digests['1'];
  };
  const max = { text: 'x', expr: { op: 'int', value: '7' } } as const;
  const digests = [
    digestOf({}),
    digestOf({ bounds: { max } }),
    digestOf({ bounds: { reserved: '1' } }),
    digestOf({ absent: max }),
    digestOf({ filler: max }),
    digestOf({ bounds: { own: { compare: 'equal', value: max } } }),
    digestOf({}, { ...u32, order: 'little' } as typeof u32),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(digestOf({ doc: 'other words' })).toBe(digests[0]);
  expect(digestOf({ unit: 's' })).toBe(digests[0]);
});

test('the output is the same twice, and canonical JSON does not know the order of keys', () => {
  expect(emit(whole)).toEqual(emit(whole));
  expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: undefined })).toBe('{"b":[1,{"c":2,"d":1}]}');
});

test('the types of the package are what its documents are', () => {
  const text = emit(whole).get('src/document.ts') ?? '';
  expect(text).toContain("import type { Expr } from './expr.js';");
  expect(text).toContain('readonly documentVersion: 1;');
  expect(text).toContain('export type DocumentValue = boolean | number | string;');
  expect(text).toContain('readonly name: readonly (string | DocumentExpression)[];');
});

test('a version says how long it lives, and one that is gone says since when', () => {
  const versions = ['3', '2', '1'].map((name, rank) => ({ name, values: { x: { kind: 'int', value: String(3 - rank) } as const } }));
  const x: ModelIR['params'][number] = {
    id: 'x',
    name: 'x',
    added: 0,
    type: { kind: 'int', bits: 8, signed: false },
    guestVisible: true,
    off: { kind: 'int', value: '0' },
    default: [{ from: 0, value: expression('3', int(3)) }],
    range: [{ from: 0, value: { items: [] } }],
    compare: 'equal',
    resolves: 'create',
    settable: 'create',
    sources: [],
  };
  const knows = (names: readonly string[], rest = {}) => [{ model: beep.id, revision: 0, versions: names, narrow: {}, ...rest }];
  const input = spec({
    models: [{ ...beep, params: [x], versions }],
    implementations: [
      implementation('demo', [
        build('5', knows(['3', '2'])),
        build('4', knows(['3'])),
        build('3', knows(['3', '2'], { deprecated: { '2': { removedIn: '4', instead: '3' } } })),
        build('2', knows(['3', '2'])),
        build('1', knows(['2', '1'])),
      ]),
    ],
  });
  const lives = (name: string): unknown => {
    const { versions: listed, removedVersions } = JSON.parse(emit(input).get(`documents/demo/${name}.json`) ?? '').models[beep.id];
    return [listed.map((each: object) => ({ ...each, fingerprint: undefined, values: undefined })), removedVersions];
  };
  const current = (name: string) => ({ name, lifecycle: 'current' });
  expect(lives('1')).toEqual([[current('2'), current('1')], undefined]);
  expect(lives('2')).toEqual([[current('3'), current('2')], [{ name: '1', removedIn: '2' }]]);
  expect(lives('3')).toEqual([
    [current('3'), { name: '2', lifecycle: 'deprecated', removedIn: '4', instead: '3' }],
    [{ name: '1', removedIn: '2' }],
  ]);
  expect(lives('5')).toEqual([[current('3'), current('2')], [{ name: '1', removedIn: '2' }]]);
  expect(lives('4')).toEqual([
    [current('3')],
    [
      { name: '2', removedIn: '4' },
      { name: '1', removedIn: '2' },
    ],
  ]);
});
