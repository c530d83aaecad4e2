import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, temporaryFolder } from './run.js';

interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

/** The commands of a page's console blocks, each with what it is shown to print. */
function shownIn(page: string): readonly Shown[] {
  const blocks = [...page.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block]) => (block ?? '').trimEnd().split('\n'));
  return blocks.flatMap((lines) => {
    const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
    return starts.map((start, index) => ({
      command: (lines[start] ?? '').slice(2),
      output: lines.slice(start + 1, starts[index + 1] ?? lines.length),
    }));
  });
}

/** `…` alone on a line stands for any lines. */
function pattern(output: readonly string[]): RegExp {
  const lines = output.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\n`));
  return new RegExp(`^${lines.join('')}$`);
}

test('the commands of the guide print what it shows', () => {
  const guide = join(root, 'docs/guide');
  const npx = `npx() { shift; "${process.execPath}" "${join(root, 'packages/cli/bin/migspec.js')}" "$@"; }`;
  let run = 0;
  for (const name of readdirSync(guide).filter((file) => file.endsWith('.md'))) {
    const home = temporaryFolder();
    symlinkSync(join(root, 'packages'), join(home, 'packages'));
    for (const { command, output } of shownIn(readFileSync(join(guide, name), 'utf8'))) {
      const { stdout } = spawnSync('bash', ['-c', `${npx}\n{ ${command}\n} 2>&1`], { cwd: home, encoding: 'utf8' });
      const printed = stdout === '' || stdout.endsWith('\n') ? stdout : `${stdout}\n`;
      if (!pattern(output).test(printed)) expect(printed.split('\n'), `${name}: ${command}`).toEqual(output);
      run++;
    }
  }
  expect(run).toBeGreaterThan(10);
});
