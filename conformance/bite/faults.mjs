/** Faults of the table itself, and of what it starts from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { covered, wanted } from './coverage.mjs';

export function selection(table, words) {
  const text = (entry) => [entry.name, ...covered(entry)].join('\n');
  return words.length === 0 ? table : table.filter((entry) => words.some((word) => text(entry).includes(word)));
}

/** One line each; those of an entry begin with its name. */
export function tableFaults(table, root, read) {
  const faults = [];
  const names = new Set();
  const must = wanted(root);
  for (const entry of table) {
    const fault = (text) => faults.push(`${entry.name}: ${text}`);
    if (names.has(entry.name)) fault('two entries have this name');
    names.add(entry.name);
    for (const name of entry.covers) if (!must.includes(name)) fault(`covers "${name}", which nobody asks for`);
    if (entry.find === '' || entry.find === entry.replace) fault('changes nothing');
    if (entry.tests.length === 0) fault('runs no test');
    for (const { file } of entry.tests) if (!existsSync(join(root, file))) fault(`there is no test ${file}`);
    const found = existsSync(join(root, entry.file)) ? read(entry.file).split(entry.find).length - 1 : 0;
    if (found !== 1) fault(`the line to change is there ${found} times in ${entry.file}: ${entry.find}`);
  }
  const have = new Set(table.flatMap(covered));
  return [...faults, ...must.filter((name) => !have.has(name)).map((name) => `nothing sabotages: ${name}`)];
}

/** Every file once; all its names when one entry wants all. */
export function union(entries) {
  const files = new Map();
  for (const { file, names } of entries.flatMap(({ tests }) => tests)) files.set(file, [...(files.get(file) ?? []), names]);
  return [...files].map(([file, names]) =>
    names.includes(undefined) ? { file } : { file, names: [...new Set(names)].map((name) => `(?:${name})`).join('|') },
  );
}

/** What is red or missing before anything is sabotaged. */
export function baselineFaults(results, entries) {
  const faults = results.flatMap(({ late = false, failed = [], broken = [], escaped = [] }) => [
    ...(late ? ['the tests do not end'] : []),
    ...failed.map(({ file, name, message }) => `${file}: ${name}: ${message}`),
    ...broken,
    ...escaped.map((id) => `${id} is not of the copy`),
  ]);
  if (faults.length > 0) return faults;
  const passed = results.flatMap((result) => result.passed);
  const runs = (test) =>
    passed.some(({ file, name }) => file === test.file && (test.names === undefined || new RegExp(test.names).test(name)));
  return entries.flatMap(({ name, tests }) =>
    tests.filter((test) => !runs(test)).map(({ file, names }) => `${name}: no test ${names} in ${file}`),
  );
}
