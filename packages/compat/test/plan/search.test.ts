import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchBest } from '../../src/plan/start/search.js';

/** Assignments in their order: fewest away from the first choice, then lexicographic. */
function everyAssignment(sizes: readonly number[]): readonly (readonly number[])[] {
  const all = sizes.reduce<readonly (readonly number[])[]>(
    (before, size) => before.flatMap((each) => Array.from({ length: size }, (_, choice) => [...each, choice])),
    [[]],
  );
  const away = (each: readonly number[]): number => each.filter((choice) => choice !== 0).length;
  return [...all].sort((a, b) => away(a) - away(b) || all.indexOf(a) - all.indexOf(b));
}

const problems = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }).chain((sizes) =>
  fc.record({
    sizes: fc.constant(sizes),
    /** Each refuses what has these choices at these positions. */
    rules: fc.array(
      fc
        .uniqueArray(fc.nat(sizes.length - 1), { maxLength: 2 })
        .chain((positions) =>
          fc.record({ positions: fc.constant(positions), choices: fc.tuple(...positions.map((at) => fc.nat((sizes[at] ?? 1) - 1))) }),
        ),
      { maxLength: 12 },
    ),
  }),
);

test('the first that will do in the whole order, or nothing where nothing will do; refused assignments are judged once', () => {
  fc.assert(
    fc.property(problems, ({ sizes, rules }) => {
      const broken = (each: readonly number[]) =>
        rules.find(({ positions, choices }) => positions.every((at, index) => each[at] === choices[index]));
      const wanted = everyAssignment(sizes).find((each) => broken(each) === undefined);
      const judged = new Set<string>();
      const result = searchBest({
        sizes,
        blame: (each) => {
          expect(judged.has(each.join())).toBe(false);
          judged.add(each.join());
          return broken(each)?.positions;
        },
        limit: 1000,
      });
      expect(result).toEqual(wanted === undefined ? { complete: true } : { found: wanted });
    }),
    { numRuns: 500 },
  );
});

test('the limit ends the search, and it says so', () => {
  const blame = (each: readonly number[]): readonly number[] => each.map((_, at) => at);
  expect(searchBest({ sizes: [3, 3, 3], blame, limit: 5 })).toEqual({ complete: false });
  expect(searchBest({ sizes: [3, 3, 3], blame, limit: 27 })).toEqual({ complete: true });
});

test('one param set is better than two, whichever they are', () => {
  const rules = [
    { positions: [0, 1], choices: [0, 0] },
    { positions: [1, 2], choices: [1, 0] },
  ];
  const blame = (each: readonly number[]) =>
    rules.find(({ positions, choices }) => positions.every((at, index) => each[at] === choices[index]))?.positions;
  expect(searchBest({ sizes: [2, 2, 2], blame, limit: 10 })).toEqual({ found: [1, 0, 0] });
});
