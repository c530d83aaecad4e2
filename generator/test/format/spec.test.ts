import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type CST, Parser } from 'yaml';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { compileFiles } from '../../src/driver/compile.js';
import { formatFile } from '../../src/format/format.js';
import { loadSpec, type SpecFile } from '../../src/parse/load.js';
import { sourceText } from '../../src/text/source.js';
import { mutateText, mutateTree } from '../fuzz/mutate.js';
import { Random } from '../fuzz/random.js';

const files = loadSpec(fileURLToPath(new URL('../../../spec', import.meta.url)), new Reporter());

function withText(file: SpecFile, text: string): SpecFile {
  return { ...file, source: sourceText(file.source.file, text) };
}

/** The comments of a file but its modeline, sorted. */
function comments(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    else if (typeof value === 'object' && value !== null) {
      const token = value as CST.SourceToken;
      if (token.type === 'comment') found.push(token.source.trimEnd());
      else for (const each of Object.values(value)) visit(each);
    }
  };
  for (const token of new Parser().parse(text)) visit(token);
  return found.filter((comment) => !/^#\s*yaml-language-server\s*:/.test(comment)).sort();
}

test('every file of the spec is in canonical form', () => {
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) expect(formatFile(file).text, file.source.file).toBe(file.source.text);
});

/** A layout as bad as it gets without changing what the file says. */
function disordered(text: string): string {
  if (/^ *- [^{]*: /m.test(text) || text.includes('|\n')) return text.replaceAll('\n', '\r\n');
  const lines = text.split('\n').map((line) => {
    const wide = line.replace(/^( *)/, '$1$1');
    return line.includes('#') ? wide : wide.replaceAll(': { ', ':   {').replaceAll(' }', '  ,  }');
  });
  return lines.join('   \r\n');
}

test('a file that was laid out otherwise comes back, with the same meaning and the same comments', () => {
  const badly = files.map((file) => withText(file, disordered(file.source.text)));
  expect(badly.filter(({ source }) => source.text.includes('  ,  }')).length).toBeGreaterThan(10);
  const again = badly.map((file) => withText(file, formatFile(file).text ?? ''));
  for (const [index, file] of again.entries()) expect(file.source.text, file.source.file).toBe(files[index]?.source.text);
  expect(compileFiles(again).spec).toEqual(compileFiles(files).spec);
});

test('whatever a file holds: formatting twice is formatting once, comments stay, and it means the same', () => {
  const small = files.filter(({ source }) => source.text.length < 9000);
  const count = { formatted: 0, refused: 0, meant: 0 };
  for (let seed = 0; seed < 500; seed++) {
    const random = new Random(seed);
    const file = random.pick(small);
    if (file === undefined) continue;
    const { text } = file.source;
    const changed = withText(file, commented(random.int(2) === 0 ? mutateText(text, random) : mutateTree(text, random), random));
    const { text: formatted, diagnostics } = formatFile(changed);
    if (formatted === undefined) {
      expect(diagnostics.length, `seed ${seed}`).toBeGreaterThan(0);
      count.refused++;
      continue;
    }
    count.formatted++;
    expect(formatFile(withText(file, formatted)).text, `seed ${seed}`).toBe(formatted);
    expect(comments(formatted), `seed ${seed}`).toEqual(comments(changed.source.text));
    const [before, after] = [compileFiles([changed]), compileFiles([withText(file, formatted)])];
    expect(after.spec, `seed ${seed}`).toEqual(before.spec);
    expect(after.diagnostics.map(({ code, message }) => `${code} ${message}`).sort(), `seed ${seed}`).toEqual(
      before.diagnostics.map(({ code, message }) => `${code} ${message}`).sort(),
    );
    if (before.spec !== undefined) count.meant++;
  }
  expect(count.formatted).toBeGreaterThan(80);
  expect(count.refused).toBeGreaterThan(100);
  expect(count.meant).toBeGreaterThan(10);
});

/** Comments and blank lines at the ends of lines, and on lines of their own. */
function commented(text: string, random: Random): string {
  const lines = text.split('\n');
  for (let i = 0; i <= random.int(4); i++) {
    const at = random.int(lines.length);
    const kind = random.int(4);
    if (kind === 0) lines[at] = `${lines[at]} # at the end of ${at}`;
    else if (kind === 1) lines.splice(at, 0, `${' '.repeat(random.int(8))}# alone ${at}`);
    else if (kind === 2) lines.splice(at, 0, '');
    else lines[at] = (lines[at] ?? '').replace(', ', `, # behind a comma ${at}\n        `);
  }
  return lines.join('\n');
}
