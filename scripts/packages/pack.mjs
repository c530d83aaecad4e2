// Tarballs of every package that is for others, as `pnpm publish` would send them.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, pnpm, root } from '../lib/run.mjs';

export const folder = join(root, '.cache/tarballs');

/** Folders of the workspace's packages that are not private, by name. */
export function publishable() {
  const folders = ['generator', 'conformance', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)];
  return new Map(
    folders.flatMap((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
      return manifest.private === true ? [] : [[manifest.name, path]];
    }),
  );
}

export function tarballOf(name) {
  return join(folder, `${name.replace('@', '').replace('/', '-')}-0.0.0.tgz`);
}

/** From a clean build: what the compiler left of sources that are gone would be packed, too. */
export function pack() {
  for (const path of publishable().values()) rmSync(join(root, path, 'dist'), { recursive: true, force: true });
  if (build() !== 0) return 1;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let status = 0;
  for (const path of publishable().values()) {
    status ||= pnpm(['--dir', path, 'pack', '--pack-destination', folder], { quiet: true });
  }
  return status;
}
