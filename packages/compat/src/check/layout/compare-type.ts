/** One value that both sides have: is what the source writes what the destination reads? */
import type { DocumentArrayCount, DocumentField, DocumentFieldType, Expr } from '@migspec/capabilities';
import { always, binary, differ, int, intOf, isTrue, or, text } from '../build.js';
import { checkBounds } from './bounds.js';
import { intBase } from './int-base.js';
import { knownOfValue } from './known.js';
import { foldDestination, foldSource, type Scope } from './scope.js';
import { compareStructs } from './structs.js';
import { countText, typeText, wireWidth } from './width.js';

export interface FieldPair {
  readonly source: DocumentField;
  readonly destination: DocumentField;
}

/** False when what follows on the wire no longer lies where the destination looks. */
export function compareTypes(
  scope: Scope,
  fields: FieldPair,
  source: DocumentFieldType,
  destination: DocumentFieldType,
  value: Expr,
  path: string,
): boolean {
  const scalars = [intBase(source), intBase(destination)] as const;
  if (scalars[0] !== undefined && scalars[1] !== undefined) {
    if (!compareIntegers(scope, fields, source, destination, value, path)) return false;
    scope.walk.later.push(() => checkBounds(scope, fields.source, fields.destination, { source, destination }, value, path));
    return true;
  }
  if (source.kind === 'struct' && destination.kind === 'struct')
    return compareStructs(scope, source.struct, destination.struct, value, path);
  if (source.kind === 'string' && destination.kind === 'string') {
    if (source.lengthBits !== destination.lengthBits) return mismatch(scope, path, source, destination);
    if (source.capacity > destination.capacity) tooMany(scope, { op: 'size', of: value }, destination.capacity, path, []);
    return true;
  }
  const [from, to] = [sequence(source), sequence(destination)];
  if (from === undefined || to === undefined) return mismatch(scope, path, source, destination);
  const aligned = compareCounts(scope, from.count, to.count, value, path);
  const elements = { source: from.element ?? byte, destination: to.element ?? byte, count: from.count };
  if ((from.element === undefined || to.element === undefined) && !isSigned(elements.source) && !isSigned(elements.destination)) {
    scope.walk.later.push(() => checkBounds(scope, fields.source, fields.destination, { source, destination }, value, path));
    // Bytes, or bytes that one side calls u8[]: the elements are the same.
    return from.width === to.width ? aligned : mismatch(scope, path, source, destination);
  }
  return compareElements(scope, fields, elements, value, path) && aligned;
}

/** What bytes are where the other side has an array. */
const byte: DocumentFieldType = { kind: 'int', bits: 8, signed: false, order: 'big' };

function isSigned(type: DocumentFieldType): boolean {
  return type.kind === 'int' && type.signed;
}

function compareElements(
  scope: Scope,
  fields: FieldPair,
  elements: { readonly source: DocumentFieldType; readonly destination: DocumentFieldType; readonly count: DocumentArrayCount },
  value: Expr,
  path: string,
): boolean {
  const name = `e${scope.depth}`;
  const count = countOf(scope, elements.count, 'source', value);
  const inner: Scope = {
    ...scope,
    depth: scope.depth + 1,
    // A layout that differs in every element differs as soon as there is one.
    wrap: (bad) =>
      scope.wrap(
        isTrue(bad) ? (intOf(count) === undefined ? binary('gt', count, int(0)) : always) : { op: 'exists', in: value, name, body: bad },
      ),
  };
  // Where there is no element, what follows lies where it should.
  return compareTypes(inner, fields, elements.source, elements.destination, { op: 'var', name }, `${path}[]`) || intOf(count) === undefined;
}

function compareIntegers(
  scope: Scope,
  fields: FieldPair,
  source: DocumentFieldType,
  destination: DocumentFieldType,
  value: Expr,
  path: string,
): boolean {
  const [from, to] = [intBase(source), intBase(destination)];
  if (from === undefined || to === undefined || from.bits !== to.bits) return mismatch(scope, path, source, destination);
  if (from.bits > 8 && from.order !== to.order) return mismatch(scope, path, source, destination);
  const { asker } = scope.walk;
  const subject = { section: scope.section, field: path };
  const context = { wrap: scope.wrap, known: [...scope.known, ...knownOfValue(scope, fields.source, source, value)] };
  if (source.kind === 'enum' && destination.kind === 'enum') {
    const unknown: Expr[] = [];
    const renamed: Expr[] = [];
    for (const item of source.values) {
      const other = destination.values.find((candidate) => BigInt(candidate.value) === BigInt(item.value));
      if (other === undefined) unknown.push(binary('eq', value, text(item.name)));
      else if (other.name !== item.name) renamed.push(binary('eq', value, text(item.name)));
    }
    const want = destination.values.map((item) => item.name).join(', ');
    asker.ask('ENUM_UNKNOWN', 'state', or(...unknown), { ...subject, want }, context);
    asker.ask('SECTION_LAYOUT_DIFFERS', 'state', or(...renamed), { ...subject, want }, context);
    return true;
  }
  if (representation(source) !== representation(destination)) {
    mismatch(scope, path, source, destination);
    return true;
  }
  if (from.signed !== to.signed) {
    const half = 1n << BigInt(from.bits - 1);
    const bad = from.signed ? binary('lt', value, int(0)) : binary('ge', value, int(half));
    asker.ask('SECTION_LAYOUT_DIFFERS', 'state', bad, { ...subject, have: typeText(source), want: typeText(destination) }, context);
  }
  return true;
}

