/** Package entry `@migspec/generator/diagnostics`: what findings are and how they read, without the compiler, which takes longer to load. */

export { lineColumn, lineText } from '../text/source.js';
export { suggest } from '../text/suggest.js';
export type { DiagnosticCode } from './define.js';
export type { Diagnostic, Severity } from './diagnostic.js';
export { findCode, registry } from './registry.js';
export { renderJson } from './render-json.js';
export { renderText, type Sources } from './render-text.js';
