/** Package entry `@migspec/conformance/testee`: runs a codec of any language over the vectors, without the matrix, which takes longer to load. */
export { type TesteeRunOptions, testeeRun } from './conform.js';
export type { TesteeFailure, TesteeResult } from './run.js';
