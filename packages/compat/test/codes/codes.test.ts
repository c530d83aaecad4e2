import { runtimeCodes } from '@migspec/runtime';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import { type CodeEntry, compatCodes } from '../../src/codes.js';
import { defaultLimits, loadCapabilities } from '../../src/document/load.js';
import { type Machine, startMachine } from '../../src/document/machine.js';
import type { Result } from '../../src/problem.js';
import {
  type Fixture,
  fixture,
  fixtureIds,
  fixtureText,
  memberText,
  type PairExcerpt,
  page,
  pageNumbers,
  type SideExcerpt,
  wholeDocument,
  wholeMachine,
} from './excerpt.js';

const entries: readonly (readonly [string, CodeEntry])[] = Object.entries(compatCodes);
const own = entries.filter(([id]) => !Object.hasOwn(runtimeCodes, id));
const runtimeNumbers: ReadonlyMap<string, number> = new Map(Object.entries(runtimeCodes).map(([id, [number]]) => [id, number]));

/** Every code that comes of one side of a fixture, once. */
function codesOf({ input, bad, good }: Fixture, which: 'bad' | 'good'): readonly string[] {
  switch (input) {
    case 'check':
      return checked(which === 'bad' ? bad : good);
    case 'start': {
      const { document = {}, start } = which === 'bad' ? bad : good;
      return problems(startMachine(wholeDocument(document, 'example@1'), start));
    }
    case 'document': {
      const { limits, framing, documentVersion, ...excerpt } = which === 'bad' ? bad : good;
      const said = { ...(framing === undefined ? {} : { framing }), ...(documentVersion === undefined ? {} : { documentVersion }) };
      return problems(loadCapabilities({ ...wholeDocument(excerpt, 'example@1'), ...said }, { ...defaultLimits, ...limits }));
    }
  }
}

const problems = (result: Result<unknown>): readonly string[] => (result.ok ? [] : distinct(result.problems.map((each) => each.code)));
const distinct = (codes: readonly string[]): readonly string[] => [...new Set(codes)].sort();

function checked({ source, destination }: PairExcerpt): readonly string[] {
  const from = side(source, 'example@1');
  const to = side(destination, 'example@2');
  const started = destination.machine !== undefined || destination.start !== undefined;
  const verdict = check({ source: from, destination: started ? to : { document: to.document } });
  if (verdict.reasons.length === 0) expect(verdict.outcome).toBe('yes');
  return distinct([...verdict.reasons, ...verdict.notes].map((each) => each.code));
}

function side(
  { machine, start, ...document }: SideExcerpt,
  build: string,
): { document: ReturnType<typeof wholeDocument>; machine: Machine } {
  const whole = wholeDocument(document, build);
  if (start === undefined) return { document: whole, machine: wholeMachine(machine ?? {}) };
  const made = startMachine(whole, start);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return { document: whole, machine: made.value };
}

describe('check codes', () => {
  test('have a number of their own, or that of the run-time code of the same name', () => {
    const numbers = own.map(([, { number }]) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => number > 8500 && number < 8600)).toBe(true);
    for (const [id, { number }] of entries) if (runtimeNumbers.has(id)) expect([id, number]).toEqual([id, runtimeNumbers.get(id)]);
    expect([...fixtureIds()].sort()).toEqual(own.map(([id]) => id).sort());
  });

  test('have a page each, with the fixture in it, and no page is left over', () => {
    expect(pageNumbers().filter((number) => number > 8500)).toEqual(own.map(([, { number }]) => number).sort());
    for (const [id, { number, meaning }] of entries) {
      const text = page(number);
      if (runtimeNumbers.has(id)) {
        expect(text, id).toContain(`\nAs a reason of a verdict: ${meaning}.\n`);
        continue;
      }
      expect(text.startsWith(`# MS${number} ${id}\n\n${meaning[0]?.toUpperCase()}${meaning.slice(1)}.\n\n`), id).toBe(true);
      const [bad, good] = (['bad', 'good'] as const).map((name) => `\`\`\`json\n${memberText(fixtureText(id), name)}\n\`\`\`\n\n`);
      expect(text, id).toContain(`Bad:\n\n${bad}Good:`);
      expect(text, id).toContain(`\n\n${good}## What to do\n\n`);
    }
  });

  test('come of the bad example, with what has to come along, and the good one is clean', () => {
    for (const [id] of own) {
      const it = fixture(id);
      expect([id, codesOf(it, 'bad'), codesOf(it, 'good')]).toEqual([id, distinct([id, ...(it.with ?? [])]), []]);
    }
  });
});
