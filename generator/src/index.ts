export type { BreakingFinding, BrokenPair } from './diff/breaking.js';
export type { Change, SpecDiff } from './diff/change.js';
export type { Declaration } from './diff/declared.js';
export type { Difference } from './diff/difference.js';
export type { BuildRef, Judge, JudgedReason } from './diff/judge.js';
export { modes as compatibilityModes, promised, promises } from './diff/modes.js';
export { rules as breakingRules } from './diff/rules/all.js';
export { type DifferenceLine, differenceLines, differencesText } from './diff/text.js';
export { compileSpec } from './driver/compile.js';
export {
  type BreakingResult,
  breakingChanges,
  type SettledFinding,
  type SpecState,
  type StateResult,
  stateOfFiles,
  stateOfFolder,
  stateOfLocks,
} from './driver/diff.js';
export { type FormatOptions, type FormatResult, formatSpec } from './driver/format.js';
export {
  type GeneratedTree,
  type GenerateMemory,
  type GenerateOptions,
  type GenerateResult,
  generate,
  generateMemory,
} from './driver/generate.js';
export { Memory } from './driver/memory.js';
export {
  compilePackages,
  compilePackagesOfFiles,
  deviceModules,
  type ModelParts,
  type PackagesOptions,
  type PackagesResult,
} from './driver/packages.js';
export { makeFolder } from './edit/make-folder.js';
export { saveFiles } from './edit/save.js';
export type { EmittedFile } from './emit/file.js';
export { OutputRefused, type WriteReport } from './emit/write.js';
export { type HistoryCase, type HistoryResult, type HistoryState, loadHistory, type StateName, stateNames } from './history/load.js';
export type { CompatibilityMode, SpecIR } from './ir/spec.js';
export { type ReleaseResult, releaseBuilds } from './lock/release.js';
export { type SpecFile, specFileOf } from './parse/load.js';
export { ScaffoldRefused } from './scaffold/draft.js';
export { paramTypes } from './scaffold/param.js';
export { type ScaffoldRequest, type ScaffoldResult, scaffold } from './scaffold/scaffold.js';
export type { CaseFile, Outcome, StepFile } from './schema/history.js';
