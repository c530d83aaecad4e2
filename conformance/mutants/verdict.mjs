/** What a run of mutants is worth. */

/** Per cent of the mutants that have to be noticed. */
export const lowest = 90;

const noticed = ({ status }) => status === 'killed' || status === 'late';

/** `killed 93.1 %: 54 of 58 (1 late, 1 unreached)`. */
export function figures(results) {
  const count = (status) => results.filter((result) => result.status === status).length;
  return `killed ${rate(results).toFixed(1)} %: ${results.filter(noticed).length} of ${results.length} (${count('late')} late, ${count('unreached')} unreached)`;
}

figures.byFolder = (results) => {
  const folders = new Map();
  for (const result of results) {
    const folder = result.file.slice(0, result.file.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), result]);
  }
  return [...folders].map(([folder, own]) => [folder, figures(own)]);
};

const rate = (results) => (results.length === 0 ? 0 : (100 * results.filter(noticed).length) / results.length);

/** A comparison that is off by its boundary: `<` for `<=` and the like. */
export function isBoundary({ mutator, text, replacement }) {
  return mutator === 'EqualityOperator' && /[^=<>-](<=?|>=?)[^=<>]/.test(` ${replacement} `) && /<|>/.test(text);
}

/**
 * Faults: too many survive; a boundary that survives is not explained; an explanation is of no survivor.
 * @param all every mutant of the files, tried or not; `whole`: all were tried.
 */
export function judged(results, explained, { whole }) {
  const survivors = results.filter((result) => !noticed(result));
  const explains = (entry) => (mutant) =>
    entry.file === mutant.file &&
    entry.text === mutant.text &&
    entry.mutator === mutant.mutator &&
    entry.replacement === mutant.replacement;
  const faults = [];
  if (results.length > 0 && rate(results) < lowest) faults.push(`${figures(results)}: ${lowest} % are wanted`);
  for (const mutant of survivors.filter(isBoundary)) {
    if (!explained.some((entry) => explains(entry)(mutant)))
      faults.push(`nobody explains why ${mutant.file}:${mutant.line} survives: ${mutant.text} → ${mutant.replacement}`);
  }
  for (const entry of explained) {
    const own = results.filter(explains(entry));
    if (own.length === 0 ? whole : !own.some((mutant) => !noticed(mutant)))
      faults.push(`what is explained does not survive: ${entry.file}: ${entry.text} → ${entry.replacement}`);
  }
  return faults;
}
