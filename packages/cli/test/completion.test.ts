import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { migspec } from './run.js';

const script = migspec('completion', 'bash').stdout;

/** What bash offers behind these words. */
function offered(...words: readonly string[]): readonly string[] {
  const run = `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _migspec; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', run], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

test('bash completes commands, options and their values', () => {
  expect(offered('migspec', 'co')).toEqual(['compat', 'conform', 'completion']);
  expect(offered('migspec', 'lint', '--')).toEqual(['--spec', '--format', '--watch']);
  expect(offered('migspec', 'lint', '--format', '')).toEqual(['text', 'json', 'jsonl', 'sarif', 'github', 'junit']);
  expect(offered('migspec', 'lint', '--format', 'j')).toEqual(['json', 'jsonl', 'junit']);
  expect(offered('migspec', 'help', 'ins')).toEqual(['inspect']);
  expect(offered('migspec', 'lint', '--spec', 'packages/cli/pack')).toEqual(['packages/cli/package.json']);
});

test('bash completes what `new` makes, and the options of each', () => {
  expect(offered('migspec', 'new', '')).toEqual(['model', 'param', 'version', 'section', 'build', 'machine']);
  expect(offered('migspec', 'new', 'm')).toEqual(['model', 'machine']);
  expect(offered('migspec', 'new', 'version', '--')).toEqual(['--spec', '--source', '--based-on']);
  expect(offered('migspec', 'new', 'build', 'acme@1', '--framing', '')).toEqual(['native', 'qemu']);
  expect(offered('migspec', 'new', 'model', 'x', '--spec', 'packages/cli/pack')).toEqual(['packages/cli/package.json']);
});

test('zsh and fish complete the commands behind `help`', () => {
  const commands = script.match(/help\) words="([^"]+)"/)?.[1] ?? 'none';
  expect(commands).toContain('inspect');
  expect(migspec('completion', 'zsh').stdout).toContain(`\n    help) compadd ${commands} ;;\n`);
  expect(migspec('completion', 'fish').stdout).toContain(
    `\ncomplete -c migspec -n '__fish_seen_subcommand_from help' -f -a '${commands}'\n`,
  );
});

test('every command and option is in every script; another shell is a mistake', () => {
  const commands = migspec('--help').stdout.match(/^ {2}([a-z]+) (?=\[options\]|<)/gm) ?? [];
  expect(commands.length).toBeGreaterThan(6);
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { status, stdout } = migspec('completion', shell);
    expect(status).toBe(0);
    for (const command of commands) expect(stdout).toContain(command.trim());
    expect(stdout).toContain(shell === 'fish' ? '-l based-on' : '--based-on');
    expect(stdout).toContain(shell === 'fish' ? '-l format' : '--format');
  }
  expect(migspec('completion', 'tcsh')).toMatchObject({ status: 2, stdout: '' });
});
