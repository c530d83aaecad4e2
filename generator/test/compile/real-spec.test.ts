import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileSpec } from '../../src/driver/compile.js';
import { brief } from './support.js';

const specDir = fileURLToPath(new URL('../../../spec', import.meta.url));
const { spec, diagnostics, positions, sources } = compileSpec({ specDir });

test('the spec of this repository compiles without a finding', () => {
  expect(brief(diagnostics)).toEqual([]);
  expect(spec?.models.length).toBeGreaterThanOrEqual(10);
});

test('the growing NIC: revisions, values by revision, versions in the order of the file', () => {
  const model = spec?.models.find((each) => each.id === 'https://example.org/devices/e1000e');
  expect(model?.revisions).toEqual(['r1', 'r2', 'r3']);
  expect(model?.path).toBe('example.org/devices/e1000e');
  const size = model?.params.find((each) => each.id === 'rx-table-size');
  expect(size?.added).toBe(1);
  expect(size?.range).toEqual([
    { from: 1, value: { items: [{ min: '0', max: '32' }] } },
    { from: 2, value: { items: [{ min: '0', max: '64' }] } },
  ]);
  expect(size?.default.map((step) => [step.from, step.value.expr])).toEqual([
    [1, { op: 'int', value: '32' }],
    [2, { op: 'int', value: '64' }],
  ]);
  expect(model?.versions.map((each) => [each.name, each.basedOn, Object.keys(each.values)])).toEqual([
    ['3', '2', ['rx-table-size']],
    ['2', undefined, ['rss', 'rx-table-size']],
    ['1', undefined, []],
  ]);
  const [section] = model?.sections ?? [];
  expect(section?.fields.map((each) => [each.name, each.added])).toEqual([
    ['ctrl', 0],
    ['link', 0],
    ['head', 0],
    ['tail', 0],
    ['mta', 0],
    ['entries', 1],
    ['table', 1],
  ]);
  expect(section?.fields[2]?.bounds.max).toEqual({ text: '4095', expr: { op: 'int', value: '4095' } });
  expect(section?.fields[6]?.type).toEqual({
    kind: 'array',
    element: { kind: 'struct', struct: 'RxEntry' },
    count: { kind: 'counted', by: { text: 'state.entries', expr: { op: 'state', name: 'entries' } }, capacity: 64 },
  });
  expect(section?.subsections.map((each) => [each.name, each.added, each.version])).toEqual([['e1000e/rss', 1, [{ from: 1, value: 1 }]]]);
});

test('kvmclock: a variable that two revisions carry in different sections', () => {
  const model = spec?.models.find((each) => each.id === 'linux-kvm.org/kvmclock');
  expect(model?.sections.map((each) => [each.id, each.added, each.version, each.minimum])).toEqual([
    [
      'kvmclock',
      0,
      [
        { from: 0, value: 1 },
        { from: 1, value: 2 },
        { from: 2, value: 1 },
      ],
      [{ from: 0, value: 1 }],
    ],
    ['kvmclock-fix', 2, [{ from: 2, value: 1 }], [{ from: 2, value: 1 }]],
  ]);
  const lives = model?.sections.flatMap((each) =>
    each.fields.filter((field) => field.name === 'boot_time').map(({ added, removed }) => [added, removed]),
  );
  expect(lives).toEqual([
    [1, 2],
    [2, undefined],
  ]);
  expect(model?.sections[1]?.optional).toEqual({ text: 'true', expr: { op: 'bool', value: true } });
});

test('builds keep the order of the file, whatever their names look like', () => {
  const builds = spec?.implementations.find((each) => each.name === 'thread-2020')?.builds;
  expect(builds?.map((each) => [each.name, each.models.map((known) => known.revision)])).toEqual([
    ['3', [2, 0]],
    ['2', [1, 0]],
    ['1', [0]],
  ]);
});

test('positions lead to the text of each part', () => {
  const id = 'https://example.org/devices/e1000e';
  const at = (...path: string[]): string | undefined => {
    const span = positions.get(...path);
    return span === undefined ? undefined : sources.get(span.file)?.text.slice(span.start, span.end);
  };
  expect(at('model', id)).toBe(id);
  expect(at('model', id, 'params', 'rx-table-size')).toBe('rx-table-size');
  expect(at('model', id, 'params', 'rx-table-size', 'default')).toBe('{ r2: 32, r3: 64 }');
  expect(at('model', id, 'sections', 'e1000e', 'subsections', 'e1000e/rss', 'fields', 'key')).toBe('key');
  expect(at('implementation', 'thread-2020', 'builds', '2')).toBe('"2"');
});
