import type { BrokenPair } from './breaking.js';

/** Pairs that a message names; the JSON has all. */
const most = 4;

/** `vm@5.1.0 → vm@5.2.0 (pc-5.1)`, and whether only some states break. */
export function pairsText(pairs: readonly BrokenPair[]): string {
  const texts = pairs.map(({ source, destination, reasons }) => {
    const places = [...new Set(reasons.map(({ on }) => on))].filter((on) => on !== 'configured');
    const some = reasons.every(({ depends }) => depends) ? ['for some states'] : [];
    const where = [...(places.length > 3 ? [`${places.slice(0, 3).join(', ')} and ${places.length - 3} more`] : places), ...some];
    return `${nameOf(source)} → ${nameOf(destination)}${where.length === 0 ? '' : ` (${where.join(', ')})`}`;
  });
  const shown = [...new Set(texts)];
  return shown.length > most ? `${shown.slice(0, most).join(', ')} and ${shown.length - most} more` : shown.join(', ');
}

/** One name in both states: which of the two is meant has to be said. */
function nameOf({ from, build }: BrokenPair['source']): string {
  return from === 'before' ? `${build} as it was` : build;
}
