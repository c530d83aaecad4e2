/** One way to damage bytes that are read: what to do, and the code that it must be refused with. */
import type { RuntimeCode } from '@migspec/runtime';
import type { Draft, Success } from '../draft.js';
import type { Mapped, Place } from '../map.js';

export interface Attempt {
  /** Says what is wrong; of two attempts of one name, the first that is refused as it should be is kept. */
  readonly name: string;
  /** Bytes taken out and put in at an offset. */
  readonly at: number;
  readonly remove: number;
  /** In hex. */
  readonly insert: string;
  readonly want: RuntimeCode;
  /** The section's version, where that is what is wrong. */
  readonly version?: number;
}

export type DecodeFailureKind = (base: Success, mapped: Mapped, draft: Draft) => Iterable<Attempt>;

/** Another value in place of the element at `index` of an array of integers, or of the integer. */
export function replaced({ at }: Pick<Place, 'at'>, bytes: string, index = 0): Pick<Attempt, 'at' | 'remove' | 'insert'> {
  const width = bytes.length / 2;
  return { at: at + index * width, remove: width, insert: bytes };
}
