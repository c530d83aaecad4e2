import { expect, test } from 'vitest';
import { files } from './files.js';
import { describeModel, models } from './rows.js';

const named = Object.values(files).flat();

test('every model that a file names exists', () => {
  expect(named.filter((model) => !models.includes(model))).toEqual([]);
});

for (const model of models) if (!named.includes(model)) describeModel(model);
