/** Damerau-Levenshtein distance (adjacent transpositions count one), abandoned above `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** The one known name close enough to what was written; none when two are equally close. */
export function suggest(written: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(written.length / 3));
  if (written.length > 100) return undefined;
  let best: string | undefined;
  let bestDistance = limit + 1;
  let unique = true;
  for (const name of known) {
    if (name === written) continue;
    const d = distance(written, name, limit);
    if (d > limit) continue;
    if (d < bestDistance) {
      best = name;
      bestDistance = d;
      unique = true;
    } else if (d === bestDistance) unique = false;
  }
  return unique ? best : undefined;
}

/** ` (did you mean "x"?)` or nothing. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const best = suggest(written, known);
  return best === undefined ? '' : `; did you mean "${best}"?`;
}

/** The names that could have been meant, as help; none when there are none. */
export function knownHere(known: Iterable<string>): { readonly help?: string } {
  const names = [...known];
  if (names.length === 0) return {};
  const shown = names.slice(0, 12).join(', ');
  return { help: `known here: ${shown}${names.length > 12 ? ` and ${names.length - 12} more` : ''}` };
}
