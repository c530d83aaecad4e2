/** A copy of the working tree to sabotage: sources are copied, packages of the workspace resolve inside the copy, all others are linked. */
import { execFileSync } from 'node:child_process';
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const store = `${sep}node_modules${sep}.pnpm${sep}`;

/** Copies what git tracks and what it does not ignore; what only other tools need stays behind. */
export function copyTree(root, target) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const folders = new Set();
  for (const path of new Set(listed.split('\0'))) {
    if (path === '' || path.startsWith('bench/') || path.startsWith('report/') || !existsSync(join(root, path))) continue;
    const folder = dirname(join(target, path));
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    copyFileSync(join(root, path), join(target, path), constants.COPYFILE_FICLONE);
  }
  for (const folder of packageFolders(root)) linkModules(root, target, folder);
}

function packageFolders(root) {
  const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name));
  return ['', 'generator', 'conformance', ...packages].filter((folder) => existsSync(join(root, folder, 'node_modules')));
}

function linkModules(root, target, folder) {
  const from = join(root, folder, 'node_modules');
  for (const name of readdirSync(from)) {
    if (name.startsWith('.')) continue;
    const names = name.startsWith('@') ? readdirSync(join(from, name)).map((inner) => join(name, inner)) : [name];
    for (const one of names) {
      const link = join(target, folder, 'node_modules', one);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(counterpart(root, target, realpathSync(join(from, one))), link, 'junction');
    }
  }
}

/** Where the copy has it: packages of the workspace in the copy, everything else where it is. */
function counterpart(root, target, path) {
  const inside = relative(realpathSync(root), path);
  return inside.startsWith('..') || path.includes(store) ? path : join(target, inside);
}

/** Whether a module is a source of the original tree: a copy that uses one would be judged by what was not sabotaged. */
export function escapes(root, id) {
  return id.startsWith(`${realpathSync(root)}${sep}`) && !id.includes(`${sep}node_modules${sep}`);
}
