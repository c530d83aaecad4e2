import type { Draft } from '../draft.js';
import { olderVectors } from './older.js';
import { readOnlyVectors } from './read-only.js';
import { resetVectors } from './reset.js';
import { situationVectors } from './situations.js';
import { valueVectors } from './values.js';

/** In this order: each may build on what those before it have found. */
export const successKinds: readonly ((draft: Draft) => void)[] = [
  resetVectors,
  situationVectors,
  valueVectors,
  olderVectors,
  readOnlyVectors,
];
