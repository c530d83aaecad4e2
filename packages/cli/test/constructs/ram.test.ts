/** RAM blocks: a receiver refuses a block that it does not have under that name and with that size. */
import { expect, test } from 'vitest';
import { implementation, native, runSpec } from './run.js';

const model = (ram: string) => `model: example.org/nic
sources: [test]
revisions: ["old", "renamed", "rounded"]
params:
  slots: { type: u16, range: 1..64, default: 12, sources: [test] }
versions: { "small": { slots: 12 }, "large": { slots: 13 } }
observables: { slots: "params.slots" }
ram:
${ram}
state: { nic: { sources: [test], fields: { ticks: u8 } } }
situations: { fresh: {}, ticking: { state: { ticks: 3 } } }
`;
const builds = { '3': 'rounded', '2': 'renamed', '1': 'old' };

test('native: the list comes first, and both sides must have the same', async () => {
  const { cell, findings, verdict } = await runSpec({
    'models/example.org/nic.yaml': model(`  nic.rom: { size: 65536, removed: renamed }
  "\${device.path}/nic.rom": { size: 65536, added: renamed }
  log: { size: 4096, added: renamed }
  tables: { size: "300 * params.slots", removed: rounded }
  "tabl\${'es'}": { size: "4096 * params.slots", added: rounded }`),
    'implementations/acme.yaml': native(builds),
  });
  expect(findings).toEqual([]);
  expect(verdict('acme@1', 'acme@1')).toBe('yes');
  expect(verdict('acme@1', 'acme@2')).toBe('no RAM_DIFFERS 0000:00:04.0/nic.rom, RAM_DIFFERS log, RAM_DIFFERS nic.rom');
  expect(cell('acme@1', 'acme@2', 'ticking')).toBe('no → refused-at-load');
  expect(verdict('acme@2', 'acme@3')).toBe('no RAM_DIFFERS tables');
  expect(cell('acme@2', 'acme@3', 'ticking')).toBe('no → refused-at-load');
});

test('qemu: a block that does not come stays as it is, one that is not there is refused', async () => {
  const { cell, findings, verdict } = await runSpec({
    'models/example.org/nic.yaml': model('  tables: "300 * params.slots"\n  log: { size: 4096, added: rounded }'),
    'implementations/acme.yaml': implementation('qemu', 'configured', builds),
  });
  expect(findings).toEqual([]);
  expect(verdict('acme@2', 'acme@3')).toBe('yes');
  expect(verdict('acme@3', 'acme@2')).toBe('no RAM_DIFFERS log');
  expect(cell('acme@3', 'acme@2', 'ticking')).toBe('no → refused-at-load');
});

test('qemu: whole pages count, so that a size differs for some values only', async () => {
  const { findings, verdict } = await runSpec({
    'models/example.org/nic.yaml': model(`  tables: { size: "300 * params.slots", removed: renamed }
  "tabl\${'es'}": { size: "301 * params.slots + 190", added: renamed }`),
    'implementations/acme.yaml': implementation('qemu', 'configured', builds),
  });
  expect(findings).toEqual([]);
  expect(verdict('acme@1', 'acme@2', 'version=small')).toBe('yes');
  expect(verdict('acme@1', 'acme@2', 'version=large')).toBe('no RAM_DIFFERS tables');
});

test('native: a block that only the receiver has is missed', async () => {
  const { cell, findings, verdict } = await runSpec({
    'models/example.org/nic.yaml': model('  tables: "300 * params.slots"\n  log: { size: 4096, added: rounded }'),
    'implementations/acme.yaml': native(builds),
  });
  expect(findings).toEqual([]);
  expect(verdict('acme@2', 'acme@3')).toBe('no RAM_DIFFERS log');
  expect(cell('acme@2', 'acme@3', 'ticking')).toBe('no → refused-at-load');
});
