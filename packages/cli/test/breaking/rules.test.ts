import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingRules } from '@migspec/generator';
import { expect, test } from 'vitest';
import { breakingFixture, exampleSection, expectedPath, fixtures, pages } from './fixture.js';

/** `MIGSPEC_UPDATE=1` writes the expected renderings, and of the pages all but what they say to do. */
const update = process.env.MIGSPEC_UPDATE === '1';

test.each(breakingRules.map((rule) => [`${rule.code.code} ${rule.code.id}`, rule] as const))('%s', (_, { code, purpose, categories }) => {
  const bad = breakingFixture(code.code, 'bad');
  expect(
    bad?.diagnostics.map(({ code: found }) => found),
    bad?.rendered ?? 'no bad fixture',
  ).toEqual([code.code]);
  const good = breakingFixture(code.code, 'good');
  expect(good?.diagnostics, good?.rendered ?? 'no good fixture').toEqual([]);
  const rendered = bad?.rendered ?? '';
  if (update) writeFileSync(expectedPath(code.code), rendered);
  expect(rendered).toBe(readFileSync(expectedPath(code.code), 'utf8'));
  // The good example changes something, too.
  expect((good?.diff.changes.length ?? 0) + (good?.diff.whole.length ?? 0)).toBeGreaterThan(0);

  const path = join(pages, `${code.code}.md`);
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const advice = /\n## What to do\n\n([\s\S]{40,})$/.exec(page)?.[1] ?? '';
  const breaks = `Breaks: ${categories.join(', ')}.`;
  const whole = `# ${code.code} ${code.id}\n\n${code.title}\n\n${breaks} ${purpose}\n\n## Example\n\n${exampleSection(code.code, rendered)}\n## What to do\n\n${advice}`;
  if (update) writeFileSync(path, whole);
  expect(readFileSync(path, 'utf8')).toBe(whole);
  expect(advice, 'What to do').not.toBe('');
});

test('no fixture is left over, and numbers ascend', () => {
  const codes = breakingRules.map(({ code }) => code.code);
  expect(readdirSync(fixtures).filter((code) => !codes.includes(code))).toEqual([]);
  expect(codes).toEqual([...new Set(codes)].sort());
});
