import { expect, test } from 'vitest';
import { type CodeEntry, compatCodes } from '../src/codes.js';

/** Said beside a verdict, or of an input before there is one: nothing to mend about the migration. */
const noReasons = [
  'STATE_DROPPED',
  'MACHINE_TYPE_REDEFINED',
  'ERRATUM',
  'RESOLVES_ANEW',
  'STATE_VERSION_CHOSEN',
  'CHECK_NOT_ENFORCED',
  'DOCUMENT_INVALID',
  'DOCUMENT_VERSION_REFUSED',
  'DOCUMENT_TOO_LARGE',
  'DOCUMENT_DIGEST_WRONG',
  'HOST_FACT_REFUSED',
  'DOCUMENT_STALE',
  'FORM_INVALID',
  'FORM_CANNOT_SAY',
  'MACHINE_INVALID',
];

test('every code that can be a reason says what to do', () => {
  const entries: readonly (readonly [string, CodeEntry])[] = Object.entries(compatCodes);
  expect(entries.filter(([, entry]) => entry.remedy === undefined).map(([id]) => id)).toEqual(noReasons);
});
