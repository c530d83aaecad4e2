/** What a process makes that has made the spec before is, byte for byte, what one makes that starts with it, whatever has changed. */
import { expect, test } from 'vitest';
import { compileFiles } from '../../src/driver/compile.js';
import { Memory } from '../../src/driver/memory.js';
import { outputsOf } from '../../src/driver/outputs.js';
import type { EmittedFile } from '../../src/emit/file.js';
import { decompose } from '../../src/ir/decompose.js';
import { specFiles } from '../compile/support.js';
import { Random } from '../fuzz/random.js';

/** A file with places `<name: this|that>`: each place is a change that can be made and taken back. */
const template: Readonly<Record<string, string>> = {
  'models/example.org/nic.yaml': `model: example.org/nic
title: <title: A card|Another card>
sources: [test]
revisions: ["a", "b"]
params:
  queues: { type: u16, range: 1..8, off: 1, default: { a: 1, b: "machine.cpus" }, sources: [test] }
  rss: { type: bool, off: false, default: <default: true|false>, added: b, sources: [test] }
versions:
  "2": { queues: 4, rss: true }
  "1": { queues: 1 }
observables: { has-rss: { value: "params.rss", added: b }, queue-count: <observable: "params.queues"|"params.queues + 1"> }
types:
  Ring: { fields: { head: { type: u16, below: <bound: 256|128> } } }
state:
  nic:
    sources: [test]
    fields:
      ring: { type: Ring }
      rate: { type: u16, max: "machine.cpus" }
      more: { type: u8, added: b }
      parts: { type: shared.Part, count: "params.queues", capacity: 8 }
`,
  'models/example.org/same-name.yaml': `model: example.org/same-name
sources: [test]
revisions: ["a", "b"]
versions: { "1": {} }
state:
  same-name: { sources: [test], fields: { level: <level: u16|u8>, on: bool, more: { type: u8, added: b } } }
`,
  // In C and in Kaitai's language it has the name of the one above.
  'models/example.org/same_name.yaml': `model: example.org/same_name
sources: [test]
versions: { "1": {} }
state:
  same-name: { sources: [test], fields: { level: u32 } }
`,
  'types/shared.yaml': `types: shared
sources: [test]
structs:
  Part: { fields: { at: <shared: u32|u64> } }
`,
  'implementations/acme.yaml': `implementation: acme
sources: [test]
framing: <framing: native|qemu>
destination: started
machine-facts:
  cpus: { type: <fact: u16|u8>, default: <cpus: 1|2>, matrix: [1, 4] }
host-facts:
  speed: { type: u32, default: <speed: 10|20>, matrix: [10, 20] }
builds:
  "2":
    sources: [test]
    models: { example.org/nic: { revision: b }, example.org/same-name: { revision: b }, example.org/same_name: {} }
  "1":
    released: <released: "2020-01-01"|"2021-01-01">
    sources: [test]
    models: { example.org/nic: { revision: <revision: a|b> }<known: , example.org/same-name: { revision: a }|> }
errata:
  high:
    builds: <erratum: ["1"]|["1", "2"]>
    doc: <words: It writes one too many.|It counts from one.>
    deviation: { model: example.org/nic, section: nic, bounds: { rate: { max: 3 } } }
`,
  'classes/acme.yaml': `implementation: acme
sources: [test]
classes:
  base: {}
  device: { <class: parent: base|aliases: [base2]> }
  nic: { child: device, model: example.org/nic }
`,
  'compat/acme.yaml': `compat: "1"
implementation: acme
sources: [test]
entries:
  <row: device|nic>: { queues: <compat: 1|2> }
`,
  'machines/acme.yaml': `machines: board
implementation: acme
sources: [test]
types:
  board-2: { added: "2" }
  board-1: { compat: "1", added: "2" }
  <machine: |board-0: { added: "2" }>
`,
  'models/example.org/front.yaml': `model: example.org/front
sources: [test]
params:
  ring: { type: u16, range: 1..64, default: <front: 32|16>, sources: [test] }
  depth: { type: u16, range: 1..64, default: 8, sources: [test] }
versions: { "1": { ring: 16, depth: 2 } }
observables: { ring: "params.ring", depth: "params.depth" }
state: { front: { sources: [test], fields: { at: { type: u16, max: "params.ring" } } } }
`,
  'models/example.org/back.yaml': `model: example.org/back
sources: [test]
params:
  ring: { type: u16, range: 1..64, default: 16, sources: [test] }
  depth: { type: u16, range: 1..64, default: 4, sources: [test] }
versions: { "1": { ring: 16, depth: 2 } }
observables: { ring: "params.ring", depth: "params.depth" }
state: { back: { sources: [test], fields: { mark: <back: u16|u8> } } }
`,
  'implementations/host.yaml': `implementation: host
sources: [test]
framing: native
destination: configured
builds: { "1": { sources: [test], models: { example.org/front: {}, example.org/back: {} } } }
`,
  'composed/both.yaml': `composed: both
model: example.org/both
title: <composed: Two sides|Both sides>
sources: [test]
front: { implementation: host, model: example.org/front }
back: { implementation: host, model: example.org/back }
params: { ring: min, depth: <meet: min|equal> }
hosts: { "<host: 1+1|one>": { front: "1", back: "1" } }
`,
};

