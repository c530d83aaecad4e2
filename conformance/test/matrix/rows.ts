/** The matrix as tests: one for each source build of a model, with its destinations, machine types and configurations inside. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConformanceResult, Finding, MatrixCell } from '../../src/result.js';
import { finish } from '../../src/run/finish.js';
import { loadGenerated } from '../../src/run/generated.js';
import { runPartInTurns } from '../../src/run/part.js';
import { taken } from '../constructs/wanted.js';
import { shownBy } from '../constructs/witnesses.js';

const { subject, errata } = await loadGenerated();

export const models: readonly string[] = [
  ...new Set(subject.implementations.flatMap(({ builds }) => builds.flatMap(({ document }) => Object.keys(document.models)))),
].sort();

/** Two cores have five minutes for the largest model, whatever else they do. */
const enough = 600_000;

export function describeModel(model: string): void {
  describe(model, () => {
    const builds = subject.implementations
      .flatMap((implementation) => implementation.builds)
      .filter((build) => build.model(model) !== undefined);
    let result: ConformanceResult | undefined;
    const done = (): ConformanceResult => {
      if (result === undefined) throw new Error('the matrix was not run');
      return result;
    };

    beforeAll(async () => {
      const part = await runPartInTurns(subject, { only: { model }, errata });
      result = finish(subject, [part], { errata });
    }, enough);
    afterAll(() => {
      result = undefined;
    });

    for (const { id } of builds) {
      test(`from ${id}`, () => {
        const cells = done()
          .matrices.flatMap((matrix) => matrix.cells.flat())
          .filter(({ source }) => source === id);
        expect(shown(done().findings.filter(({ selector }) => startsAt(selector, id)))).toEqual([]);
        expect(cells.filter(({ agree }) => !agree).map(({ selector }) => selector)).toEqual([]);
        expect(cells.filter(driven).length).toBeGreaterThan(0);
      });
    }

    const constructs = Object.keys(shownBy).filter((construct) => shownBy[construct] === model);
    for (const construct of constructs) {
      test(`shows: ${construct}`, () => {
        const { true: yes = 0, false: no = 0 } = done().constructs.find((each) => each.construct === construct) ?? {};
        expect([yes > 0, no > 0]).toEqual(taken(construct) === false ? [false, true] : [true, false]);
      });
    }

    test('everything else that a run tells: predicates, expectations', () => {
      const { findings, summary, chains } = done();
      expect(shown(findings.filter(({ selector }) => !builds.some(({ id }) => startsAt(selector, id))))).toEqual([]);
      expect(summary.agree).toBe(summary.cells);
      expect(chains.filter(({ disagree }) => disagree > 0)).toEqual([]);
    });
  });
}

/** Somewhere a machine was started and sent. */
const driven = ({ configurations }: MatrixCell): boolean => configurations.some(({ situations }) => situations.length > 0);

const startsAt = (selector: string | undefined, build: string): boolean => selector?.includes(` route:${build}>`) === true;

function shown(findings: readonly Finding[]): string[] {
  return findings.slice(0, 20).map(({ message, selector }) => `${message} --only '${selector ?? ''}'`);
}
