/**
 * What resolves at reset or negotiation keeps the source's value until the guest begins anew. A value that is another one
 * then is said: it does not stop this migration, and it decides about every later one.
 */
import { withDefaults } from '../../document/configuration.js';
import { sameValue } from '../../values.js';
import { note } from '../note.js';
import type { DevicePair, Note } from '../types.js';
import { show } from './params.js';

export function resolvedAnew(pair: DevicePair): readonly Note[] {
  const { id, model, configuration, facts } = pair.destination;
  const anew = new Set(model.params.flatMap(({ name, resolves }) => (resolves === 'reset' || resolves === 'negotiate' ? [name] : [])));
  if (anew.size === 0) return [];
  const kept = Object.fromEntries(Object.entries(configuration).filter(([name]) => !anew.has(name)));
  const after = withDefaults(id, model, kept, facts);
  return [...anew].flatMap((param): Note[] => {
    const [have, want] = [configuration[param], after[param]];
    if (have === undefined || want === undefined || sameValue(have, want)) return [];
    const text = `a guest that begins anew at ${pair.destination.document.build} finds ${param} at ${show(want)} instead of ${show(have)}; the way back is another check then`;
    return [note('RESOLVES_ANEW', pair, { param, have: show(have), want: show(want) }, text)];
  });
}
