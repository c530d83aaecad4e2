import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trace } from '@migspec/emulator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { migspec, root } from './run.js';

const works = ['kvm-2009@before', 'kvm-2009@optional-section', '--device', 'kvmclock'] as const;
const refused = ['kvm-2009@version-bump', 'kvm-2009@before', '--device', 'linux-kvm.org/kvmclock'] as const;

const published: object = JSON.parse(readFileSync(join(root, 'packages/cli/schema/orchestrate-1.schema.json'), 'utf8'));
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile<Trace>(published);

/** As the published schema says. */
function trace(...args: readonly string[]): Trace {
  const found: unknown = JSON.parse(migspec('orchestrate', ...args, '--json').stdout);
  if (!validate(found)) throw new Error(JSON.stringify(validate.errors));
  return found;
}

test('a migration that works is carried out, and exits 0; as JSON it is the whole trace', () => {
  const { status, stdout, stderr } = migspec('orchestrate', ...works);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^libvirt, version 3: kvm-2009@before → kvm-2009@optional-section, .*\n\n {2}0 .*→ source: begin\n/);
  expect(stdout).toMatch(/\nmigrated\n4\.\d\d GB sent, VMs made: 1, downtime \d+ ms, \d+ ms in all\n$/);
  const { protocol, reports, end } = trace(...works);
  expect({ protocol, reports, running: end.running }).toEqual({
    protocol: 'libvirt-v3',
    reports: [{ by: 'manager', outcome: 'migrated' }],
    running: ['destination'],
  });
});

test('asked first, a refusal costs what the protocol has spent by then; it exits 3', () => {
  const spent = trace(...refused, '--protocol', 'libvirt-v2').end.world.cost;
  const asked = trace(...refused, '--protocol', 'libvirt-v2', '--ask').end.world.cost;
  const before = trace(...refused, '--ask').end.world.cost;
  expect(spent.bytes).toBeGreaterThan(4e9);
  expect([asked.bytes, asked.vms, asked.downtimeMs]).toEqual([0, 1, 0]);
  expect([before.bytes, before.vms, before.downtimeMs]).toEqual([0, 0, 0]);
  const { status, stdout } = migspec('orchestrate', ...refused, '--ask');
  expect(status).toBe(3);
  expect(stdout).toContain('\nkept, SECTION_VERSION_REFUSED: ');
  expect(stdout).toContain('\n  source knows that it failed (cancel)\n');
});

test('faults are listed, and each can be had', () => {
  const faults = migspec('orchestrate', ...works, '--protocol', 'qemu', '--faults')
    .stdout.trimEnd()
    .split('\n');
  expect(faults.length).toBeGreaterThan(80);
  const some = faults.filter((_, index) => index % 60 === 3);
  for (const fault of some) {
    const { stdout, status } = migspec('orchestrate', ...works, '--protocol', 'qemu', '--fault', fault);
    expect(stdout.split('\n')[0]).toContain(`with ${fault}`);
    expect([0, 3]).toContain(status);
  }
});

test('a fault that cannot be is a mistake, and those of its step are named', () => {
  const { status, stdout, stderr } = migspec('orchestrate', ...works, '--fault', 'lost@3');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe('migspec: --fault lost@3: no such fault; refusal@3, crash@3 source, crash@3 destination\n');
});

test('the manager that prints and goes on', () => {
  const mandatory = ['--mandatory', 'device-versions'];
  expect(trace(...works, ...mandatory).reports).toMatchObject([{ outcome: 'kept', reason: { code: 'COOKIE_FEATURE_UNKNOWN' } }]);
  const buggy = trace(...works, ...mandatory, '--deviation', 'cookie-not-enforced');
  expect(buggy.reports).toMatchObject([{ outcome: 'migrated' }]);
});

test('a command line, facts and a situation: as for any machine', () => {
  const args = ['qemu@5.1.0', 'qemu@5.2.0', '--machine', 'pc-i440fx-5.1', '--device', 'virtio-blk,num-queues=4', '--fact', 'cpus=4'];
  expect(trace(...args, '--protocol', 'file', '--situation', 'fresh').end).toMatchObject({ running: ['destination'], changes: [] });
});

for (const fault of ['crash@18 destination', 'truncated@12 memory', 'timeout@22 manager late']) {
  test(`a run with a fault is as the published schema says: ${fault}`, () => {
    const { faults, end } = trace(...works, '--fault', fault);
    expect(faults).toHaveLength(1);
    expect(end.settled).toBe(true);
  });
}

test('what is no answer is none of the schema', () => {
  const found = trace(...works);
  expect([validate({ ...found, more: 1 }), validate({ ...found, reports: [{ by: 'manager', outcome: 'perhaps' }] })]).toEqual([
    false,
    false,
  ]);
});
