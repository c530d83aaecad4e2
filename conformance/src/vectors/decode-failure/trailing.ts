/** Bytes behind the last field. */
import type { Draft, Success } from '../draft.js';
import type { Mapped } from '../map.js';
import type { Attempt } from './attempt.js';

export function* trailing(base: Success, _mapped: Mapped, draft: Draft): Generator<Attempt> {
  const at = base.hex.length / 2;
  yield { name: 'one byte more', at, remove: 0, insert: '00', want: 'TRAILING_BYTES' };
  yield { name: 'five bytes more', at, remove: 0, insert: '0102030405', want: 'TRAILING_BYTES' };
  if (draft.reference.type.descriptor.framing !== 'qemu') return;
  // What could be the beginning of a subsection, and is none of this section's.
  yield { name: 'a subsection of something else behind the end', at, remove: 0, insert: '0502782f00000001', want: 'TRAILING_BYTES' };
  yield { name: 'the mark of a subsection, and nothing behind it', at, remove: 0, insert: '05', want: 'TRUNCATED' };
}
