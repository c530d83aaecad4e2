import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DeviceClass, runtimeCodes } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { migspec, root, temporaryFolder } from './run.js';

/** The fixtures of the run-time codes, as far as they have a model: packages/runtime/test/codes says what each input is. */
interface Fixture {
  readonly input: string;
  readonly model?: readonly string[];
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

const folder = join(root, 'packages/runtime/test/codes');
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ id: file.slice(0, -'.json'.length), ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture) }))
  .filter(({ input, model }) => model !== undefined && input !== 'qemu');

const modelId = (id: string): string => `example.org/${id.toLowerCase().replaceAll('_', '-')}`;

/** The page shows what matters; a whole file also names its sources, a version and a situation. */
function modelFile(id: string, lines: readonly string[]): string {
  const said = 'sources: [data sheet]';
  const text = lines.join('\n');
  const sourced = text
    .replace(/^( {2}[a-z][\w-]*): \{ (?=type|fields|version)/gm, `$1: { ${said}, `)
    .replace(/^( {2}[a-z]\w*):$/gm, `$1:\n    ${said}`);
  const versions = /^versions:/m.test(text) ? '' : 'versions: { "1": {} }\n';
  return `model: ${modelId(id)}\n${said}\nrevisions: ["r1"]\n${versions}${sourced}\nsituations: { fresh: {} }\n`;
}

async function built(): Promise<(id: string) => Promise<DeviceClass>> {
  const home = temporaryFolder();
  const models = fixtures.map(({ id }) => `    ${modelId(id)}: { revision: r1 }`).join('\n');
  const implementation = `implementation: example\nsources: [notes]\nframing: native\ndestination: configured\nbuilds:\n  "1":\n    sources: [notes]\n    models:\n`;
  mkdirSync(join(home, 'spec/implementations'), { recursive: true });
  mkdirSync(join(home, 'spec/models/example.org'), { recursive: true });
  writeFileSync(join(home, 'spec/implementations/example.yaml'), `${implementation}${models.replaceAll(/^/gm, '    ')}\n`);
  for (const { id, model } of fixtures) {
    writeFileSync(join(home, 'spec/models', `${modelId(id)}.yaml`), modelFile(id, model ?? []));
  }
  const generated = migspec('generate', '--spec', join(home, 'spec'), '--out', join(home, 'packages'), '--package', '@acme');
  expect(generated.stderr).not.toContain('error');
  expect(generated.status).toBe(0);
  for (const [name, at] of [['@migspec/runtime', join(root, 'packages/runtime')]] as const) {
    mkdirSync(dirname(join(home, 'node_modules', name)), { recursive: true });
    symlinkSync(at, join(home, 'node_modules', name));
  }
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', join(home, 'packages/devices')], { stdio: 'pipe' });
  const url = pathToFileURL(join(home, 'packages/devices/dist/index.js')).href;
  const { registry }: { readonly registry: Readonly<Record<string, Readonly<Record<string, () => Promise<DeviceClass>>>>> } = await import(
    url
  );
  return (id) => {
    const load = registry['example@1']?.[modelId(id)];
    if (load === undefined) throw new Error(`${id} was not generated`);
    return load();
  };
}

/** What comes of the lines, as the pages have it: the message with its code in front, or `accepted`. */
function outcome(type: DeviceClass, input: string, lines: readonly string[]): string {
  try {
    take(type, input, lines);
    return 'accepted';
  } catch (error) {
    // Of the installed runtime, which is not the one that this file would import.
    if (!(error instanceof Error) || !('code' in error) || error.name !== 'MigspecError') throw error;
    return `${error.message.startsWith(String(error.code)) ? '' : `${String(error.code)}: `}${error.message}`;
  }
}

/** What the page says of its bad example. */
function saidBy(id: string): string {
  const page = readFileSync(
    join(root, 'docs/diagnostics', `MS${Object.entries(runtimeCodes).find(([code]) => code === id)?.[1][0]}.md`),
    'utf8',
  );
  return /\n```\n\n```text\nMS\d{4} ([^\n]*)\n```\n\nGood:/.exec(page)?.[1] ?? 'nothing';
}

function take(type: DeviceClass, input: string, lines: readonly string[]): void {
  const text = lines.join('\n');
  const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(/#.*| |\n/g, ''), 'hex'));
  switch (input) {
    case 'payload':
      type.create('').load([{ name: 'nic', instance: 0, version: 1, optional: false, payload: bytes(text) }]);
      return;
    case 'sections':
      type.create('').load(
        lines.map((line) => {
          const [, name = '', version, optional, hex = ''] = /^(\S+) version (\d+)(, optional)?: (.*)$/.exec(line) ?? [];
          return { name, instance: 0, version: Number(version), optional: optional !== undefined, payload: bytes(hex) };
        }),
      );
      return;
    case 'instantiation':
      type.create(text);
      return;
    case 'configuration':
      type.create(JSON.parse(text));
      return;
    case 'state': {
      const device = type.create('');
      device.state = JSON.parse(text);
      device.save();
      return;
    }
    default:
      throw new Error(`no such input: ${input}`);
  }
}

test('what the generator makes of the examples behaves as the pages say', async () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(20);
  const classOf = await built();
  const rows = await Promise.all(
    fixtures.map(async ({ id, input, bad, good }) => {
      const type = await classOf(id);
      return { id, bad: outcome(type, input, bad), good: outcome(type, input, good) };
    }),
  );
  expect(rows).toEqual(fixtures.map(({ id }) => ({ id, bad: saidBy(id).replace('example.org/nic', modelId(id)), good: 'accepted' })));
});
