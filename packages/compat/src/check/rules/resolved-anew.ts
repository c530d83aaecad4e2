/**
 * What resolves at reset or negotiation keeps the source's value until the guest begins anew. A value that is another one
 * then is said: it does not stop this migration, and it decides about every later one.
 */
import type { DocumentModel } from '@migspec/capabilities';
import type { Configuration } from '@migspec/runtime';
import { withDefaults } from '../../document/configuration.js';
import { sameValue } from '../../values.js';
import { note } from '../note.js';
import type { DevicePair, DeviceSide, Note } from '../types.js';
import { show } from './params.js';

export function resolvedAnew(pair: DevicePair): readonly Note[] {
  const { configuration } = pair.destination;
  const after = afterReset(pair.destination);
  if (after === configuration) return [];
  return anewIn(pair.destination.model).flatMap((param): Note[] => {
    const [have, want] = [configuration[param], after[param]];
    if (have === undefined || want === undefined || sameValue(have, want)) return [];
    const text = `a guest that begins anew at ${pair.destination.document.build} finds ${param} at ${show(want)} instead of ${show(have)}; the way back is another check then`;
    return [note('RESOLVES_ANEW', pair, { param, have: show(have), want: show(want) }, text)];
  });
}

/** The configuration once the guest has begun anew where it is: what resolves then is at its default there, the rest stays. */
export function afterReset({
  id,
  model,
  configuration,
  facts,
}: Pick<DeviceSide, 'id' | 'model' | 'configuration' | 'facts'>): Configuration {
  const anew = new Set(anewIn(model));
  if (anew.size === 0) return configuration;
  const kept = Object.fromEntries(Object.entries(configuration).filter(([name]) => !anew.has(name)));
  return withDefaults(id, model, kept, facts);
}

/** Names of params that are decided again when a guest begins anew. */
export function anewIn({ params }: DocumentModel): readonly string[] {
  return params.flatMap(({ name, resolves }) => (resolves === 'reset' || resolves === 'negotiate' ? [name] : []));
}
