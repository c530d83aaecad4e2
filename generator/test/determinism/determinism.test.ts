import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { compileFiles } from '../../src/driver/compile.js';
import { generate } from '../../src/driver/generate.js';
import { emitC } from '../../src/emit/c/emit.js';
import { emitCapabilities } from '../../src/emit/capabilities/emit.js';
import { capabilitiesReadme, devicesReadme } from '../../src/emit/docs/readme.js';
import { emitKsy } from '../../src/emit/ksy/emit.js';
import { emitTypescript } from '../../src/emit/ts/emit.js';
import { decompose } from '../../src/ir/decompose.js';
import { loadSpec } from '../../src/parse/load.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const spec = join(root, 'spec');

function filesUnder(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes('node_modules') || entry.parentPath.includes('/dist')) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path), readFileSync(path, 'utf8'));
  }
  return files;
}

test('the same bytes again, elsewhere, in another locale, from files in another order; the second run writes nothing', async () => {
  const home = mkdtempSync(join(tmpdir(), 'migspec-determinism-'));
  const copy = join(home, 'somewhere else/spec');
  cpSync(spec, copy, { recursive: true });
  const options = { specDir: copy, out: join(home, 'out'), packageName: '@migspec', check: false };
  const first = await generate(options);
  expect(first.trees.map(({ report }) => report.added.length > 0).slice(0, 2)).toEqual([true, true]);
  const made = filesUnder(join(home, 'out'));
  const times = [...made.keys()].map((path) => statSync(join(home, 'out', path)).mtimeNs);
  const second = await generate(options);
  for (const { report } of second.trees) expect(report).toEqual({ added: [], changed: [], removed: [] });
  expect([...made.keys()].map((path) => statSync(join(home, 'out', path)).mtimeNs)).toEqual(times);

  // What is checked in was made from another folder, at another time.
  for (const [path, text] of made) {
    const own = join(root, 'packages', path);
    expect(readFileSync(own, 'utf8') === text, `${path} differs from what is checked in`).toBe(true);
  }

  const reporter = new Reporter();
  const shuffled = [...loadSpec(copy, reporter)].reverse();
  const { spec: ir } = compileFiles(shuffled);
  if (ir === undefined) throw new Error('the spec does not compile');
  const snapshots = decompose(ir);
  const input = (member: string) => ({ spec: ir, snapshots, packageName: `@migspec/${member}` });
  const [devices, capabilities] = [input('devices'), input('capabilities')];
  const again = [
    ...[...emitTypescript(devices), devicesReadme(devices)].map((file) => ['devices', file] as const),
    ...[...emitCapabilities(capabilities), capabilitiesReadme(capabilities)].map((file) => ['capabilities', file] as const),
    ...emitC(input('c')).map((file) => ['c', file] as const),
    ...emitKsy(input('ksy')).map((file) => ['ksy', file] as const),
  ];
  for (const [member, file] of again)
    expect(made.get(join(member, file.path)) === file.text, `${file.path} depends on the order of files`).toBe(true);
  expect(again.length).toBe([...made.keys()].filter((path) => !path.endsWith('.migspec-manifest.json')).length);
});

test('another locale and time zone change nothing', () => {
  const out = mkdtempSync(join(tmpdir(), 'migspec-locale-'));
  execFileSync(process.execPath, [join(root, 'packages/cli/bin/migspec.js'), 'generate', '--spec', spec, '--out', out], {
    env: { ...process.env, LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham' },
    cwd: out,
    stdio: 'pipe',
  });
  for (const [path, text] of filesUnder(out)) expect(readFileSync(join(root, 'packages', path), 'utf8') === text, path).toBe(true);
});