const place = /<(\w+): ([^|]*)\|([^>]*)>/g;
const places = Object.values(template).flatMap((text) => [...text.matchAll(place)].map((match) => match[1] ?? ''));

function files(changed: ReadonlySet<string>) {
  const text = (from: string): string =>
    from.replace(place, (_, name: string, one: string, other: string) => (changed.has(name) ? other : one));
  return specFiles(Object.fromEntries(Object.entries(template).map(([path, from]) => [path, text(from)])));
}

async function made(changed: ReadonlySet<string>, memory: Memory): Promise<ReadonlyMap<string, EmittedFile>> {
  const { spec, diagnostics } = compileFiles(files(changed), memory);
  if (spec === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const outputs = await outputsOf(spec, decompose(spec), { packageName: '@acme', docs: true });
  return new Map(outputs.flatMap(({ folder, files: own }) => own.map((file) => [`${folder}/${file.path}`, file] as const)));
}

const texts = (tree: ReadonlyMap<string, EmittedFile>) => [...tree].map(([path, { text }]) => [path, text]);

async function sameAsFresh(changed: ReadonlySet<string>, memory: Memory): Promise<void> {
  expect(texts(await made(changed, memory)), [...changed].join(' ')).toEqual(texts(await made(changed, new Memory())));
}

test.each(places)('%s is changed and changed back', async (name) => {
  const memory = new Memory();
  const before = await made(new Set(), memory);
  const after = await made(new Set([name]), memory);
  expect(texts(after)).not.toEqual(texts(before));
  expect(texts(after)).toEqual(texts(await made(new Set([name]), new Memory())));
  expect(texts(await made(new Set(), memory))).toEqual(texts(before));
});

test('changes at random, one on the other', async () => {
  const random = new Random(7);
  const memory = new Memory();
  const changed = new Set<string>();
  for (let step = 0; step < 30; step++) {
    const name = places[random.int(places.length)] ?? '';
    if (!changed.delete(name)) changed.add(name);
    await sameAsFresh(changed, memory);
  }
});

test('files of a model that did not change are the same objects', async () => {
  const memory = new Memory();
  const before = await made(new Set(), memory);
  const after = await made(new Set(['level']), memory);
  const own = [...before.keys()].filter((path) => /\bnic\b/.test(path));
  expect(own.length).toBeGreaterThan(8);
  for (const path of own) expect(after.get(path), path).toBe(before.get(path));
});

test('what the whole package says follows the model', async () => {
  const memory = new Memory();
  await made(new Set(), memory);
  expect((await made(new Set(['title']), memory)).get('devices/README.md')?.text).toContain('Another card');
});
