/** Every refusal of a device with every kind of field, as C says it: none may get lost, and none its condition. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emitC } from '../../../src/emit/c/emit.js';
import { everyKind } from '../ts/every-kind.js';
import { specOf } from '../ts/harness.js';
import { neighbours } from './neighbours.js';
import { odd } from './odd.js';

const golden = new URL('refusals.txt', import.meta.url);

test('every refusal with its condition', () => {
  const models = [everyKind('native'), everyKind('qemu'), odd('native'), neighbours('qemu')];
  const files = emitC({ spec: specOf(models), snapshots: models, packageName: 'test-c' }).filter(({ path }) =>
    /^src\/.*\/.*\.c$/.test(path),
  );
  const lines = files.flatMap(({ path, text }) => [
    `== ${path}`,
    ...text
      .split('\n')
      .filter((line) => /return (?!true;)|^static bool|^ *(for|while|if) /.test(line))
      .map((line) => line.trim()),
  ]);
  const found = `${lines.join('\n')}\n`;
  if (process.env.MIGSPEC_UPDATE === '1') writeFileSync(golden, found);
  expect(found).toBe(readFileSync(golden, 'utf8'));
});
