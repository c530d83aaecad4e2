import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { explain, knownCodes } from '../src/commands/explain.js';
import { fixturePath, migspec, root, temporaryFolder } from './run.js';

const commands = [
  'lint',
  'new',
  'fmt',
  'show',
  'generate',
  'capabilities',
  'breaking',
  'diff',
  'release',
  'history',
  'compat',
  'negotiate',
  'plan',
  'conform',
  'orchestrate',
  'inspect',
  'recode',
  'explain',
  'completion',
];

test('help: on stdout, with every command, exit codes and examples', () => {
  const { status, stdout, stderr } = migspec('--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  expect(stdout).toContain('Exit codes: 0 ok or yes · 1 findings · 2 usage · 3 no or depends · 70 internal error · 74 input or output');
  expect(stdout).toContain('Examples:\n  $ migspec ');
  expect(migspec('help')).toEqual({ status, stdout, stderr });
});

test('help of each command: what it takes, and examples that name it', () => {
  for (const command of commands) {
    const { status, stdout, stderr } = migspec(command, '--help');
    expect([command, status, stderr]).toEqual([command, 0, '']);
    expect(stdout.startsWith(`Usage: migspec ${command} `)).toBe(true);
    expect(stdout).toMatch(new RegExp(`\nExamples?:\n( {2}\\$ migspec ${command}.*\n)+$`));
  }
});

test('mistakes of the caller: exit 2, nothing on stdout, a message without a stack trace', () => {
  const folder = temporaryFolder();
  const mistakes: readonly (readonly [readonly string[], string])[] = [
    [[], 'Usage: migspec'],
    [['inspct'], "unknown command 'inspct'"],
    [['inspect'], "missing required argument 'stream'"],
    [['inspect', 'a', 'b'], 'too many arguments'],
    [['inspect', '--frob', 'a'], "unknown option '--frob'"],
    [['recode', 'a'], "missing required argument 'out'"],
    [['compat', 'qemu@5.2.0'], "missing required argument 'destination'"],
    [['compat', 'qemu@0', 'qemu@5.2.0'], 'qemu@0'],
    [['compat', 'qemu@7.2.22', 'qemu@10.0.13', '--machine', 'pc-q35-7.2', '--host', 'net-peer'], '--host net-peer: NAME=VALUE is expected'],
    [['compat', 'qemu@7.2.22', 'qemu@10.0.13', '--machine', 'pc-q35-7.2', '--host', 'peer=tap'], 'no such fact; net-peer'],
    [
      ['compat', 'qemu@7.2.22', 'qemu@10.0.13', '--machine', 'pc-q35-7.2', '--host', 'source.net-peer=wire'],
      'plain, tap, tap-uso is expected',
    ],
    [['lint', '--spec', join(folder, 'none')], 'no such folder'],
    [['fmt', '--spec', join(folder, 'none')], 'no such folder'],
    [['fmt', 'README.md'], 'README.md: no file of the spec in spec'],
    [['show', 'virtoi-blk'], 'did you mean virtio-blk?'],
    [['show', 'virtio-blk', '--build', 'qemu@5.3'], 'qemu@5.3: no such build'],
    [['show', 'virtio-blk', '--as', 'xml'], 'Allowed choices are table, json'],
    [['generate', '--package', 'Not A Name'], 'not a package name'],
    [['capabilities'], 'a build id or the path of a document is expected'],
    [['capabilities', 'qemu@5.2.0', '--as', 'yaml'], 'yaml: no such form; array-2020, info-v3'],
    [['capabilities', 'thread-2020@3', '--as', 'vhost-user-versions'], 'FORM_CANNOT_SAY'],
    [['capabilities', '--from', 'info-v3', 'package.json'], 'FORM_INVALID'],
    [['capabilities', 'i915@o', '--as', 'mdev'], '--out DIR'],
    [['capabilities', 'qemu@0'], 'qemu@0'],
    [['capabilities', 'kvm-2025@8.2', '--host', 'package.json'], 'names of host facts'],
    [['history', 'no-such-case'], 'no-such-case: no such case in spec/history'],
    [['history', '--spec', join(folder, 'none')], 'no such folder'],
    [['orchestrate', 'qemu@5.2.0'], 'a source and a destination, or neither'],
    [['orchestrate', '--protocol', 'smoke-signals'], 'there are qemu, libvirt-v2'],
    [['orchestrate', 'qemu@0', 'qemu@5.2.0'], 'qemu@0: no such build'],
    [['negotiate', 'i915@o'], "missing required argument 'destination'"],
    [['plan'], "missing required argument 'fleet'"],
    [['explain'], "missing required argument 'code'"],
    [['explain', 'PARAM_UNKNWN'], 'did you mean PARAM_UNKNOWN?'],
    [['explain', 'MS0'], 'MS0: no such code'],
  ];
  for (const [args, message] of mistakes) {
    const { status, stdout, stderr } = migspec(...args);
    expect([args, status, stdout]).toEqual([args, 2, '']);
    expect(stderr, args.join(' ')).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  }
});

test('explain: the page of every code, by number and by name', () => {
  const codes = knownCodes();
  expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
  expect(codes.length).toBeGreaterThan(100);
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    for (const { code, id } of codes) {
      for (const wanted of [code, id, code.toLowerCase(), id.toLowerCase()]) {
        printed = '';
        expect(explain(wanted)).toBe(0);
        expect(printed).toContain(`# ${code} ${id}\n\n`);
      }
    }
  } finally {
    spy.mockRestore();
  }
  const { status, stdout, stderr } = migspec('explain', 'MS8003');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^# MS8003 BOOL_INVALID\n\n[\s\S]*\nBad:\n[\s\S]*\nGood:\n[\s\S]*\n## What to do\n/);
  expect(migspec('explain', 'bool_invalid').stdout).toBe(stdout);
});

test('a reader that stops reading is no error', () => {
  const command = 'set -o pipefail; "$0" "$1" inspect "$2" | head -n 1';
  const args = [process.execPath, join(root, 'packages/cli/bin/migspec.js'), fixturePath('7.2-pc-q35-5.2-vrng')];
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command, ...args], { encoding: 'utf8' });
  expect({ status, lines: stdout.split('\n').length, stderr }).toEqual({ status: 0, lines: 2, stderr: '' });
});
