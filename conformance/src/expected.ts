/** Disagreements that are known, with the reason. One that does not happen any more fails the run, as one that is not here does. */

import type { CellName } from './cells/selector.js';
import { type Selector, selects } from './cells/selector.js';

export interface ExpectedFailure {
  readonly selector: Selector;
  readonly reason: string;
}

export const expectedFailures: readonly ExpectedFailure[] = [];

/** Which expectation covers the cell; every part that the selector names must be said by the cell. */
export function expectationFor(expected: readonly ExpectedFailure[], cell: CellName): ExpectedFailure | undefined {
  return expected.find(({ selector }) => selects(selector, cell) && (selector.situation === undefined || cell.situation !== undefined));
}
