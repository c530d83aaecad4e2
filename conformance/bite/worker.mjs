/** Runs tests in one copy of the tree, again and again: one Vitest, whose transformed modules are kept between runs. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { escapes } from './copy.mjs';

const [, , original, root] = process.argv;
const { createVitest } = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('vitest/node')).href);

/** What ended in the run that is going on. */
let ended = { modules: [], errors: [] };
const reporter = {
  onTestModuleEnd: (module) => ended.modules.push(module),
  onTestRunEnd: (_modules, errors) => ended.errors.push(...errors),
};
const vitest = await createVitest('test', {
  root,
  watch: false,
  pool: 'threads',
  maxWorkers: 1,
  reporters: [reporter],
  // What a test prints is of no interest here.
  onConsoleLog: () => false,
  // No sabotage may be found only where the corpus of real streams is.
  env: { MIGSPEC_CORPUS: join(root, 'no-corpus') },
});
const project = vitest.getRootProject();

/** `tests`: files, each with the pattern of the names to run, or without for all. */
async function run(tests, bail) {
  ended = { modules: [], errors: [] };
  vitest.config.bail = bail;
  const specifications = tests.map(({ file, names }) => {
    const specification = project.createSpecification(join(root, file));
    if (names !== undefined) specification.testNamePattern = new RegExp(names);
    return specification;
  });
  await vitest.runTestSpecifications(specifications);
  const results = ended.modules.flatMap((module) => [...module.children.allTests()].map((test) => ({ module, test, ...test.result() })));
  const groups = ended.modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return {
    passed: results
      .filter(({ state }) => state === 'passed')
      .map(({ module, test }) => ({ file: module.relativeModuleId, name: test.fullName })),
    failed: results
      .filter(({ state }) => state === 'failed')
      .map(({ module, test, errors: [error] }) => ({
        ...{ file: module.relativeModuleId, name: test.fullName },
        ...{ error: String(error?.name), message: String(error?.message) },
      })),
    // Not a test that says no: a file that does not load, a hook or a timer that throws.
    broken: [...ended.errors, ...groups.flatMap((group) => group.errors())].map((error) => String(error.message)),
  };
}

/** Sources of the original tree that were used in place of the copy's. */
function escaped() {
  const graphs = Object.values(project.vite.environments).map((environment) => environment.moduleGraph);
  return graphs.flatMap((graph) => [...graph.idToModuleMap.keys()]).filter((id) => escapes(original, id));
}

process.on('message', async ({ tests, bail, changed }) => {
  for (const file of changed) vitest.invalidateFile(join(root, file));
  try {
    process.send({ ...(await run(tests, bail)), escaped: escaped() });
  } catch (error) {
    process.send({ passed: [], failed: [], broken: [String(error?.stack ?? error)], escaped: [] });
  }
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
