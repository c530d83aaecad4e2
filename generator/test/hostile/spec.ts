/** A spec with the same text in every place that holds text for people, and one of everything that is emitted. */

const build = (models: string, text: string): string => `{ doc: ${text}, sources: [${text}], models: { ${models} } }`;

/** Files by path. The text stands in YAML as a double-quoted string. */
export function wordySpec(words: string): Readonly<Record<string, string>> {
  const text = JSON.stringify(words);
  const model = `model: https://example.org/devices/nic
title: ${text}
doc: ${text}
sources: [${text}]
revisions: ["r1", "r2"]
params:
  rss: { doc: ${text}, unit: ${text}, type: bool, off: false, default: true, added: r2, guest-visible: false, sources: [${text}] }
  size: { doc: ${text}, unit: ${text}, type: u16, off: 0, range: 0..64, default: { r1: 32, r2: 64 }, sources: [${text}] }
  features: { doc: ${text}, type: flags, bits: { csum: 0, tso: 1 }, off: 0, default: [csum], guest-visible: false, sources: [${text}] }
  mode: { doc: ${text}, type: enum, values: [plain, fancy], off: plain, default: plain, guest-visible: false, sources: [${text}] }
  label: { doc: ${text}, type: string, off: "", default: ${JSON.stringify(words.slice(0, 60))}, guest-visible: false, sources: [${text}] }
constraints:
  - { rule: "!params.rss || params.size > 0", added: r2 }
versions:
  "2": { doc: ${text}, size: 32 }
  "1": { doc: ${text} }
observables:
  table-size: { doc: ${text}, value: "params.size" }
migratable: { when: "params.mode == 'plain'", reason: ${text} }
types:
  Ring:
    doc: ${text}
    parameters: { size: { kind: expr, doc: ${text} } }
    fields: { head: { type: u16, max: "args.size", doc: ${text}, unit: ${text} } }
state:
  nic:
    doc: ${text}
    sources: [${text}]
    fields:
      link: { type: enum, values: { down: 0, up: 1 }, doc: ${text}, unit: ${text} }
      ctrl: { type: flags, of: u32, bits: { enable: 0 }, doc: ${text} }
      count: { type: u16, max: 64, doc: ${text} }
      table: { type: u32, count: "state.count", capacity: 64, doc: ${text} }
      ring: { type: Ring, with: { size: "params.size" }, doc: ${text} }
      name: { type: string, capacity: 32, doc: ${text} }
    invariants:
      - "state.count <= params.size"
    subsections:
      nic/key: { doc: ${text}, needed: "state.key != 0", sources: [${text}], fields: { key: { type: u64, doc: ${text} } } }
situations:
  fresh: { doc: ${text} }
  keyed: { doc: ${text}, state: { key: 1 } }
`;
  const known = (revision: string): string => build(`https://example.org/devices/nic: { revision: ${revision} }`, text);
  const implementation = (name: string, framing: string, destination: string): string => `implementation: ${name}
doc: ${text}
sources: [${text}]
framing: ${framing}
destination: ${destination}
builds:
  "2.0": ${known('r2')}
  "1.0": ${known('r1')}
errata:
  ring-too-large:
    builds: ["1.0"]
    doc: ${text}
    evidence: ${text}
    remedy: ${text}
    sources: [${text}]
    deviation: { type: Ring, write: { head: { value: 7 } } }
`;
  return {
    'models/example.org/devices/nic.yaml': model,
    'implementations/vm.yaml': implementation('vm', 'qemu', 'started'),
    'implementations/mdev.yaml': implementation('mdev', 'native', 'configured'),
    'classes/vm.yaml': `implementation: vm\ndoc: ${text}\nsources: [${text}]\nclasses:\n  nic: { doc: ${text}, sources: [${text}], model: https://example.org/devices/nic }\n`,
    'compat/1.0.yaml': `compat: "1.0"\nimplementation: vm\ndoc: ${text}\nsources: [${text}]\nentries:\n  nic: { size: { value: 32, doc: ${text}, sources: [${text}] }, rss: false }\n`,
    'machines/pc.yaml': `machines: pc\nimplementation: vm\ndoc: ${text}\nsources: [${text}]\ntypes:\n  pc-2.0: { doc: ${text}, sources: [${text}], added: "2.0" }\n  pc-1.0: { doc: ${text}, compat: "1.0" }\n`,
  };
}
