// Runs every fenced shell block of README.md, in order, in one temporary clone of the committed tree.
//   node scripts/readme.mjs [--without COMMAND]     leaves out lines that begin with the command, for CI, which has run it itself
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

const without = process.argv[2] === '--without' ? process.argv[3] : undefined;
const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
const clone = mkdtempSync(join(tmpdir(), 'migspec-readme-'));
let status = 0;
try {
  status = sh(`git clone -q "${root}" "${clone}"`, root);
  for (const [, language, text] of blocks) {
    if (status !== 0) break;
    if (language !== 'sh') {
      console.log(`README.md: a block in ${language || 'no language'}: only sh blocks can be run`);
      status = 1;
      break;
    }
    const wanted = without === undefined ? text : text.replace(new RegExp(`^${without}\\b.*$`, 'm'), '');
    console.log(wanted);
    status = sh(wanted, clone);
  }
} finally {
  rmSync(clone, { recursive: true, force: true });
}
console.log(`README.md: ${blocks.length} blocks, ${status === 0 ? 'all ran' : 'one failed'}`);
process.exitCode = status === 0 && blocks.length >= 2 ? 0 : 1;

function sh(text, cwd) {
  return spawnSync('bash', ['-euo', 'pipefail', '-c', text], { cwd, stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
}
