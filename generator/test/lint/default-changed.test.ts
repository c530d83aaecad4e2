import { expect, test } from 'vitest';
import { compileText } from '../compile/support.js';

const model = (params: string): string => `model: example.org/nic
revisions: ["r1", "r2"]
params:
${params}
versions: { "1": { num-queues: 1 } }
state:
  nic: { sources: [test], fields: { ctrl: u32 } }
`;
const param = (rest: string, name = 'num-queues'): string => `  ${name}: { type: u16, guest-visible: false, sources: [test], ${rest} }`;

interface Parts {
  readonly params?: string;
  readonly classes?: string;
  readonly compat?: string;
  readonly machines?: string;
  readonly destination?: string;
}

/** Errors of a spec with two builds, two machine types and one model, varied in one part. */
function judge(parts: Parts): readonly string[] {
  const result = compileText({
    'models/example.org/nic.yaml': model(parts.params ?? param('default: { r1: 1, r2: "machine.cpus" }')),
    'implementations/vm.yaml': `implementation: vm
framing: qemu
destination: ${parts.destination ?? 'started'}
machine-facts: { cpus: { type: u16, default: 1 } }
builds:
  "5.2.0": { alias: "5.2", models: { example.org/nic: { revision: r2 } } }
  "5.1.0": { alias: "5.1", models: { example.org/nic: { revision: r1 } } }
`,
    'classes/vm.yaml': `implementation: vm\nclasses:\n${parts.classes ?? '  base: {}\n  nic-device: { parent: base, aliases: [nic] }\n  nic-pci: { child: nic-device, model: example.org/nic }\n  other: {}\n'}`,
    'compat/5.1.yaml': `compat: "5.1"\nimplementation: vm\nentries: ${parts.compat ?? '{}'}\n`,
    'machines/pc.yaml': `machines: pc\nimplementation: vm\ntypes:\n${parts.machines ?? '  pc-5.2: { added: "5.2" }\n  pc-5.1: { compat: "5.1" }\n'}`,
  });
  return result.diagnostics.filter((each) => each.severity === 'error').map((each) => `${each.code} ${each.message} | ${each.help}`);
}

test('a default that changes and is not restored', () => {
  expect(judge({})).toEqual([
    'MS6012 the default of num-queues changes from 1 (5.1) to machine.cpus (5.2), and pc-5.1 does not restore it; this breaks 5.1 → 5.2, 5.2 → 5.1 and 5.1 → 5.2 → 5.2 | add `nic-device: { num-queues: 1 }` to it',
  ]);
});

test('an entry on the class, its child, a parent or an alias restores it; on another class or with another value it does not', () => {
  for (const name of ['nic-pci', 'nic-device', 'nic', 'base'])
    expect(judge({ compat: `{ ${name}: { num-queues: 1 } }` }), name).toEqual([]);
  expect(judge({ compat: '{ other: { num-queues: 1 } }' })).toHaveLength(1);
  expect(judge({ compat: '{ nic: { num-queues: 2 } }' })).toHaveLength(1);
  expect(judge({ compat: '{ nic: { queues: 1 } }' })).toHaveLength(1);
});

test('an entry that the newer build does not have yet restores nothing', () => {
  expect(judge({ compat: '{ nic: { num-queues: { value: 1, only: ["5.1"] } } }' })).toHaveLength(1);
  expect(judge({ compat: '{ nic: { num-queues: { value: 1, added: "5.2" } } }' })).toEqual([]);
});

test('machine types that only one of the builds has promise nothing', () => {
  expect(judge({ machines: '  pc-5.2: { added: "5.2" }\n' })).toEqual([]);
  expect(judge({ machines: '  pc-5.1: { compat: "5.1", removed: "5.2" }\n' })).toEqual([]);
});

test('a destination made from the configuration of the source has no machine table', () => {
  expect(judge({ destination: 'configured' })).toEqual([expect.stringContaining('MS4042')]);
});

test('a new param has the effect of its off value in older builds', () => {
  const both = (rest: string): string => `${param('default: 1')}\n${param(rest, 'vectors')}`;
  expect(judge({ params: both('off: 0, default: 2, added: r2') })).toEqual([
    expect.stringContaining('the default of vectors changes from 0 (5.1) to 2 (5.2)'),
  ]);
  expect(judge({ params: both('off: 0, default: 0, added: r2') })).toEqual([]);
  expect(judge({ params: both('off: 0, default: 2, added: r2'), compat: '{ nic: { vectors: 0 } }' })).toEqual([]);
  expect(judge({ params: both('off: 0, default: 2, added: r2, compare: ignore') })).toEqual([]);
});

test('a removed param goes on as it was frozen', () => {
  const both = (rest: string): string => `${param('default: 1')}\n${param(rest, 'vectors')}`;
  expect(judge({ params: both('off: 0, default: 2, removed: r2, frozen: 3') })).toEqual([
    expect.stringContaining('the default of vectors changes from 2 (5.1) to 3 (5.2)'),
  ]);
  expect(judge({ params: both('off: 0, default: 2, removed: r2, frozen: 2') })).toEqual([]);
});
