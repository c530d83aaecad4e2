/** Does the destination accept every value that the source can have? */
import type { DocumentBounds, DocumentField, DocumentFieldType, Expr } from '@migspec/capabilities';
import type { CompatCode } from '../../codes.js';
import { binary, bitAnd, differ, int, intOf, isFalse, never } from '../build.js';
import { note } from '../note.js';
import { intBase } from './int-base.js';
import { knownOfValue, possibleBits } from './known.js';
import { foldDestination, foldSource, type Scope } from './scope.js';

/**
 * `value` is the received value over the source's state; `source` is undefined for a value that no variable of the source
 * holds (a filler, padding). Arrays of integers are bounded element by element: the caller binds the element. Bounds that the
 * destination does not enforce are no reason; a note says that it goes on.
 */
export function checkBounds(
  scope: Scope,
  source: DocumentField | undefined,
  destination: DocumentField,
  types: { readonly source: DocumentFieldType; readonly destination: DocumentFieldType },
  value: Expr,
  field: string,
): void {
  const { bounds, unenforced } = destination;
  if (Object.keys(bounds).length === 0 && unenforced === undefined) return;
  const known = [...scope.known, ...(source === undefined ? [] : knownOfValue(scope, source, types.source, value))];
  const { asker, notes } = scope.walk;
  const subject = { section: scope.section, field };
  const context = { wrap: scope.wrap, known };
  for (const { code, bad, want } of breaches(scope, source, bounds, types.destination, value))
    asker.ask(code, 'state', bad, { ...subject, want }, context);
  for (const { bad, want } of unenforced === undefined ? [] : breaches(scope, source, unenforced, types.destination, value)) {
    if (!isFalse(asker.predicate(bad, context))) notes.push(note('CHECK_NOT_ENFORCED', asker.pair, { ...subject, want }));
  }
}

interface Breach {
  readonly code: CompatCode;
  readonly bad: Expr;
  readonly want: string;
}

function breaches(
  scope: Scope,
  source: DocumentField | undefined,
  bounds: DocumentBounds,
  type: DocumentFieldType,
  value: Expr,
): readonly Breach[] {
  const { min, max, own, negotiated, reserved } = bounds;
  const found: Breach[] = [];
  const base = intBase(type);
  if (min !== undefined && type.kind !== 'enum')
    found.push({ code: 'OUT_OF_RANGE', bad: binary('lt', value, foldDestination(scope, min)), want: `at least ${min.text}` });
  if (max !== undefined && type.kind !== 'enum')
    found.push({ code: 'OUT_OF_RANGE', bad: binary('gt', value, foldDestination(scope, max)), want: `at most ${max.text}` });
  if (own !== undefined) {
    const words = own.compare === 'equal' ? 'equal to' : own.compare === 'at-most' ? 'at most' : 'the same under the mask as';
    found.push({ code: 'ECHO_DIFFERS', bad: echoDiffers(scope, source, own, value), want: `${words} ${own.value.text}` });
  }
  if (base === undefined) return found;
  if (negotiated !== undefined) {
    const bad = notOffered(scope, source, foldDestination(scope, negotiated), base.bits, value);
    found.push({ code: 'FEATURES_NOT_OFFERED', bad, want: `a subset of ${negotiated.text}` });
  }
  if (reserved !== undefined) {
    const possible = source === undefined ? (1n << BigInt(base.bits)) - 1n : possibleBits(scope, source, base.bits);
    const bits = BigInt(reserved) & possible;
    const bad = bits === 0n ? never : binary('ne', bitAnd(value, int(bits)), int(0));
    found.push({ code: 'RESERVED_BITS', bad, want: `bits ${hex(BigInt(reserved))} zero` });
  }
  return found;
}

function echoDiffers(scope: Scope, source: DocumentField | undefined, own: NonNullable<DocumentBounds['own']>, value: Expr): Expr {
  const theirs = source?.bounds.own;
  const want = foldDestination(scope, own.value);
  const have = theirs === undefined ? undefined : foldSource(scope, theirs.value);
  if (own.compare === 'at-most') {
    return theirs?.compare === 'equal' && have !== undefined ? binary('gt', have, want) : binary('gt', value, want);
  }
  if (own.compare === 'equal' || own.mask === undefined) {
    // The source's value is its own expression, so the two expressions decide.
    return theirs?.compare === 'equal' && have !== undefined ? differ(have, want) : differ(value, want);
  }
  const mask = foldDestination(scope, own.mask);
  if (have === undefined || theirs === undefined) return differ(bitAnd(value, mask), bitAnd(want, mask));
  if (theirs.compare === 'equal') return differ(bitAnd(have, mask), bitAnd(want, mask));
  return maskedDiffers(
    value,
    { value: have, mask: theirs.mask === undefined ? mask : foldSource(scope, theirs.mask) },
    { value: want, mask },
  );
}

/** Under the bits that the source guarantees the own values decide; under the others the state does. */
function maskedDiffers(
  value: Expr,
  have: { readonly value: Expr; readonly mask: Expr },
  want: { readonly value: Expr; readonly mask: Expr },
): Expr {
  const [haveMask, wantMask, haveValue, wantValue] = [have.mask, want.mask, have.value, want.value].map(intOf);
  if (haveMask === undefined || wantMask === undefined || haveValue === undefined || wantValue === undefined) {
    return differ(bitAnd(value, want.mask), bitAnd(want.value, want.mask));
  }
  if (((haveValue ^ wantValue) & haveMask & wantMask) !== 0n) return { op: 'bool', value: true };
  const open = wantMask & ~haveMask;
  return open === 0n ? never : binary('ne', bitAnd(value, int(open)), int(wantValue & open));
}

function notOffered(scope: Scope, source: DocumentField | undefined, offered: Expr, bits: number, value: Expr): Expr {
  const mask = intOf(offered);
  if (mask === undefined) {
    const theirs = source?.bounds.negotiated;
    if (theirs !== undefined && JSON.stringify(foldSource(scope, theirs)) === JSON.stringify(offered)) return never;
    return binary('ne', bitAnd(value, { op: 'call', name: 'bitNot', args: [offered, int(bits)] }), int(0));
  }
  const possible = source === undefined ? (1n << BigInt(bits)) - 1n : possibleBits(scope, source, bits);
  const bad = possible & ~mask;
  return bad === 0n ? never : binary('ne', bitAnd(value, int(bad)), int(0));
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
