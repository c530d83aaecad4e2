/** The generated codecs themselves pass, asked over the pipe like any other. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testeeRun } from '../../src/testee/conform.js';

const generated = fileURLToPath(new URL('../../testees/generated.mjs', import.meta.url));

test('the generated codecs answer every question right', async () => {
  const command = `'${process.execPath}' '${generated}'`;
  const result = await testeeRun({ command, patience: 20_000, described: 5, mutate: 0, seed: 1, packages: undefined });
  expect(result.failures).toEqual([]);
  expect(result).toMatchObject({ name: 'generated TypeScript', failed: 0, unsupported: 0, notAnswered: 0, ended: undefined });
  expect(result.passed).toBe(result.asked);
  expect(result.codecs.tested.length).toBeGreaterThan(40);
});
