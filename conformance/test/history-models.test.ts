/** The models of spec/models/qemu.org/history say what was released: which pairs broke, and which did not. */
import { expect, test } from 'vitest';
import { parseSelector } from '../src/cells/selector.js';
import { runConformance } from '../src/run/conformance.js';
import { loadGenerated } from '../src/run/generated.js';

/** Per source and destination (without their implementation) what the cell of one situation came to. */
async function ran(model: string, on: string, config: string, hosts?: string) {
  const parsed = parseSelector(`model:https://qemu.org/history/${model} on:${on} config:${config}`);
  if (!parsed.ok) throw new Error(parsed.message);
  const { subject } = await loadGenerated();
  const { findings, matrices } = runConformance(subject, { only: parsed.selector });
  // One configuration of many says nothing of what the others would show.
  expect(findings.filter(({ kind }) => kind === 'disagreement')).toEqual([]);
  const cells = matrices.flatMap((matrix) => matrix.cells.flat());
  return (from: string, to: string, ...situations: string[]): string => {
    const cell = cells.find(({ source, destination }) => source.endsWith(`@${from}`) && destination.endsWith(`@${to}`));
    const found = cell?.configurations.find(({ selector }) => hosts === undefined || selector.endsWith(`=${hosts}`));
    const happened = found?.situations.filter(({ situation }) => situations.includes(situation)).map((each) => each.happened);
    return [...new Set(happened)].join(', ');
  };
}

test('fw_cfg: of nine pairs the two that lead to 2.7 fail, and only while firmware reads by DMA', async () => {
  const happened = await ran('fw_cfg', 'pc-i440fx-2.4', 'defaults');
  const builds = ['2.6.0', '2.7.0', '2.10.0'];
  const native = ['reading-by-dma-2.6', 'reading-by-dma-2.7', 'reading-by-dma-2.10', 'fresh', 'reading'];
  const broken = builds.flatMap((from) =>
    builds.filter((to) => happened(from, to, ...native) !== 'migrated').map((to) => `${from} ${to} ${happened(from, to, ...native)}`),
  );
  expect(broken).toEqual(['2.6.0 2.7.0 migrated, guest-interface-changed', '2.10.0 2.7.0 migrated, guest-interface-changed']);
});

test('virtio-balloon: three behaviours, and a property that gives machine type 4.0 what 4.0 had', async () => {
  const old = await ran('virtio-balloon', 'pc-i440fx-3.1', 'defaults');
  expect([old('3.1.0', '4.0.0', 'inflated'), old('4.0.0', '4.1.0', 'inflated'), old('3.1.0', '4.1.0', 'inflated')]).toEqual([
    'guest-interface-changed',
    'guest-interface-changed',
    'migrated',
  ]);
  const own = await ran('virtio-balloon', 'pc-i440fx-4.0', 'defaults');
  expect([own('4.0.0', '4.1.0', 'inflated'), own('4.1.0', '4.0.0', 'inflated')]).toEqual(['migrated', 'migrated']);
});

test('virtio-serial: the fix is the old device again, and not the one in between', async () => {
  const happened = await ran('virtio-serial', 'configured', 'defaults');
  expect(happened('before-9b70c1790a', '9b70c1790a', 'resized')).toBe('guest-interface-changed');
  expect(happened('before-9b70c1790a', '7976a6d231', 'resized')).toBe('migrated');
  expect(happened('7976a6d231', 'before-9b70c1790a', 'resized')).toBe('migrated');
});

test('pl011: 5.2 sends its clock to everybody, 6.0 only on machine types that have it', async () => {
  const happened = await ran('pl011', 'pc-i440fx-5.1', 'defaults');
  expect([happened('5.1.0', '5.2.0', 'set-up'), happened('5.2.0', '5.1.0', 'set-up')]).toEqual(['migrated', 'refused-at-load']);
  expect([happened('6.0.0', '5.1.0', 'set-up'), happened('6.0.0', '5.2.0', 'set-up')]).toEqual(['migrated', 'migrated']);
  expect(happened('5.2.0', '6.0.0', 'set-up')).toBe('migrated');
});

test('virtio-9p: a guest that has mounted the export stays', async () => {
  const happened = await ran('virtio-9p', 'pc-i440fx-5.2', 'defaults');
  expect([happened('5.2.0', '6.0.0', 'mounted'), happened('5.2.0', '6.0.0', 'driver-running')]).toEqual(['refused-at-save', 'migrated']);
});

test('piix4_pm: whether 6.0 reads what 6.0 wrote is chance', async () => {
  const same = await ran('piix4_pm', 'pc-i440fx-5.2', 'defaults', 'on');
  expect(same('6.0.0', '6.0.0', 'sleeping')).toBe('migrated');
  const other = await ran('piix4_pm', 'pc-i440fx-5.2', 'defaults', 'off>on');
  expect(other('6.0.0', '6.0.0', 'sleeping')).toBe('refused-at-load');
  const fixed = await ran('piix4_pm', 'pc-i440fx-5.2', 'defaults', 'off');
  expect([fixed('7.0.0', '5.2.0', 'sleeping'), fixed('5.2.0', '7.0.0', 'sleeping')]).toEqual(['migrated', 'migrated']);
});
