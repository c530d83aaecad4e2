import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runtimeCodes } from '../../../../packages/runtime/src/index.js';
import { compileSpec } from '../../../src/driver/compile.js';
import { emitC } from '../../../src/emit/c/emit.js';
import { codes } from '../../../src/emit/c/runtime/codes.js';
import { decompose } from '../../../src/ir/decompose.js';
import { planDevice } from '../../../src/plan/plan-device.js';
import { compileText } from '../../compile/support.js';
import { everyKind } from '../ts/every-kind.js';
import { binary, e, field, int, layout, section, snapshot, state, u } from '../ts/fixtures.js';
import { specOf } from '../ts/harness.js';

const specDir = fileURLToPath(new URL('../../../../spec', import.meta.url));

test('codes have the numbers, names and meanings of the runtime', () => {
  const known: Readonly<Record<string, readonly [number, string]>> = runtimeCodes;
  for (const [name, number, meaning] of codes) expect([name, known[name]]).toEqual([name, [number, meaning]]);
});

test('every section of every build is in the index', () => {
  const { spec } = compileSpec({ specDir });
  if (spec === undefined) throw new Error('the spec has errors');
  const snapshots = decompose(spec);
  const files = new Map(emitC({ spec, snapshots, packageName: '@migspec/c' }).map(({ path, text }) => [path, text]));
  const rows = [...(files.get('src/index.c') ?? '').matchAll(/^ {2}\{"(.*)", "(.*)", "(.*)", "(.*)", &(\w+)_layout\},$/gm)];
  const wanted = snapshots.flatMap((one) => planDevice(one).sections.map(({ id }) => `${one.model} ${one.buildId} ${id} ${one.framing}`));
  expect(rows.map(([, model, build, id, framing]) => `${model} ${build} ${id} ${framing}`).sort()).toEqual(wanted.sort());
  expect(wanted.length).toBeGreaterThan(40);
  // A layout is one source, whatever the number of its builds.
  const layouts = new Set(rows.map(([, , , , , prefix]) => prefix));
  expect([...files.keys()].filter((path) => /^src\/.*\/.*\.c$/.test(path)).length).toBe(layouts.size);
  expect(layouts.size).toBeLessThan(wanted.length);
});

test('the same package whatever the order of the input', () => {
  const forms = [everyKind('native'), everyKind('qemu')];
  const emit = (snapshots: typeof forms) =>
    [...emitC({ spec: specOf(forms), snapshots, packageName: 'test-c' })].map(({ path, text }) => `${path}\n${text}`);
  expect(emit([...forms].reverse())).toEqual(emit(forms));
});

test('an expression that needs more than 128 bits is refused, and says which', () => {
  const wide = binary('mul', binary('mul', state('a'), state('a')), state('a'));
  const model = snapshot([
    section('big', layout([field('a', u(64)), field('b', u(8), { when: e(binary('gt', wide, int(5)), 'a * a * a > 5') })])),
  ]);
  const emit = () => emitC({ spec: specOf([model]), snapshots: [model], packageName: 'test-c' });
  expect(emit).toThrow('example.org/thing big: a * a * a > 5: a value in between needs more than 128 bits');
});

test('a bound that reads a fact of the host has the type of the fact, whether a param names it or not', () => {
  const { spec } = compileText({
    'models/example.org/nic.yaml': `model: example.org/nic
state: { nic: { sources: [test], fields: { speed: { type: u32, max: "host.link_rate" }, wide: { type: u64, max: "host.memory_size" } } } }
situations: { fresh: {}, working: { state: { speed: 1, wide: 1 } } }
`,
    'implementations/acme.yaml': `implementation: acme
sources: [test]
framing: native
destination: configured
host-facts: { link-rate: { type: u32, default: 9 }, memory-size: { type: u64, default: 9 } }
builds: { "1": { sources: [test], models: { example.org/nic: {} } } }
`,
  });
  if (spec === undefined) throw new Error('the spec has errors');
  const texts = emitC({ spec, snapshots: decompose(spec), packageName: 'test-c' })
    .map(({ text }) => text)
    .join('\n');
  expect(texts).toMatch(/uint32_t link_rate;/);
  expect(texts).toMatch(/uint64_t memory_size;/);
});
