/**
 * One-line sabotages, each of which must turn one of its tests red. They stand in `table/*.txt`:
 *
 *     @file the source that is sabotaged
 *     @test a test file [a pattern of the names to run]     several, one a line: those that may notice
 *
 *     = name [what it covers, out of coverage.mjs]
 *     - the text to replace: a part of a line that the source has exactly once
 *     + what replaces it; without this line nothing does
 *     ! hangs      the tests may never end
 *     ! unloaded   the damage shows when the source is loaded, before any test
 *
 * `@file` and `@test` hold for what follows them.
 */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('table/', import.meta.url);

export const table = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .sort()
  .flatMap((file) => parse(file.slice(0, -'.txt'.length), readFileSync(new URL(file, folder), 'utf8')));

function parse(area, text) {
  const entries = [];
  let file = '';
  let tests = [];
  let before = '';
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const sign = line.slice(0, line.indexOf(' '));
    const rest = line.slice(sign.length + 1);
    const entry = entries.at(-1);
    if (sign === '@file') file = rest;
    else if (sign === '@test') tests = [...(before === '@test' ? tests : []), testOf(rest)];
    else if (sign === '=') entries.push(entryOf(area, rest, file, tests));
    else if (sign === '-' && entry?.find === '') entry.find = rest;
    else if (sign === '+' && before === '-') entry.replace = rest;
    else if (line === '! hangs' && entry !== undefined) entry.hangs = true;
    else if (line === '! unloaded' && entry !== undefined) entry.loads = false;
    else throw new Error(`${area}.txt:${at + 1}: not an entry of the table: ${line}`);
    before = sign;
  }
  return entries;
}

function entryOf(area, head, file, tests) {
  const [, name, covers = ''] = /^(.*?)(?: \[(.*)\])?$/.exec(head) ?? [];
  return {
    name: `${area}: ${name}`,
    covers: covers === '' ? [] : covers.split(', '),
    file,
    tests,
    find: '',
    replace: '',
    hangs: false,
    loads: true,
  };
}

function testOf(text) {
  const [file = '', ...names] = text.split(' ');
  return names.length === 0 ? { file } : { file, names: names.join(' ') };
}
