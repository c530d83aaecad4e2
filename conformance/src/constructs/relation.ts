/** How the source's value lies beside the destination's, by what the comparison looks at. */
import type { DocumentBounds, DocumentParam } from '@migspec/capabilities';

export type Relation = 'same' | 'less' | 'more' | 'other';

type ParamCompare = DocumentParam['compare'];
type OwnCompare = NonNullable<DocumentBounds['own']>['compare'];
type Value = boolean | number | bigint | string;

/** `less`: below, or bits are missing at the source; `more`: above, or the source has bits that the destination has not. */
export function paramRelation(compare: ParamCompare, have: Value, want: Value): Relation {
  if (String(have) === String(want)) return 'same';
  if (!isNumber(have) || !isNumber(want) || compare === 'equal' || compare === 'ignore') return 'other';
  const [left, right] = [BigInt(have), BigInt(want)];
  if (compare === 'at-most') return left < right ? 'less' : 'more';
  return (left | right) === right ? 'less' : 'more';
}

export function ownRelation(compare: OwnCompare, have: bigint, want: bigint, mask: bigint | undefined): Relation {
  switch (compare) {
    case 'equal':
      return have === want ? 'same' : 'other';
    case 'at-most':
      return have === want ? 'same' : have < want ? 'less' : 'more';
    case 'masked':
      return ((have ^ want) & (mask ?? 0n)) === 0n ? 'same' : 'other';
  }
}

const isNumber = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';
