export { type ParsedSelector, parseSelector, type Selector } from './cells/selector.js';
export { type ExpectedFailure, expectedFailures } from './expected.js';
export { reportHtml } from './report/html.js';
export { matricesSvg } from './report/svg.js';
export type * from './result.js';
export { type ConformanceOptions, type Progress, runConformance } from './run/conformance.js';
export { type GeneratedDevices, type GeneratedMachines, type Loaded, loadSubject, type SpecJson } from './run/load.js';
export type { Subject } from './run/subject.js';
export { type RealStreamsSummary, type RunSummary, runSummary } from './summary.js';
