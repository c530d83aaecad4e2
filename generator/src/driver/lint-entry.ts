/** Package entry `@migspec/generator/lint`: compiles a spec and says what is wrong with it, without what makes code, diffs or scaffolds, which takes longer to load. */
export { compileSpec } from './compile.js';
export { Memory } from './memory.js';
