import { expect, test } from 'vitest';
import { compileText, nicFindings } from './support.js';

const nic =
  'model: example.org/nic\nparams:\n  queues: { type: u16, default: "machine.cpus", guest-visible: false, sources: [test] }\nstate:\n  nic: { sources: [test], fields: { a: u8 } }\n';
const implementation = (name: string, facts: string): string =>
  `implementation: ${name}\nframing: native\ndestination: configured\n${facts}builds: { "1": { models: { example.org/nic: {} } } }\n`;

test('a machine fact is one of every implementation that has the model', () => {
  const findings = (other: string): readonly string[] =>
    compileText({
      'models/example.org/nic.yaml': nic,
      'implementations/a.yaml': implementation('a', 'machine-facts: { cpus: { type: u16, default: 1 } }\n'),
      'implementations/b.yaml': implementation('b', other),
    }).diagnostics.map((each) => each.code);
  expect(findings('machine-facts: { cpus: { type: u16, default: 4 } }\n')).toEqual([]);
  expect(findings('machine-facts: { cpus: { type: bool, default: true } }\n')).toEqual(['MS3027']);
  expect(findings('')).toEqual(['MS3027']);
});

const vm = `implementation: vm
framing: qemu
destination: started
machine-facts:
  cpus: { type: u16, doc: Virtual CPUs., default: 1, matrix: [1, 4] }
  mode: { type: enum, values: [plain, fancy], default: plain }
builds: # newest first
  "10.0": { alias: "10", models: {} }
  "9.0": { released: 2024-04-23, models: { example.org/nic: { revision: r2, versions: ["2", "1"], narrow: { size: 1..8 } } } }
errata:
  ring-1024:
    builds: ["9.0"]
    doc: Rings are larger.
    deviation: { type: Ring, write: { num: { at: create, value: 1024 }, size: { value: "params.size" } } }
    expect: { to: "10", refused: too large }
`;
const model = `model: example.org/nic
revisions: ["r1", "r2"]
params:
  size: { type: u16, off: 0, range: 0..64, default: 8, guest-visible: false, sources: [test] }
  fast: { type: bool, off: false, default: true, added: r2, guest-visible: false, sources: [test] }
versions: { "2": { size: 8 }, "1": { size: 1 } }
types:
  Ring: { fields: { num: u16, size: u32 } }
state:
  nic: { sources: [test], fields: { ring: Ring } }
`;

test('builds, facts, errata and machine types as they are resolved', () => {
  const result = compileText({
    'models/example.org/nic.yaml': model,
    'implementations/vm.yaml': vm,
    'classes/vm.yaml': 'implementation: vm\nclasses:\n  nic: { model: example.org/nic, aliases: [net] }\n  base: {}\n',
    'compat/9.0.yaml': 'compat: "9.0"\nimplementation: vm\nentries: { net: { size: { value: 0x10, added: "10" }, fast: "off" } }\n',
    'machines/pc.yaml': 'machines: pc\nimplementation: vm\ntypes:\n  pc-10: { added: "10" }\n  pc-9: { compat: "9.0", removed: "10.0" }\n',
  });
  expect(result.diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  const [found] = result.spec?.implementations ?? [];
  expect(found?.machineFacts.map((each) => [each.name, each.matrix.map((value) => value.value)])).toEqual([
    ['cpus', ['1', '4']],
    ['mode', ['plain']],
  ]);
  expect(found?.builds.map((each) => [each.name, each.alias, each.released])).toEqual([
    ['10.0', '10', undefined],
    ['9.0', undefined, '2024-04-23'],
  ]);
  expect(found?.builds[1]?.models).toEqual([
    { model: 'example.org/nic', revision: 1, versions: ['2', '1'], narrow: { size: { items: [{ min: '1', max: '8' }] } } },
  ]);
  expect(found?.classes.map((each) => each.name)).toEqual(['base', 'nic']);
  expect(found?.errata[0]?.deviation).toEqual({
    on: { kind: 'type', type: 'Ring' },
    changes: [
      { kind: 'write', field: 'num', value: { text: '1024', expr: { op: 'int', value: '1024' } } },
      { kind: 'write', field: 'size', value: { text: 'params.size', expr: { op: 'param', id: 'size' } } },
    ],
  });
  expect(result.spec?.compatSets[0]?.entries).toEqual([
    { class: 'net', property: 'size', value: { kind: 'int', value: '16' }, added: '10.0' },
    { class: 'net', property: 'fast', value: { kind: 'string', value: 'off' } },
  ]);
  expect(result.spec?.machineFamilies[0]?.types.map((each) => [each.name, each.added, each.removed])).toEqual([
    ['pc-10', '10.0', undefined],
    ['pc-9', undefined, '10.0'],
  ]);
});

test('circles of versions, observables and classes end in one finding each', () => {
  const classes = compileText({
    'implementations/vm.yaml': 'implementation: vm\nframing: qemu\ndestination: started\nbuilds: {}\n',
    'classes/vm.yaml':
      'implementation: vm\nclasses:\n  a: { parent: b }\n  b: { parent: c }\n  c: { parent: a }\n  d: { parent: a, child: d }\n',
  });
  expect(classes.diagnostics.map((each) => each.message)).toEqual([
    'device classes have each other as parent in a circle: a → b → c → a',
    'device classes have each other as child in a circle: d → d',
  ]);
  const body = `params:\n  size: { type: u16, off: 0, default: 8, guest-visible: false, sources: [test] }\nversions: { a: { based-on: b, size: 1 }, b: { based-on: a }, c: { based-on: c } }\nstate:\n  nic: { sources: [test], fields: { a: u8 } }\n`;
  expect(nicFindings(body)).toEqual([
    'MS3017 versions are based on each other in a circle: a → b → a',
    'MS3017 versions are based on each other in a circle: c → c',
  ]);
});
