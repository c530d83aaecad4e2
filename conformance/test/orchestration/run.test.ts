/** Migrations between the spec's own builds, by every protocol and with every fault; and the page that says what came of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orchestrate, protocols } from '@migspec/emulator';
import { expect, test } from 'vitest';
import { backendsOf } from '../../src/orchestration/backends.js';
import { orchestrationPage, orchestrationPageMark } from '../../src/orchestration/page.js';
import { pairsOf } from '../../src/orchestration/pairs.js';
import { type MigrationRequest, migrationNamed } from '../../src/orchestration/request.js';
import { showcase } from '../../src/orchestration/result.js';
import { runOrchestration, withOrchestration } from '../../src/orchestration/run.js';
import { loadGenerated } from '../../src/run/generated.js';

const { subject, composed } = await loadGenerated();
const backends = backendsOf(subject, composed);
const result = runOrchestration(subject, backends);

test('nothing that must hold is broken, in any run', () => {
  expect(result.violations).toEqual([]);
  expect(result.protocols.map(({ name }) => name)).toEqual(protocols.map(({ name }) => name));
  for (const { runs, outcomes, name } of result.protocols) {
    expect([name, outcomes.migrated + outcomes.kept + outcomes.lost]).toEqual([name, runs]);
    expect(Math.min(outcomes.migrated, outcomes.kept, outcomes.lost), name).toBeGreaterThan(10);
  }
});

test('pairs that work and pairs that are refused for every class, where the source configures and where both are started', () => {
  const kinds = (making: string): string[] => result.pairs.filter((pair) => pair.making === making).map(({ kind }) => kind);
  expect(kinds('configured')).toEqual(['works', 'create', 'state', 'guest']);
  expect(kinds('started')).toEqual(['works', 'create', 'state', 'guest']);
  expect(kinds('composed')).toEqual(expect.arrayContaining(['works', 'create']));
});

test('a backend keeps the sections that its model has', () => {
  expect([...(backends.get('linux-kvm.org/vhost-user-net') ?? [])]).toEqual(['vhost-user-back']);
});

test('asking first spares exactly what each protocol says', () => {
  for (const protocol of result.protocols) {
    const saving = showcase(protocol);
    if (saving === undefined) throw new Error(`${protocol.name}: nothing was refused`);
    const { notAsked, asked } = saving;
    const name = protocol.name;
    if (protocol.spares.length === 0) expect([name, asked]).toEqual([name, notAsked]);
    else expect([name, asked.outcome]).toEqual([name, 'kept']);
    // A version that is pinned is refused before it costs anything, asked or not.
    if (protocol.spares.length === 0 || name === 'vhost-user-pinned') continue;
    expect([name, asked.cost.vms < notAsked.cost.vms]).toEqual([name, protocol.spares.includes('making the VM')]);
    if (protocol.spares.includes('copying memory')) expect([name, asked.cost.bytes < 1000]).toEqual([name, true]);
    if (protocol.spares.includes('stopping the guest')) expect([name, asked.cost.downtimeMs]).toEqual([name, 0]);
    expect(notAsked.cost.bytes).toBeGreaterThan(4e9);
    expect(notAsked.cost.downtimeMs).toBeGreaterThan(100);
  }
});

test('a migration by name, and what is wrong with a name', () => {
  const [old, young] = ['thread-2020@2', 'thread-2020@3'];
  const by = (request: Partial<MigrationRequest>) => migrationNamed(subject, backends, { source: young, destination: old, ...request });
  const wrong: readonly (readonly [Partial<MigrationRequest>, string])[] = [
    [{ source: 'qemu@0' }, 'qemu@0: no such build; there are '],
    [{ destination: 'qemu@5.1.0' }, 'thread-2020@3 and qemu@5.1.0 have no model in common'],
    [{ source: 'qemu@5.1.0', destination: 'qemu@5.2.0', device: 'virtio-blk' }, '--machine TYPE, for example pc-i440fx-5.1'],
    [{ device: 'e1000' }, 'both have no model e1000; they have '],
    [{ device: 'e1000e,rs=on' }, 'has no param rs with a value on'],
    [{ device: 'e1000e,rss' }, 'is not name=value'],
    [{ device: 'e1000e,version=9' }, 'refuses this device: VERSION_UNKNOWN'],
    [{ device: 'e1000e', situation: 'asleep' }, 'no situation asleep; there are fresh'],
  ];
  for (const [request, message] of wrong) {
    const made = by(request);
    expect([request, made.ok ? made.title : made.message]).toEqual([request, expect.stringContaining(message)]);
  }
  const made = by({ device: 'https://example.org/devices/e1000e,version=2', situation: 'fresh' });
  if (!made.ok) throw new Error(made.message);
  expect(made.title).toMatch(/^thread-2020@3 → thread-2020@2, https:.* the guest in fresh$/);
  expect(made.migration.answers.map(({ outcome }) => outcome)).toEqual(['yes', 'yes']);
  expect(made.migration.ask(made.migration.scenario.source)).toBeUndefined();
});

test('the thread of the versioned backend: pinned when the VM was made, a version goes where it is known, and without that the guest finds another device', () => {
  const [old, young] = ['vhost-user-2016@2.6+16.11', 'vhost-user-2016@2.7+17.02'];
  const carried = (protocol: string, version: '' | ',version=org.dpdk.v4.5.6') => {
    const found = protocols.find(({ name }) => name === protocol);
    const made = migrationNamed(subject, backends, { source: young, destination: old, device: `vhost-user-net${version}` });
    if (!made.ok || found === undefined) throw new Error(made.ok ? protocol : made.message);
    const { end, reports } = orchestrate(found, made.migration.scenario);
    return {
      outcome: reports.at(-1)?.outcome,
      code: reports.at(-1)?.reason?.code,
      changed: [...new Set(end.changes.map(({ observable }) => observable))],
    };
  };
  expect(carried('vhost-user-pinned', ',version=org.dpdk.v4.5.6')).toEqual({ outcome: 'migrated', changed: [] });
  expect(carried('vhost-user-pinned', '')).toEqual({ outcome: 'kept', code: 'PARAM_VALUE_REFUSED', changed: [] });
  expect(carried('vhost-user', ',version=org.dpdk.v4.5.6')).toEqual({ outcome: 'migrated', changed: ['host-features'] });
  expect(carried('vhost-user', '')).toEqual({ outcome: 'kept', code: 'FEATURES_NOT_OFFERED', changed: [] });
});

test('what is broken is a finding', () => {
  const broken = withOrchestration({ findings: [] }, { ...result, violations: ['at-most-one-runs: both'] });
  expect(broken.findings).toEqual([{ kind: 'orchestration', message: 'at-most-one-runs: both' }]);
});

test('the pairs are the same every time', () => {
  const described = pairsOf(subject, backends).map(({ scenario: _, ask: __, ...pair }) => pair);
  expect(described).toEqual(result.pairs);
});

/** Figures and pairs follow the spec, and `npm run demo` writes them; what a protocol cannot say is the same whatever the spec. */
test('docs/reference/orchestration.md says of every protocol what it cannot say, and no more', () => {
  const path = join(import.meta.dirname, '../../../docs/reference/orchestration.md');
  if (process.env.MIGSPEC_UPDATE === '1') writeFileSync(path, orchestrationPage(result));
  const limits = (page: string): string[] =>
    page.split('\n## ').flatMap((section) => {
      const name = section.split('\n')[0] ?? '';
      return [...section.matchAll(/^\| (\S+) \| (that it failed|nothing) \| (.*) \| \d+ \|$/gm)].map((row) =>
        [name, ...row.slice(1)].join(' | '),
      );
    });
  const page = readFileSync(path, 'utf8');
  expect(limits(page)).toEqual(limits(orchestrationPage(result)));
  expect(limits(page)).toHaveLength(protocols.reduce((sum, protocol) => sum + protocol.limits.length, 0));
  expect(page.startsWith(`${orchestrationPageMark}\n`)).toBe(true);
});
