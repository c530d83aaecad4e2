import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileSpec } from '../../src/driver/compile.js';
import type { SpecIR } from '../../src/ir/spec.js';
import { findBuild, findModel } from '../../src/show/find.js';
import { sheetOf } from '../../src/show/sheet.js';
import { sheetText } from '../../src/show/text.js';

const compiled = compileSpec({ specDir: fileURLToPath(new URL('../../../spec', import.meta.url)) }).spec;
if (compiled === undefined) throw new Error('the spec has errors');
const spec: SpecIR = compiled;
const nic = 'https://example.org/devices/e1000e';

test('each build has what it knows, with every version complete', () => {
  const { builds } = sheetOf(spec, nic);
  expect(builds.map(({ build, revision }) => [build, revision])).toEqual([
    ['thread-2020@1', 'r1'],
    ['thread-2020@2', 'r2'],
    ['thread-2020@3', 'r3'],
  ]);
  expect(builds.map(({ versions }) => Object.fromEntries(versions.map(({ name, values }) => [name, values])))).toEqual([
    { '1': {} },
    { '2': { rss: 'true', 'rx-table-size': '32' }, '1': { rss: 'false', 'rx-table-size': '0' } },
    {
      '3': { rss: 'true', 'rx-table-size': '64' },
      '2': { rss: 'true', 'rx-table-size': '32' },
      '1': { rss: 'false', 'rx-table-size': '0' },
    },
  ]);
  expect(builds.map(({ params }) => params.map(({ name, off, default: value, range }) => [name, off, value, range]))).toEqual([
    [],
    [
      ['rss', 'false', 'true', undefined],
      ['rx-table-size', '0', '32', '0..32'],
    ],
    [
      ['rss', 'false', 'true', undefined],
      ['rx-table-size', '0', '64', '0..64'],
    ],
  ]);
  expect(builds[0]?.unknown).toEqual([
    { name: 'rss', why: 'not yet', actsAs: 'false' },
    { name: 'rx-table-size', why: 'not yet', actsAs: '0' },
  ]);
});

test('layouts: offset, size, field and type of each line', () => {
  const section = sheetOf(spec, nic, 'thread-2020@3').builds[0]?.sections[0];
  expect(section?.layout.slice(0, 3)).toEqual([
    { depth: 0, offset: '0', size: '4', field: 'ctrl', type: 'u32' },
    { depth: 0, offset: '4', size: '1', field: 'link', type: 'enum of u8: down 0, up 1' },
    { depth: 0, offset: '5', size: '2', field: 'head', type: 'u16, at most 4095' },
  ]);
  expect(section?.invariants).toEqual(['state.entries <= params.rx_table_size']);
});

test('machine types: what reaches the model, through parents and devices inside', () => {
  const of = (build: string, type: string) =>
    sheetOf(spec, 'https://qemu.org/devices/virtio-blk', build).builds[0]?.machineTypes.find((each) => each.type === type)?.values;
  // The entry is written on the device inside; the older set comes on top of the newer ones.
  expect(of('qemu@5.2.0', 'pc-i440fx-5.1')).toMatchObject({ 'num-queues': '1' });
  expect(of('qemu@5.2.0', 'pc-i440fx-5.2')).not.toHaveProperty('num-queues');
  const e1000e = sheetOf(spec, 'https://qemu.org/devices/e1000e', 'qemu@11.1.3').builds[0];
  expect(e1000e?.machineTypes.find(({ type }) => type === 'pc-q35-7.2')?.values).toMatchObject({ 'x-pcie-err-unc-mask': 'false' });
});

test('hidden state, errata and state versions are shown where there are any', () => {
  const sheets = spec.models.map(({ id }) => sheetOf(spec, id));
  const builds = sheets.flatMap(({ builds: each }) => each);
  expect(builds.filter(({ errata }) => errata.length > 0).map(({ build }) => build)).toContain('qemu@10.0.13');
  for (const { build, revision } of builds) expect([build, revision === '']).toEqual([build, false]);
});

test('tables: every model, all builds and one, no line wider than 100 columns unless a single word is', () => {
  for (const { id } of spec.models) {
    const sheet = sheetOf(spec, id);
    const texts = [sheetText(sheet, false), ...sheet.builds.map(({ build }) => sheetText(sheetOf(spec, id, build), true))];
    for (const text of texts) {
      expect(text.startsWith(`${id}\n`)).toBe(true);
      const wide = text.split('\n').filter((line) => line.length > 100 && /\S {1}\S/.test(line.slice(60)));
      expect(wide, id).toEqual([]);
      expect(text).not.toMatch(/ $/m);
    }
  }
});

test('tables: builds that say the same share a row, the newest first', () => {
  const text = sheetText(sheetOf(spec, nic), false);
  expect(text).toContain(
    '  rss            bool  false  thread-2020@2, 3  default true\n                              thread-2020@1     not yet; acts as false\n',
  );
  expect(text).toContain('  3        thread-2020@3     rss=true rx-table-size=64\n');
  expect(text).toContain('Section e1000e in thread-2020@2, 3\n');
  expect(text).toContain('  4       1      link           enum of u8: down 0, up 1\n');
  expect(text).not.toContain('indirection  ');
  expect(sheetText(sheetOf(spec, nic, 'thread-2020@3'), true)).toMatch(/\n {2}\+41 +128 +\| indirection +bytes\[128\]\n/);
});

test('a version that is on its way out says so, in the table and as data', () => {
  const [implementation] = spec.implementations.filter(({ name }) => name === 'thread-2020');
  if (implementation === undefined) throw new Error('no implementation');
  const [newest, ...older] = implementation.builds;
  if (newest === undefined) throw new Error('no build');
  const models = newest.models.map((each) =>
    each.model === nic ? { ...each, deprecated: { '1': { removedIn: '4', instead: '2' }, '2': {} } } : each,
  );
  const changed = { ...spec, implementations: [{ ...implementation, builds: [{ ...newest, models }, ...older] }] };
  const sheet = sheetOf(changed, nic, 'thread-2020@3');
  expect(sheet.builds[0]?.versions.map(({ name, deprecated }) => [name, deprecated])).toEqual([
    ['3', undefined],
    ['2', {}],
    ['1', { removedIn: '4', instead: '2' }],
  ]);
  expect(sheetText(sheet, true)).toContain('(deprecated, gone from 4, instead 2)');
});

test('names: whole, by path, by their end; what is near is named', () => {
  const problem = (found: ReturnType<typeof findModel>): string => ('problem' in found ? found.problem : '');
  for (const wanted of ['https://qemu.org/devices/virtio-blk', 'qemu.org/devices/virtio-blk', 'virtio-blk']) {
    expect(findModel(spec, wanted)).toEqual({ id: 'https://qemu.org/devices/virtio-blk' });
  }
  expect(problem(findModel(spec, 'e1000e'))).toContain('several models end so');
  expect(problem(findModel(spec, 'virtoi-blk'))).toContain('did you mean virtio-blk?');
  expect(findBuild(spec, nic, 'thread-2020@3')).toEqual({ id: 'thread-2020@3' });
  expect(findBuild(spec, 'https://qemu.org/devices/virtio-blk', 'qemu@5.2')).toEqual({ id: 'qemu@5.2.0' });
  expect(problem(findBuild(spec, nic, 'thread-2020@4x'))).toContain('no such build');
  expect(problem(findBuild(spec, nic, 'thread-200@3'))).toContain('did you mean thread-2020@3?');
  expect(problem(findBuild(spec, nic, 'qemu@5.2'))).toContain('qemu@5.2.0 does not know https://example.org/devices/e1000e');
});
