// A spec with as many models as asked for: 50 fields each, two revisions in two builds, a subsection, three situations.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the spec below `folder` and returns the path of one model's file. */
export function manyModels(folder, count) {
  mkdirSync(join(folder, 'models/example.org'), { recursive: true });
  mkdirSync(join(folder, 'implementations'), { recursive: true });
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  for (const name of names) writeFileSync(join(folder, `models/example.org/${name}.yaml`), model(name));
  const models = (revision) => names.map((name) => `      example.org/${name}: { revision: ${revision} }`).join('\n');
  const build = (name, revision) => `  "${name}":\n    sources: [bench]\n    models:\n${models(revision)}\n`;
  writeFileSync(
    join(folder, 'implementations/acme.yaml'),
    `implementation: acme\nsources: [bench]\nframing: native\ndestination: configured\nbuilds:\n${build('2', 'b')}${build('1', 'a')}`,
  );
  return join(folder, `models/example.org/${names[0]}.yaml`);
}

function model(name) {
  const widths = [8, 16, 32, 64];
  const fields = Array.from({ length: 45 }, (_, index) => `      reg${index}: { type: u${widths[index % 4]} }`).join('\n');
  return `model: example.org/${name}
sources: [bench]
revisions: ["a", "b"]
params:
  queues: { type: u16, range: 1..64, off: 1, default: { a: 1, b: 4 }, sources: [bench] }
  rss: { type: bool, off: false, default: true, added: b, sources: [bench] }
versions:
  "2": { queues: 4, rss: true }
  "1": { queues: 1 }
observables: { queue-count: "params.queues", has-rss: { value: "params.rss", added: b } }
types:
  Ring: { fields: { head: { type: u16, below: 256 }, tail: { type: u16, below: 256 }, base: u64 } }
state:
  ${name}:
    sources: [bench]
    fields:
${fields}
      rings: { type: Ring, count: "params.queues", capacity: 64 }
    subsections:
      ${name}/rss: { added: b, needed: "params.rss && !isReset(state.key)", fields: { key: "u8[40]", on: bool } }
situations:
  fresh: {}
  busy: { state: { rings: random, reg1: 7 } }
  keyed: { added: b, when: "params.rss", state: { key: random } }
`;
}
