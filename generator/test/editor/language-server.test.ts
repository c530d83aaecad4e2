import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { emitEditorSchemas } from '../../src/emit/editor-schema/emit.js';
import { loadSpec } from '../../src/parse/load.js';
import { type Completion, LanguageServer, type Position } from './language-server.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const files = loadSpec(join(root, 'spec'), new Reporter());

/** A spec with the schemas as they are made now. */
const home = mkdtempSync(join(tmpdir(), 'migspec-editor-'));

let server: LanguageServer;
beforeAll(async () => {
  mkdirSync(join(home, 'schema'));
  for (const { path, text } of emitEditorSchemas()) writeFileSync(join(home, 'schema', path), text);
  server = await LanguageServer.start();
});
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

let opened = 0;

/** Opens a file of its own in the editor; `|` in the text is the cursor. */
async function edit(folder: string, schema: string, text: string) {
  const path = join(home, folder, `unsaved-${opened++}.yaml`);
  const modeline = `# yaml-language-server: $schema=${relative(dirname(path), join(home, `schema/${schema}.schema.json`))}\n`;
  const before = `${modeline}${text.slice(0, Math.max(text.indexOf('|'), 0))}`.split('\n');
  const cursor: Position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const diagnostics = await server.open(path, `${modeline}${text.replace('|', '')}`);
  return { path, cursor, diagnostics, lines: `${modeline}${text}`.split('\n') };
}

async function completions(folder: string, schema: string, text: string): Promise<readonly Completion[]> {
  const { path, cursor } = await edit(folder, schema, text);
  return server.complete(path, cursor);
}

function labels(items: readonly Completion[]): readonly string[] {
  return items.map(({ label }) => label);
}

function inserted(items: readonly Completion[], label: string): string | undefined {
  const item = items.find((each) => each.label === label);
  return item?.textEdit?.newText ?? item?.insertText;
}

test('nothing is underlined in any file of the spec', async () => {
  expect(files.length).toBeGreaterThan(20);
  for (const { source } of files) {
    const path = join(root, source.file);
    expect([source.file, await server.open(path, readFileSync(path, 'utf8'))]).toEqual([source.file, []]);
  }
});

test('an empty file is offered a whole small one', async () => {
  for (const [folder, schema, label, first] of [
    ['models', 'model', 'a model', 'model: '],
    ['types', 'types', 'shared types', 'types: '],
    ['classes', 'classes', 'device classes', 'implementation: '],
    ['implementations', 'implementation', 'an implementation', 'implementation: '],
    ['compat', 'compat', 'a compat set', 'compat: '],
    ['machines', 'machines', 'a machine family', 'machines: '],
    ['composed', 'composed', 'a composed device', 'composed: '],
    ['composed', 'composed', 'a composed device', 'composed: '],
  ] as const) {
    expect(inserted(await completions(folder, schema, '|'), label)?.startsWith(first), schema).toBe(true);
  }
});

test('keys: those that belong there, each with its snippet', async () => {
  const top = await completions('models', 'model', 'model: example.org/nic\n|');
  expect(labels(top)).toEqual(expect.arrayContaining(['params', 'versions', 'observables', 'state', 'situations', 'revisions']));
  expect(labels(top)).not.toContain('framing');
  expect(inserted(top, 'versions')).toBe(`versions:\n  "\${1:1}": {}`);
  const param = await completions('models', 'model', 'model: example.org/nic\nparams:\n  rss:\n    type: bool\n    |');
  expect(labels(param)).toEqual(expect.arrayContaining(['doc', 'off', 'default', 'range', 'guest-visible', 'added', 'sources']));
  expect(labels(param)).not.toContain('type');
  expect(inserted(param, 'range')).toBe(`range: \${1:0..32}`);
  const build = await completions('implementations', 'implementation', 'implementation: acme\nbuilds:\n  "1":\n    |');
  expect(labels(build)).toEqual(expect.arrayContaining(['alias', 'released', 'sources', 'models']));
});

