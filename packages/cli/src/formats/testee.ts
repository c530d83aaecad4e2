import type { TesteeResult } from '@migspec/conformance/testee';
import { printable } from '../printable.js';
import type { Finding } from './finding.js';

/** Wrong answers of a testee, the first of them described; that it ended before its time; that it was asked nothing. */
export function testeeFindings({ failures, failed, ended, asked }: TesteeResult): readonly Finding[] {
  const described = failures.map(({ codec, name, expected, got }) =>
    finding('TESTEE_DISAGREES', `${printable(name)}: expected ${printable(expected)}, got ${printable(got)}`, codec),
  );
  const more = failed - failures.length;
  return [
    ...described,
    ...(more > 0 ? [finding('TESTEE_DISAGREES', `${more} more answers are wrong`)] : []),
    ...(ended === undefined ? [] : [finding('TESTEE_ENDED', `the testee could not go on: ${printable(ended)}`)]),
    ...(ended === undefined && asked === 0 ? [finding('TESTEE_NOT_ASKED', 'nothing was tested, and that is a failure')] : []),
  ];
}

function finding(id: string, message: string, subject?: string): Finding {
  return { id, severity: 'error', message, related: [], ...(subject === undefined ? {} : { subject }) };
}
