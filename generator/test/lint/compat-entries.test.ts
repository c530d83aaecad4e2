import { expect, test } from 'vitest';
import { nicFindings } from '../compile/support.js';

/** Findings of a spec whose machine type of 5.1 restores these properties of its one device class. */
function judge(entries: string): readonly string[] {
  return nicFindings(
    `revisions: ["r1", "r2"]
params:
  queues: { type: u16, range: 1..64, default: { r1: 1, r2: 4 }, guest-visible: false, sources: [test] }
  mode: { type: enum, values: [plain, fancy], off: plain, default: fancy, added: r2, guest-visible: false, sources: [test] }
state:
  nic: { sources: [test], fields: { ctrl: u32 } }
`,
    {
      'implementations/vm.yaml': `implementation: vm
framing: qemu
destination: started
builds:
  "5.2.0": { alias: "5.2", models: { example.org/nic: { revision: r2 } } }
  "5.1.0": { alias: "5.1", models: { example.org/nic: { revision: r1 } } }
`,
      'classes/vm.yaml': 'implementation: vm\nclasses: { nic: { model: example.org/nic } }\n',
      'compat/5.1.yaml': `compat: "5.1"\nimplementation: vm\nentries: { nic: { ${entries} } }\n`,
      'machines/pc.yaml': 'machines: pc\nimplementation: vm\ntypes:\n  pc-5.2: { added: "5.2" }\n  pc-5.1: { compat: "5.1" }\n',
    },
  );
}

test('a value is one that the param accepts, by its type and by its range', () => {
  expect(judge('queues: 1, mode: plain')).toEqual([]);
  expect(judge('queues: "1", mode: plain')).toEqual([]);
  expect(judge('queues: 0, mode: plain')).toEqual(['MS4036 0 is a value that queues never accepts']);
  expect(judge('queues: 65, mode: plain')).toEqual(['MS4036 65 is a value that queues never accepts']);
  expect(judge('queues: many, mode: plain')).toEqual(['MS4036 many is a value that queues never accepts']);
  expect(judge('queues: 1, mode: odd')).toEqual(['MS4036 odd is a value that mode never accepts']);
});
