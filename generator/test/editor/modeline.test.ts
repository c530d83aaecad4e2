import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { modeline } from '../../src/format/modeline.js';
import { loadSpec } from '../../src/parse/load.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('every file of the spec names its schema in its first line, and the schema is there', () => {
  const files = loadSpec(join(root, 'spec'), new Reporter());
  expect(new Set(files.map(({ folder }) => folder)).size).toBe(7);
  for (const file of files) {
    const [first = ''] = file.source.text.split('\n');
    expect([file.source.file, first]).toEqual([file.source.file, modeline(file)]);
    const schema = join(dirname(join(root, file.source.file)), first.slice(first.indexOf('=') + 1));
    expect(existsSync(schema), schema).toBe(true);
  }
});