function representation(type: DocumentFieldType): string {
  return type.kind === 'flags' ? 'int' : type.kind;
}

function compareCounts(scope: Scope, source: DocumentArrayCount, destination: DocumentArrayCount, value: Expr, path: string): boolean {
  if (source.kind === 'marked' || destination.kind === 'marked') return compareMarks(scope, source, destination, value, path);
  const [have, want] = [countOf(scope, source, 'source', value), countOf(scope, destination, 'destination', value)];
  const known =
    source.kind === 'counted' ? [...scope.known, binary('le', have, int(source.capacity)), binary('ge', have, int(0))] : scope.known;
  const subject = { section: scope.section, field: path, have: countText(source), want: countText(destination) };
  scope.walk.asker.ask('SECTION_LAYOUT_DIFFERS', 'state', differ(have, want), subject, { wrap: scope.wrap, known });
  if (destination.kind === 'counted') tooMany(scope, have, destination.capacity, path, known);
  const [a, b] = [intOf(have), intOf(want)];
  return a === undefined || b === undefined || a === b;
}

/** A list ended by a marker is read with the same markers only; how long it is the source's state says. */
function compareMarks(scope: Scope, source: DocumentArrayCount, destination: DocumentArrayCount, value: Expr, path: string): boolean {
  const same =
    source.kind === 'marked' && destination.kind === 'marked' && source.more === destination.more && source.end === destination.end;
  if (!same) {
    const subject = { section: scope.section, field: path, have: countText(source), want: countText(destination) };
    scope.walk.asker.ask('SECTION_LAYOUT_DIFFERS', 'state', always, subject, { wrap: scope.wrap });
    return false;
  }
  if (source.capacity > destination.capacity) tooMany(scope, { op: 'size', of: value }, destination.capacity, path, []);
  return true;
}

function tooMany(scope: Scope, count: Expr, capacity: number, path: string, known: readonly Expr[]): void {
  const subject = { section: scope.section, field: path, want: `at most ${capacity}` };
  scope.walk.asker.ask('COUNT_TOO_LARGE', 'state', binary('gt', count, int(capacity)), subject, {
    wrap: scope.wrap,
    known: [...scope.known, ...known],
  });
}

function countOf(scope: Scope, count: DocumentArrayCount, side: 'source' | 'destination', value: Expr): Expr {
  if (count.kind === 'marked') return { op: 'size', of: value };
  if (count.kind === 'fixed') return int(count.value);
  return side === 'source' ? foldSource(scope, count.by) : foldDestination(scope, count.by);
}

/** Arrays and bytes alike; an array of u8 is bytes to the wire. */
function sequence(
  type: DocumentFieldType,
): { readonly count: DocumentArrayCount; readonly element?: DocumentFieldType; readonly width?: number } | undefined {
  if (type.kind === 'bytes') return { count: type.length, width: 1 };
  if (type.kind !== 'array') return undefined;
  return type.element.kind === 'int' && type.element.bits === 8
    ? { count: type.count, element: type.element, width: 1 }
    : { count: type.count, element: type.element };
}

/** True when both have one width, so that what follows still lies where the destination looks. */
export function mismatch(scope: Scope, path: string, source: DocumentFieldType, destination: DocumentFieldType): boolean {
  const subject = { section: scope.section, field: path, have: typeText(source), want: typeText(destination) };
  scope.walk.asker.ask('SECTION_LAYOUT_DIFFERS', 'state', always, subject, { wrap: scope.wrap });
  const { source: from, destination: to } = scope.walk.asker.pair;
  const [have, want] = [wireWidth(from.model, source), wireWidth(to.model, destination)];
  return have !== undefined && have === want;
}
