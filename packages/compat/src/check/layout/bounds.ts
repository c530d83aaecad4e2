/** Does the destination accept every value that the source can have? */
import type { DocumentField, DocumentFieldType, Expr } from '@migspec/capabilities';
import { binary, bitAnd, differ, int, intOf, never } from '../build.js';
import { intBase } from './int-base.js';
import { knownOfValue, possibleBits } from './known.js';
import { foldDestination, foldSource, type Scope } from './scope.js';

/**
 * `value` is the received value over the source's state; `source` is undefined for a value that no variable of the source
 * holds (a filler, padding). Arrays of integers are bounded element by element: the caller binds the element.
 */
export function checkBounds(
  scope: Scope,
  source: DocumentField | undefined,
  destination: DocumentField,
  types: { readonly source: DocumentFieldType; readonly destination: DocumentFieldType },
  value: Expr,
  field: string,
): void {
  const { min, max, own, negotiated, reserved } = destination.bounds;
  if (min === undefined && max === undefined && own === undefined && negotiated === undefined && reserved === undefined) return;
  const known = [...scope.known, ...(source === undefined ? [] : knownOfValue(scope, source, types.source, value))];
  const base = intBase(types.destination);
  const { asker } = scope.walk;
  const subject = { section: scope.section, field };
  const context = { wrap: scope.wrap, known };
  if (min !== undefined && types.destination.kind !== 'enum') {
    asker.ask(
      'OUT_OF_RANGE',
      'state',
      binary('lt', value, foldDestination(scope, min)),
      { ...subject, want: `at least ${min.text}` },
      context,
    );
  }
  if (max !== undefined && types.destination.kind !== 'enum') {
    asker.ask(
      'OUT_OF_RANGE',
      'state',
      binary('gt', value, foldDestination(scope, max)),
      { ...subject, want: `at most ${max.text}` },
      context,
    );
  }
  if (own !== undefined) {
    const bad = echoDiffers(scope, source, destination, value);
    const words = own.compare === 'equal' ? 'equal to' : own.compare === 'at-most' ? 'at most' : 'the same under the mask as';
    asker.ask('ECHO_DIFFERS', 'state', bad, { ...subject, want: `${words} ${own.value.text}` }, context);
  }
  if (base === undefined) return;
  if (negotiated !== undefined) {
    const bad = notOffered(scope, source, foldDestination(scope, negotiated), base.bits, value);
    asker.ask('FEATURES_NOT_OFFERED', 'state', bad, { ...subject, want: `a subset of ${negotiated.text}` }, context);
  }
  if (reserved !== undefined) {
    const possible = source === undefined ? (1n << BigInt(base.bits)) - 1n : possibleBits(scope, source, base.bits);
    const bits = BigInt(reserved) & possible;
    const bad = bits === 0n ? never : binary('ne', bitAnd(value, int(bits)), int(0));
    asker.ask('RESERVED_BITS', 'state', bad, { ...subject, want: `bits ${hex(BigInt(reserved))} zero` }, context);
  }
}

function echoDiffers(scope: Scope, source: DocumentField | undefined, destination: DocumentField, value: Expr): Expr {
  const { own } = destination.bounds;
  if (own === undefined) return never;
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
