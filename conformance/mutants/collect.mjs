/** The tests of a file, in order, each with what surrounds it. */
import { ofVitest } from './modules.mjs';

/** What api.mjs, which is evaluated anew with the tests, finds. */
const place = {};
globalThis.migspecTests = place;

/** Expectations are Vitest's own, made once. */
export async function useExpectations(root) {
  const of = ofVitest(root);
  const chai = await of('chai');
  const jest = await of('@vitest/expect');
  for (const plugin of [jest.JestExtend, jest.JestChaiExpect, jest.JestAsymmetricMatchers]) chai.use(plugin);
  place.expect = Object.assign((value, message) => chai.expect(value, message), chai.expect, globalThis[jest.ASYMMETRIC_MATCHERS_OBJECT]);
}

/** @param load imports the file, which says its tests to `place.collector`. */
export async function collect(file, load) {
  const top = group(undefined);
  const tests = [];
  let inside = top;
  place.collector = {
    test: (name, body) => tests.push({ name, body, group: inside }),
    describe: (_name, body) => {
      const before = inside;
      inside = group(before);
      body();
      inside = before;
    },
    hook: (kind, hook) => inside[kind].push(hook),
  };
  await load();
  const groups = new Set([top]);
  return {
    tests: tests.map(({ name, body, group: own }, index) => {
      const id = `${file}#${index} ${name}`;
      return { id, name: `${file} ${name}`, run: (starts) => run(body, own, groups, () => starts(id)) };
    }),
    end: async () => {
      for (const each of groups) for (const hook of each.afterAll) await hook();
    },
  };
}

const group = (parent) => ({ parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [], begun: undefined });

/** Answers an error that was thrown, or none. */
async function run(body, own, groups, starts) {
  const chain = [];
  for (let each = own; each !== undefined; each = each.parent) chain.unshift(each);
  try {
    for (const each of chain) {
      groups.add(each);
      each.begun ??= (async () => {
        for (const hook of each.beforeAll) await hook();
      })();
      await each.begun;
    }
    starts();
    for (const each of chain) for (const hook of each.beforeEach) await hook();
    await body();
    for (const each of [...chain].reverse()) for (const hook of each.afterEach) await hook();
    return {};
  } catch (error) {
    return { error: error ?? new Error('nothing was thrown') };
  }
}
