/** A codec that shares nothing with the generated ones but the documents gives every answer that they give. */
import { spawnSync } from 'node:child_process';
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
