/** A reset value that a host decides: whoever begins anew, begins as the host at hand has it, the guest that stayed at home too. */
import { expect, test } from 'vitest';
import { native, runSpec } from './run.js';

const model = `model: example.org/nic
sources: [test]
observables: { isolation: "state.isolation" }
state:
  nic: { sources: [test], fields: { isolation: { type: u8, reset: "host.isolated ? 1 : 0", own: equal }, work: u8 } }
situations:
  fresh: {}
  working: { state: { work: 1 } }
  received: { errata: [prints], state: { isolation: "host.isolated ? 0 : 1" } }
`;
const facts = 'host-facts: { isolated: { type: bool, default: false, matrix: [false, true] } }\n';
const errata = `errata:
  prints: { builds: ["1"], sources: [test], doc: It prints., remedy: Do not., deviation: { model: example.org/nic, section: nic, unenforced: { fields: { isolation: [own] } } } }
`;

test('a comparison with what the host is like, beside a build that does not enforce it', async () => {
  const files = { 'models/example.org/nic.yaml': model, 'implementations/acme.yaml': native({ 2: '', 1: '' }, facts + errata) };
  const ran = await runSpec(files);
  expect(ran.findings).toEqual([]);
  const outcomes = (from: string, to: string): readonly string[] => {
    const cell = ran.result.matrices.flatMap(({ cells }) => cells.flat()).find((each) => each.source === from && each.destination === to);
    const all = (cell?.configurations ?? []).flatMap(({ situations }) =>
      situations.map(({ outcome, happened }) => `${outcome} → ${happened}`),
    );
    return [...new Set(all)].sort();
  };
  // Of hosts that differ, too: the value travels, and the guest sees it.
  expect(outcomes('acme@1', 'acme@1')).toEqual(['yes → migrated']);
  expect(outcomes('acme@2', 'acme@1')).toEqual(['yes → migrated']);
  expect(outcomes('acme@2', 'acme@2')).toEqual(['no → refused-at-load', 'yes → migrated']);
  // A value that came from elsewhere may be right here, and wrong at home: what a fact decides is which states are refused.
  expect(outcomes('acme@1', 'acme@2')).toEqual(['no → refused-at-load', 'yes → migrated']);
});
