import { test } from 'vitest';
import { fuzz } from './fuzz.js';

test('5,000 mutated specs compile to findings or to a spec that decomposes', { timeout: 600_000 }, () => {
  fuzz(5000, 10000);
});
