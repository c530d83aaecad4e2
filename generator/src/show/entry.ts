/** Package entry `@migspec/generator/show`: what a compiled spec says of a model, without the compiler, which takes longer to load. */
export type { SpecIR } from '../ir/spec.js';
export { type Found, findBuild, findModel } from './find.js';
export { type Sheet, sheetOf } from './sheet.js';
export { sheetText } from './text.js';
