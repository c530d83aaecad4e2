// Generates the bench's spec with the real generator, compiles it, and loads the class.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');

export async function generatedClass() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-b', join(root, 'packages/runtime'), join(root, 'generator')], { stdio: 'inherit' });
  const { generate } = await import(pathToFileURL(join(root, 'generator/dist/index.js')).href);
  const options = { specDir: join(here, 'spec'), out: join(here, 'generated'), packageName: 'bench', check: false };
  const { diagnostics, trees } = await generate(options);
  for (const { severity, message } of diagnostics) console.log(`${severity}: ${message}`);
  if (trees.length === 0) throw new Error('the spec of the bench has errors');
  link('@migspec/runtime', join(root, 'packages/runtime'));
  link('@types/node', join(root, 'node_modules/@types/node'));
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: {
      composite: false,
      incremental: false,
      rootDir: join(here, 'generated/devices/src'),
      outDir: join(here, 'dist'),
      customConditions: [],
    },
    include: [join(here, 'generated/devices/src')],
  };
  mkdirSync(join(here, 'dist'), { recursive: true });
  writeFileSync(join(here, 'dist/package.json'), '{ "type": "module" }\n');
  writeFileSync(join(here, 'dist/tsconfig.json'), JSON.stringify(config));
  execFileSync(process.execPath, [tsc, '-p', join(here, 'dist')], { stdio: 'inherit' });
  const { registry } = await import(pathToFileURL(join(here, 'dist/registry.js')).href);
  return registry['bench@1']['bench.example/net']();
}

function link(name, target) {
  const at = join(here, 'node_modules', name);
  mkdirSync(dirname(at), { recursive: true });
  if (!existsSync(at)) symlinkSync(target, at);
}
