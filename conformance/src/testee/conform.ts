/** `migspec conform --testee`: all golden vectors, then inputs made out of them. */
import type { CapabilityDocument } from '@migspec/capabilities';

import { expandVectors, loadIndex, loadVectors } from '@migspec/vectors';
import type { GeneratedDevices } from '../run/load.js';
import { type Question, questionsOf } from './plan.js';
import { codecName } from './protocol.js';
import { runTestee, type TesteeOptions, type TesteeResult } from './run.js';

export interface TesteeRunOptions extends TesteeOptions {
  /** Only codecs whose MODEL|BUILD|SECTION has this in it. */
  readonly codec?: string;
  /** Inputs made out of the vectors' bytes, after the vectors. */
  readonly mutate: number;
  readonly seed: number;
  /** Those of another spec; the vectors are then made on the spot. */
  readonly packages: { readonly documents: readonly CapabilityDocument[]; readonly registry: GeneratedDevices['registry'] } | undefined;
}

export async function testeeRun(options: TesteeRunOptions): Promise<TesteeResult> {
  return runTestee(goldenQuestions(options.codec ?? ''), options);
}

function* goldenQuestions(wanted: string): Generator<Question> {
  for (const { file, ...where } of loadIndex().sections) {
    const codec = codecName(where);
    if (!codec.includes(wanted)) continue;
    for (const vector of expandVectors(loadVectors(file))) yield* questionsOf(vector, where, codec);
  }
}
