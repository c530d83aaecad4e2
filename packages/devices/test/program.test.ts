/** The program of the package, run as a manager runs it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const bin = fileURLToPath(new URL('../bin/device.js', import.meta.url));
const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};
const model = 'https://example.org/devices/e1000e';

test('it prints what it can do, on stdout, with exit status 0', () => {
  const info = run('thread-2020@3', '--print-migration-info-json', '--migration-model', model);
  expect([info.status, info.stderr]).toEqual([0, '']);
  expect(JSON.parse(info.stdout)).toMatchObject({
    models: {
      [model]: {
        versions: ['3', '2', '1'],
        params: {
          rss: { type: 'bool', init_value: true, off_value: false },
          'rx-table-size': { type: 'int', init_value: 64, off_value: 0, allowed_values: ['0-64'] },
        },
      },
    },
  });
  const capabilities = run('dpdk@17.02', '--print-capabilities', '--whatever', 'else');
  expect([capabilities.status, capabilities.stderr]).toEqual([0, '']);
  expect(JSON.parse(capabilities.stdout)).toMatchObject({ type: expect.any(String), features: expect.any(Array) });
});

test('it creates a device from its command line, and fails with a message on stderr and exit status 1', () => {
  const started = run(
    'thread-2020@3',
    '--migration-model',
    model,
    '--migration-version=2',
    '--m-rx-table-size',
    '48',
    '--print-configuration',
  );
  expect(started).toEqual({ status: 0, stdout: `${model}\nrss=true\nrx-table-size=48\n`, stderr: '' });
  for (const [args, message] of [
    [[], 'Builds: '],
    [['thread-2020@9'], 'thread-2020@9: no such build'],
    [['thread-2020@3', '--migration-model', model, '--migration-version', '9'], 'VERSION_UNKNOWN'],
    [['thread-2020@3', '--migration-model', model, '--m-rx-table-size=65'], 'PARAM_VALUE_REFUSED'],
  ] as const) {
    const refused = run(...args);
    expect([args, refused.status, refused.stdout]).toEqual([args, 1, '']);
    expect(refused.stderr).toContain(message);
    expect(refused.stderr).not.toMatch(/^ +at /m);
  }
});
