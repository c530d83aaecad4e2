export type { DiagnosticCode } from './diagnostics/define.js';
export type { Diagnostic, Severity } from './diagnostics/diagnostic.js';
export { findCode, registry } from './diagnostics/registry.js';
export { renderJson } from './diagnostics/render-json.js';
export { renderText, type Sources } from './diagnostics/render-text.js';
export { compileSpec } from './driver/compile.js';
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
export { compilePackages, type ModelParts, type PackagesOptions, type PackagesResult } from './driver/packages.js';
export type { EmittedFile } from './emit/file.js';
export { OutputRefused, type WriteReport } from './emit/write.js';
export { suggest } from './text/suggest.js';
