/** Package entry `@migspec/generator/scaffold`: new models, params, builds and the like, without what makes code or diffs, which takes longer to load. */
export { ScaffoldRefused } from './draft.js';
export { paramTypes } from './param.js';
export { type ScaffoldRequest, type ScaffoldResult, scaffold } from './scaffold.js';
