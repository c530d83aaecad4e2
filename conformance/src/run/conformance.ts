/** The whole matrix in this thread: every group, every row, the laws, the predicates, the findings. */
import type { ConformanceResult } from '../result.js';
import { finish } from './finish.js';
import { type PartOptions, runPart } from './part.js';
import type { Subject } from './subject.js';

export type ConformanceOptions = Omit<PartOptions, 'share'>;

export function runConformance(subject: Subject, options: ConformanceOptions = {}): ConformanceResult {
  return finish(subject, [runPart(subject, options)], options);
}
