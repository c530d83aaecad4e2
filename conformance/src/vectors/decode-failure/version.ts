/** Versions of the section that are not accepted. */
import type { Draft, Success } from '../draft.js';
import type { Mapped } from '../map.js';
import type { Attempt } from './attempt.js';

export function* version(_base: Success, _mapped: Mapped, draft: Draft): Generator<Attempt> {
  const { version: written, minimum } = draft.reference.section;
  for (const refused of [written + 1, 0xffff_ffff, minimum - 1])
    if (refused >= 0)
      yield { name: `version ${refused} of the section`, at: 0, remove: 0, insert: '', want: 'SECTION_VERSION_REFUSED', version: refused };
}
