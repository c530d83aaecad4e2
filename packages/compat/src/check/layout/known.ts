/** What the source's own description guarantees of a value. */
import type { DocumentField, DocumentFieldType, Expr } from '@migspec/capabilities';
import { binary, bitAnd, int, intOf, isTrue } from '../build.js';
import { intBase } from './int-base.js';
import { foldSource, type Scope } from './scope.js';

export function knownOfValue(scope: Scope, field: DocumentField, type: DocumentFieldType, value: Expr): readonly Expr[] {
  const known: Expr[] = [];
  const { min, max, own, negotiated, reserved } = field.bounds;
  const base = intBase(type);
  if (base !== undefined && type.kind !== 'enum' && type.kind !== 'bool') {
    const bits = BigInt(base.bits);
    const [low, high] = base.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
    known.push(binary('ge', value, int(low)), binary('le', value, int(high)));
  }
  if (min !== undefined) known.push(binary('ge', value, foldSource(scope, min)));
  if (max !== undefined) known.push(binary('le', value, foldSource(scope, max)));
  if (own !== undefined) {
    const mine = foldSource(scope, own.value);
    if (own.compare === 'equal') known.push(binary('eq', value, mine));
    else if (own.compare === 'at-most') known.push(binary('le', value, mine));
    else if (own.mask !== undefined) {
      const mask = foldSource(scope, own.mask);
      known.push(binary('eq', bitAnd(value, mask), bitAnd(mine, mask)));
    }
  }
  if (negotiated !== undefined && base !== undefined) {
    const offered = foldSource(scope, negotiated);
    known.push(binary('eq', bitAnd(value, { op: 'call', name: 'bitNot', args: [offered, int(base.bits)] }), int(0)));
  }
  if (reserved !== undefined) known.push(binary('eq', bitAnd(value, int(BigInt(reserved))), int(0)));
  return known;
}

/** The bits that the source's value may have set. */
export function possibleBits(scope: Scope, field: DocumentField, bits: number): bigint {
  const all = (1n << BigInt(bits)) - 1n;
  const offered = field.bounds.negotiated === undefined ? all : (intOf(foldSource(scope, field.bounds.negotiated)) ?? all);
  const reserved = field.bounds.reserved === undefined ? 0n : BigInt(field.bounds.reserved);
  return offered & all & ~reserved;
}

/** So many facts about one device are enough; more would only cost time. */
const mostKnown = 4000;

/**
 * What holds of a field in every state of the source, inside structs and for all elements too. Fields that are not always
 * there are left out: their absent value need not lie within their bounds.
 */
export function knownOfField(scope: Scope, field: DocumentField, known: Expr[], depth = 0): void {
  if (field.name === '' || field.filler !== undefined || known.length > mostKnown || depth > mostDepth) return;
  if (field.when !== undefined && !isTrue(foldSource(scope, field.when))) return;
  knownOfType(scope, field, field.type, scope.at(field.name), known, depth);
}

const mostDepth = 6;

function knownOfType(scope: Scope, field: DocumentField, type: DocumentFieldType, value: Expr, known: Expr[], depth: number): void {
  if (intBase(type) !== undefined) known.push(...knownOfValue(scope, field, type, value));
  else if (type.kind === 'array') {
    const inner: Expr[] = [];
    const name = `k${depth}`;
    knownOfType(scope, field, type.element, { op: 'var', name }, inner, depth + 1);
    known.push(...inner.map((body): Expr => ({ op: 'all', in: value, name, body })));
  } else if (type.kind === 'struct') {
    const struct = scope.walk.asker.pair.source.model.structs[type.struct];
    if (struct === undefined) return;
    const version = struct.version ?? scope.versions.source;
    const inside: Scope = { ...scope, at: (name) => ({ op: 'field', of: value, name }), versions: { ...scope.versions, source: version } };
    for (const each of struct.fields) knownOfField(inside, each, known, depth + 1);
    known.push(...struct.invariants.map((rule) => foldSource(inside, rule)));
  }
}
