/**
 * What is mutated, and the tests that have to notice: folders and files of what git tracks. A mutant that survives the tests
 * is tried under the slow ones, too.
 */
const within = (folder, names) => names.map((name) => `${folder}/${name}`);
const ofCompat = ':(glob)packages/compat/test/*.test.ts';

export const areas = {
  check: {
    mutated: within('packages/compat/src', ['check', 'survey', 'values.ts']),
    tests: [ofCompat, ...within('packages/compat/test', ['codes', 'document'])],
    slow: [
      ...within('packages/cli/test', ['constructs', 'breaking/rules.test.ts']),
      ...['packages/compat/test/plan', 'conformance/test/matrix/threads.test.ts'],
    ],
  },
  expr: {
    mutated: ['packages/compat/src/expr'],
    tests: ['packages/compat/test/expr'],
    slow: [ofCompat],
  },
  diff: {
    mutated: ['generator/src/diff'],
    tests: within('packages/cli/test/breaking', ['rules.test.ts', 'unexplained.test.ts']),
    slow: [
      ...within('packages/cli/test/breaking', [
        'declared.test.ts',
        'locks.test.ts',
        'modes.test.ts',
        'names.test.ts',
        'counterparts.test.ts',
      ]),
      'packages/cli/test/history/cases.test.ts',
    ],
  },
  emit: {
    mutated: within('generator/src', [
      'emit/ts',
      'plan',
      ...['fields', 'code', 'params', 'escape', 'builds'].map((name) => `emit/${name}.ts`),
    ]),
    tests: ['conformance/mutants/test'],
    slow: ['generator/test/emit/ts', 'generator/test/plan'],
  },
};
