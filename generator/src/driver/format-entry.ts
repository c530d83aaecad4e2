/** Package entry `@migspec/generator/format`: canonical form of spec files, without the compiler, which takes longer to load. */
export { type FormatOptions, type FormatResult, formatSpec } from './format.js';
