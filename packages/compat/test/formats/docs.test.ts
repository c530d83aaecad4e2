/** The page of documents lists what the forms say that they lose. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { forms } from '../../src/formats/forms.js';
import { nvmlLoses } from '../../src/formats/nvml.js';

/** `MIGSPEC_UPDATE=1` writes the table. */
const update = process.env.MIGSPEC_UPDATE === '1';
const page = new URL('../../../../docs/reference/documents.md', import.meta.url);

function table(): string {
  const rows = new Map<string, Set<string>>();
  for (const { name, loses } of forms) {
    for (const { at, what, only } of loses) {
      const row = `\`${at}\` | ${only === undefined ? '' : `(${only}) `}${what}`;
      rows.set(row, (rows.get(row) ?? new Set()).add(name));
    }
  }
  const names = forms.map(({ name }) => name);
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, having]) => `| ${row} | ${names.map((name) => (having.has(name) ? '×' : '')).join(' | ')} |`);
  return [
    `| in the native document | lost | ${names.map((name) => `\`${name}\``).join(' | ')} |`,
    `|---|---|${names.map(() => '---|').join('')}`,
    ...lines,
  ].join('\n');
}

test('the table of what is lost, and a row for each form', () => {
  const text = readFileSync(page, 'utf8');
  const whole = text.replace(
    /(<!-- losses: [^>]*-->\n)[\s\S]*(<!-- losses end -->)/,
    (_, before: string, after: string) => `${before}${table()}\n${after}`,
  );
  if (update) writeFileSync(page, whole);
  expect(readFileSync(page, 'utf8')).toBe(whole);
  for (const { at } of nvmlLoses) expect(text).toContain(`\`${at.slice(1)}\``);
  for (const { name } of forms) expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
});
