/** State whose inside nobody described: compatible where both builds list a common state version, or are one build. */
import { chooseStateVersion, stateVersionList } from '../../document/state-versions.js';
import type { Asker } from '../ask.js';
import { always } from '../build.js';
import { note } from '../note.js';
import type { Note } from '../types.js';

export function checkOpaque(asker: Asker): readonly Note[] {
  const { source, destination } = asker.pair;
  if (source.document.build === destination.document.build) return [];
  const have = stateVersionList(source.model);
  const want = stateVersionList(destination.model);
  const chosen = chooseStateVersion(have, want);
  if (chosen !== undefined) return [note('STATE_VERSION_CHOSEN', asker.pair, { have: chosen }, `state version ${chosen}`)];
  asker.ask('NOT_DECLARED', 'policy', always, { have: have.join(' ') || 'no state version', want: want.join(' ') || 'no state version' });
  return [];
}
