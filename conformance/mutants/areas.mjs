/** What is mutated, and the tests that have to notice: folders and files of what git tracks. */
export const areas = {
  check: {
    mutated: ['packages/compat/src/check', 'packages/compat/src/survey', 'packages/compat/src/values.ts'],
    tests: [
      ...[':(glob)packages/compat/test/*.test.ts', 'packages/compat/test/codes', 'packages/compat/test/document'],
      ...['packages/compat/test/plan', 'packages/compat/test/vm', 'packages/compat/test/negotiate'],
      ...['packages/cli/test/constructs', 'packages/cli/test/breaking/rules.test.ts', 'conformance/test/matrix/threads.test.ts'],
    ],
  },
  expr: {
    mutated: ['packages/compat/src/expr'],
    tests: ['packages/compat/test/expr', ':(glob)packages/compat/test/*.test.ts'],
  },
  diff: {
    mutated: ['generator/src/diff'],
    tests: [
      ...['rules', 'declared', 'locks', 'modes', 'names', 'counterparts'].map((name) => `packages/cli/test/breaking/${name}.test.ts`),
    ],
  },
  emit: {
    mutated: [
      ...['generator/src/emit/ts', 'generator/src/plan'],
      ...['fields', 'code', 'params', 'escape', 'builds'].map((name) => `generator/src/emit/${name}.ts`),
    ],
    tests: ['generator/test/emit/ts', 'generator/test/plan', 'conformance/mutants/test'],
  },
};
