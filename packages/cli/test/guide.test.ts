import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root, temporaryFolder } from './run.js';

/** What a page has its reader do: write a file, or type a command and see what it prints. */
type Step = { readonly file: string; readonly text: string } | { readonly command: string; readonly output: readonly string[] };

/** YAML blocks whose first line is a path, and the commands of console blocks, in order. */
function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(/^```(console|yaml)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, block = '']): readonly Step[] => {
    const lines = block.trimEnd().split('\n');
    if (kind === 'yaml') {
      const file = /^# (\S+\/\S+\.yaml)$/.exec(lines[0] ?? '')?.[1];
      return file === undefined ? [] : [{ file, text: `${lines.slice(1).join('\n')}\n` }];
    }
    const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
    return starts.map((start, index) => ({
      command: (lines[start] ?? '').slice(2),
      output: lines.slice(start + 1, starts[index + 1] ?? lines.length),
    }));
  });
}

function pagesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort();
}

/** `…` alone on a line stands for any lines. */
function pattern(output: readonly string[]): RegExp {
  const lines = output.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\n`));
  return new RegExp(`^${lines.join('')}$`);
}

const guide = join(root, 'docs/guide');
const npx = `npx() { shift; "${process.execPath}" "${join(root, 'packages/cli/bin/migspec.js')}" "$@"; }`;
const pages = pagesBelow(guide).flatMap((name) => {
  const steps = stepsOf(readFileSync(join(guide, name), 'utf8'));
  return steps.length === 0 ? [] : [{ name, steps }];
});

test('there are pages to follow', () => {
  expect(pages.length).toBeGreaterThan(8);
});

for (const { name, steps } of pages) {
  test(`${name}, followed word for word, prints what it shows`, { timeout: 120_000 }, () => {
    const home = temporaryFolder();
    symlinkSync(join(root, 'packages'), join(home, 'packages'));
    for (const step of steps) {
      if ('file' in step) {
        mkdirSync(join(home, dirname(step.file)), { recursive: true });
        writeFileSync(join(home, step.file), step.text);
        continue;
      }
      const { command, output } = step;
      const { stdout } = spawnSync('bash', ['-c', `${npx}\n{ ${command}\n} 2>&1`], { cwd: home, encoding: 'utf8' });
      const printed = stdout === '' || stdout.endsWith('\n') ? stdout : `${stdout}\n`;
      if (!pattern(output).test(printed)) expect(printed.split('\n'), `${name}: ${command}`).toEqual(output);
    }
  });
}
