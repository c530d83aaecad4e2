import { runtimeCodes } from '@migspec/runtime';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import type { Reason } from '../../src/check/types.js';
import { type CodeEntry, codeNumber, compatCodes } from '../../src/codes.js';
import { staleReasons } from '../../src/document/fresh.js';
import { documentForHost } from '../../src/document/host.js';
import { defaultLimits, loadCapabilities } from '../../src/document/load.js';
import { type Machine, startMachine } from '../../src/document/machine.js';
import { findForm } from '../../src/formats/forms.js';
import type { Result } from '../../src/problem.js';
import { readFleet } from '../../src/vm/read.js';
import {
  exampleOf,
  type Fixture,
  fixture,
  fixtureIds,
  type PairExcerpt,
  page,
  pageNumbers,
  type SideExcerpt,
  wholeDocument,
  wholeMachine,
  writePage,
} from './excerpt.js';

/** `MIGSPEC_UPDATE=1` writes the examples of the pages; what changed is then read in the diff. */
const update = process.env.MIGSPEC_UPDATE === '1';
/** What a remedy may name. */
const words = ['param', 'have', 'want', 'model', 'section', 'address', 'source', 'destination'];
const entries: readonly (readonly [string, CodeEntry])[] = Object.entries(compatCodes);
const own = entries.filter(([id]) => !Object.hasOwn(runtimeCodes, id));
const runtimeNumbers: ReadonlyMap<string, number> = new Map(Object.entries(runtimeCodes).map(([id, [number]]) => [id, number]));

/** What comes of one side of a fixture: the codes, once each, and how a person reads it. */
interface Outcome {
  readonly codes: readonly string[];
  readonly text: readonly string[];
}

function outcome({ input, bad, good }: Fixture, which: 'bad' | 'good'): Outcome {
  switch (input) {
    case 'check':
      return checked(which === 'bad' ? bad : good);
    case 'start': {
      const { document = {}, start } = which === 'bad' ? bad : good;
      return refused(startMachine(wholeDocument(document, 'example@1'), start));
    }
    case 'host': {
      const { document, facts } = which === 'bad' ? bad : good;
      return refused(documentForHost(wholeDocument(document, 'example@1'), facts));
    }
    case 'copy': {
      const { copy, now } = which === 'bad' ? bad : good;
      return refused({ ok: false, problems: staleReasons(wholeDocument(copy, 'example@1'), now) });
    }
    case 'read': {
      const { form, file } = which === 'bad' ? bad : good;
      return refused(findForm(form)?.read({ file: JSON.stringify(file) }) ?? { ok: false, problems: [] });
    }
    case 'write': {
      const { form, document } = which === 'bad' ? bad : good;
      return refused(findForm(form)?.write(wholeDocument(document, 'example@1')) ?? { ok: false, problems: [] });
    }
    case 'fleet':
      return refused(readFleet(which === 'bad' ? bad : good));
    case 'document': {
      const { limits, framing, documentVersion, ...excerpt } = which === 'bad' ? bad : good;
      const said = { ...(framing === undefined ? {} : { framing }), ...(documentVersion === undefined ? {} : { documentVersion }) };
      return refused(loadCapabilities({ ...wholeDocument(excerpt, 'example@1'), ...said }, { ...defaultLimits, ...limits }));
    }
  }
}

const distinct = (codes: readonly string[]): readonly string[] => [...new Set(codes)].sort();

function refused(result: Result<unknown>): Outcome {
  const problems = result.ok ? [] : result.problems;
  return {
    codes: distinct(problems.map(({ code }) => code)),
    text: problems.map(({ code, message }) => `${codeNumber(code)} ${code}: ${message}`),
  };
}

function checked({ source, destination }: PairExcerpt): Outcome {
  const from = side(source, 'example@1');
  const to = side(destination, 'example@2');
  const started = destination.machine !== undefined || destination.start !== undefined;
  const { outcome, class: cls, level, reasons, notes } = check({ source: from, destination: started ? to : { document: to.document } });
  if (reasons.length === 0) expect(outcome).toBe('yes');
  return {
    codes: distinct([...reasons, ...notes].map(({ code }) => code)),
    text: [
      `${outcome}${cls === undefined ? '' : ` (${cls})`}, level ${level}`,
      ...reasons.flatMap(reasonText),
      ...notes.map(({ number, code, text }) => `${number} ${code}: ${text}`),
    ],
  };
}

function reasonText(reason: Reason): readonly string[] {
  const { number, code, meaning, address, param, section, field, observable, have, want, predicate, remedy } = reason;
  const where = [address, param, section, field, observable].filter((part) => part !== undefined).join(' · ');
  const values = [have === undefined ? [] : `have ${have}`, want === undefined ? [] : `want ${want}`].flat().join(', ');
  return [
    `${number} ${code}: ${meaning}`,
    ...[where, values, predicate === undefined ? '' : `when ${predicate.text}`, remedy ?? '']
      .filter((line) => line !== '')
      .map((line) => `  ${line}`),
  ];
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

  test('have a page each, with the fixture and what comes of it, and no page is left over', () => {
    expect(pageNumbers().filter((number) => number > 8500)).toEqual(own.map(([, { number }]) => number).sort());
    for (const [id, { number, meaning }] of entries) {
      if (runtimeNumbers.has(id)) {
        expect(page(number), id).toContain(`\nAs a reason of a verdict: ${meaning}.\n`);
        continue;
      }
      const example = exampleOf(id, outcome(fixture(id), 'bad').text);
      const [, head, tail] = /^([\s\S]+\n## Example\n\n)[\s\S]*(\n\n## What to do\n\n[\s\S]+)$/.exec(page(number)) ?? [];
      if (update) writePage(number, `${head}${example}${tail}`);
      expect(page(number), id).toBe(`${head}${example}${tail}`);
      expect(head?.startsWith(`# MS${number} ${id}\n\n${meaning[0]?.toUpperCase()}${meaning.slice(1)}.\n\n`), id).toBe(true);
    }
  });

  test('come of the bad example, with what has to come along, and the good one is clean', () => {
    for (const [id] of own) {
      const it = fixture(id);
      expect([id, outcome(it, 'bad').codes, outcome(it, 'good').codes]).toEqual([id, distinct([id, ...(it.with ?? [])]), []]);
    }
  });

  test('have remedies whose words are all filled in', () => {
    for (const [id, { remedy = '' }] of entries) {
      for (const [, word] of remedy.matchAll(/\{(\w+)\}/g)) expect([id, words.includes(word ?? '')]).toEqual([id, true]);
      if (Object.hasOwn(runtimeCodes, id)) continue;
      expect(outcome(fixture(id), 'bad').text.join('\n'), id).not.toMatch(/undefined|\{\w+\}/);
    }
  });
});
