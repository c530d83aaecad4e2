/** A codec that shares nothing with the generated ones but the documents gives every answer that they give. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testeeRun } from '../../src/testee/conform.js';

const testee = fileURLToPath(new URL('../../testees/python/testee.py', import.meta.url));
const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0,
);
if (python === undefined)
  console.error('python3 is not on this machine: the testee in Python was not run, and nothing of it counts as passed');

// The large sections are asked by .ci/run.
for (const codec of python === undefined ? [] : ['example.org/', 'kvm-2009@', 'devices/serial|qemu@11', 'devices/timer|qemu@11']) {
  test(`the testee in Python passes on codecs with ${codec}`, async () => {
    const result = await testeeRun({
      command: `${python} '${testee}'`,
      codec,
      patience: 60_000,
      described: 5,
      mutate: 0,
      seed: 1,
      packages: undefined,
    });
    expect(result.failures).toEqual([]);
    expect(result).toMatchObject({ failed: 0, unsupported: 0, notAnswered: 0, ended: undefined });
    expect(result.passed).toBeGreaterThan(40);
  });
}

if (python !== undefined)
  test('the guide’s codec fails as the guide says, and passes as it says', async () => {
    const guide = readFileSync(new URL('../../../docs/guide/other-language.md', import.meta.url), 'utf8');
    const [whole = '', better = ''] = [...guide.matchAll(/```python\n(.*?)```/gs)].map(([, code]) => code ?? '');
    const folder = mkdtempSync(join(tmpdir(), 'migspec-guide-'));
    try {
      const run = async (code: string) => {
        writeFileSync(join(folder, 'beeper.py'), code);
        const command = `${python} '${join(folder, 'beeper.py')}'`;
        return testeeRun({
          command,
          codec: 'beeper|thread-2020@3',
          patience: 60_000,
          described: 5,
          mutate: 500,
          seed: 1,
          packages: undefined,
        });
      };
      expect(guide).toContain('`SECTION_UNKNOWN` and the one after it');
      const first = await run(whole);
      expect(first.failed).toBeGreaterThan(4);
      const second = await run(whole.replace(/ {4}if data\[3\] > 0.*\n.*\n/, () => better));
      expect(second.failures).toEqual([]);
      expect(second.passed).toBeGreaterThan(500);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
