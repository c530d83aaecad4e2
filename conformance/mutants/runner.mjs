/**
 * Runs tests in this process under one mutant after the other. Libraries stay loaded; the modules of the workspace are evaluated
 * anew for each mutant, so that nothing that is remembered under one is seen under another. Answers messages of scripts/mutants.mjs.
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { collect, useExpectations } from './collect.mjs';
import { openModules } from './modules.mjs';

const root = process.cwd();
const modules = await openModules(root);
await useExpectations(root);
/** Where instrumented code looks for the mutant to be, and notes what is reached. */
const space = {};
globalThis.__stryker__ = space;
/** A loop without an end is one that passes its mutant so many times more than without it. */
const hitFactor = 100;

const load = (file) => collect(file, () => modules.load(join(root, file)));

/** Without a mutant: how each test went, how long it took and which mutants it reaches. What loading its file and the hooks reach counts for every test in it. */
async function first(files) {
  space.activeMutant = undefined;
  const tests = [];
  for (const file of files) {
    modules.forget();
    const reached = { static: {}, perTest: {} };
    space.mutantCoverage = reached;
    const began = performance.now();
    const suite = await load(file);
    for (const test of suite.tests) {
      const start = performance.now();
      const { error } = await test.run((id) => {
        space.currentTestId = id;
      });
      space.currentTestId = undefined;
      tests.push({ id: test.id, file, seconds: (performance.now() - start) / 1000, error: told(error) });
    }
    await suite.end();
    const loading =
      (performance.now() - began) / 1000 - tests.filter((test) => test.file === file).reduce((sum, { seconds }) => sum + seconds, 0);
    for (const test of tests.filter((each) => each.file === file)) {
      test.loading = loading;
      test.hits = { ...reached.static, ...reached.perTest[test.id] };
    }
  }
  return { tests };
}

/** `tests`: file and ids, in the order to run them; the first that fails ends it. */
async function under({ mutant, hits, tests }) {
  Object.assign(space, { activeMutant: mutant, hitLimit: hits * hitFactor, hitCount: 0, currentTestId: undefined });
  space.mutantCoverage = { static: {}, perTest: {} };
  modules.forget();
  for (const { file, ids } of tests) {
    let suite;
    try {
      suite = await load(file);
    } catch (error) {
      return { by: file, error: told(error), endless: space.hitCount > space.hitLimit };
    }
    for (const test of suite.tests.filter(({ id }) => ids.includes(id))) {
      const { error } = await test.run(() => undefined);
      if (error !== undefined) return { by: test.id, error: told(error), endless: space.hitCount > space.hitLimit };
    }
    await suite.end();
  }
  return {};
}

const told = (error) => (error === undefined ? undefined : String(error?.message ?? error).slice(0, 400));

process.on('message', async (message) => {
  try {
    process.send(message.files === undefined ? await under(message) : await first(message.files));
  } catch (error) {
    process.send({ fault: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit());
// What a mutant leaves behind must not end the process in the middle of another one.
process.on('unhandledRejection', () => undefined);
process.send({ ready: true });