test('maps with names of the author: an entry to start from', async () => {
  const fields = await completions('models', 'model', 'model: example.org/nic\nstate:\n  nic:\n    fields:\n      |');
  expect(labels(fields)).toEqual(expect.arrayContaining(['an integer', 'an enum', 'a counted array', 'padding']));
  expect(inserted(fields, 'a bounded integer')).toBe(`\${1:name}: { type: \${2:u16}, max: \${3:4095} }`);
  const params = await completions('models', 'model', 'model: example.org/nic\nparams:\n  |');
  expect(labels(params)).toEqual(expect.arrayContaining(['a switch', 'a number', 'a choice', 'feature bits']));
});

test('values: the words that are known, each with its meaning', async () => {
  const compare = await completions('models', 'model', 'model: example.org/nic\nparams:\n  rss:\n    type: bool\n    compare: |');
  expect(labels(compare)).toEqual(expect.arrayContaining(['equal', 'subset', 'at-most', 'ignore']));
  expect(JSON.stringify(compare.find(({ label }) => label === 'ignore')?.documentation)).toContain('Any two values go together.');
  const framing = await completions('implementations', 'implementation', 'implementation: acme\nframing: |');
  expect(labels(framing)).toEqual(expect.arrayContaining(['native', 'qemu']));
});

test('hover: what a key is, its kind, its default and an example', async () => {
  for (const [text, shown] of [
    ['params:\n  rss: { ty|pe: bool, default: true }', ['it never changes for one identity', 'needed', 'type: bool']],
    ['params:\n  rss: { type: bool, o|ff: false, default: true }', ['as if it did not exist', '*true or false*', 'off: false']],
    ['params:\n  rss: { type: bool, default: true, comp|are: equal }', ['default: equal', 'Any two values go together.']],
    ['params:\n  size: { type: u8, default: { r1: 1 }, ra|nge: 0..32 }', ['default: every value of the type', 'range: 0..32']],
    ['state:\n  nic: { mini|mum: 1 }', ['The oldest version that is accepted; default: the one written.', '0 to 2147483647']],
    ['state:\n  nic: { fields: { size: { type: u32, un|it: bytes } } }', ['bytes, entries, ns']],
    ['situat|ions: { fresh: {} }', ['Named states for the conformance matrix']],
  ] as const) {
    const { path, cursor } = await edit('models', 'model', `model: example.org/nic\n${text}\n`);
    const hover = await server.hover(path, cursor);
    for (const part of shown) expect(hover, text).toContain(part);
    expect(hover, text).not.toContain('||');
  }
});

test('a false value is underlined where it stands', async () => {
  for (const [folder, schema, text, underlined] of [
    ['models', 'model', 'model: example.org/nic\nparams: { rss: { type: bol, default: true } }', 'bol'],
    ['models', 'model', 'model: example.org/nic\nparams: { rss: { type: bool, default: true, colour: red } }', 'colour'],
    ['models', 'model', 'model: example.org/nic\nrevisions: r1', 'r1'],
    ['models', 'model', 'model: example.org/nic\nstate: { nic: { version: -1 } }', '-1'],
    ['models', 'model', 'model: example.org/nic\nparams: { rss: { type: bool, default: true, added: 1.1 } }', '1.1'],
    ['implementations', 'implementation', 'implementation: a\nframing: natif\ndestination: started\nbuilds: {}', 'natif'],
    ['compat', 'compat', 'compat: 5.1\nimplementation: qemu\nentries: {}', '5.1'],
    ['machines', 'machines', 'machines: pc\nimplementation: qemu\ntypes: { pc-1: { compat: [5.1] } }', '5.1'],
  ] as const) {
    const { diagnostics, lines } = await edit(folder, schema, `${text}\n`);
    const places = diagnostics.map(({ range: { start, end } }) => lines[start.line]?.slice(start.character, end.character));
    expect([text, places]).toEqual([text, [underlined]]);
  }
});
