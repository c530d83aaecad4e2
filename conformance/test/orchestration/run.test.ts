/** Migrations between the spec's own builds, by every protocol and with every fault; and the page that says what came of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocols } from '@migspec/emulator';
import { expect, test } from 'vitest';
import { orchestrationPage } from '../../src/orchestration/page.js';
import { backendsOf, pairsOf } from '../../src/orchestration/pairs.js';
import { showcase } from '../../src/orchestration/result.js';
import { runOrchestration, withOrchestration } from '../../src/orchestration/run.js';
import type { ConformanceResult } from '../../src/result.js';
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

test('what is broken is a finding', () => {
  const empty = { findings: [] } as unknown as ConformanceResult;
  const broken = withOrchestration(empty, { ...result, violations: ['at-most-one-runs: both'] });
  expect(broken.findings).toEqual([{ kind: 'orchestration', message: 'at-most-one-runs: both' }]);
});

test('the pairs are the same every time', () => {
  const described = pairsOf(subject, backends).map(({ scenario: _, ask: __, ...pair }) => pair);
  expect(described).toEqual(result.pairs);
});

test('docs/reference/orchestration.md is of this run', () => {
  const path = join(import.meta.dirname, '../../../docs/reference/orchestration.md');
  const page = orchestrationPage(result);
  if (process.env.MIGSPEC_UPDATE === '1') writeFileSync(path, page);
  expect(readFileSync(path, 'utf8')).toBe(page);
});
