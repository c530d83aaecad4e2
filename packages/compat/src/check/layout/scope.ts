/** Where in two layouts the walk is: how names are read on both sides, and what stands around. */
import type { DocumentExpression, DocumentField, DocumentFieldType, DocumentLayout, Expr } from '@migspec/capabilities';
import { sameTree } from '../../expr/tree.js';
import { isReset } from '../../expr/value.js';
import type { Asker } from '../ask.js';
import { always, and, differ, int, isFalse, isTrue, never } from '../build.js';
import { resetOf } from '../reset-state.js';
import { type Bindings, foldMade, foldSide } from '../side.js';
import type { DeviceSide, Note } from '../types.js';
import { bindMissing } from './missing.js';
import { bindResets } from './own-resets.js';

/** The walk over one device. */
export interface Walk {
  readonly asker: Asker;
  /** The destination's variables as expressions over the source's state. */
  readonly received: Map<string, Expr>;
  /** Source variables that travelled, or whose loss something else reports. */
  readonly settled: Set<string>;
  /** Fields inside structs that do not arrive: `struct.field` of the destination, and the value it takes. */
  readonly missing: Map<string, Expr>;
  /** Checks that read other variables, which may lie later on the wire. */
  readonly later: (() => void)[];
  readonly notes: Note[];
}

export interface Scope {
  readonly walk: Walk;
  /** Name of the section or subsection, for messages. */
  readonly section: string;
  /** Dotted path of the struct around; empty at the top. */
  readonly path: string;
  readonly at: (name: string) => Expr;
  /** Fields of the destination's struct around, received so far; at the top the variables. */
  readonly received: Map<string, Expr>;
  /** Id of the destination's struct around; undefined at the top. */
  readonly struct?: string;
  readonly versions: { readonly source: number; readonly destination: number };
  readonly wrap: (bad: Expr) => Expr;
  /** Of the source's values here. */
  readonly known: readonly Expr[];
  /** How many arrays stand around. */
  readonly depth: number;
}

export function foldSource(scope: Scope, expression: DocumentExpression): Expr {
  const bindings: Bindings = { self: scope.at, version: scope.versions.source };
  return foldSide(scope.walk.asker.pair.source, expression.expr, bindings);
}

export function foldDestination(scope: Scope, expression: DocumentExpression): Expr {
  const { walk } = scope;
  const { destination } = walk.asker.pair;
  const top = scope.struct === undefined;
  const bindings: Bindings = {
    state: (name) => walk.received.get(name),
    self: (name) => (top ? walk.received.get(name) : scope.received.get(name)),
    version: scope.versions.destination,
  };
  const own = bindResets(scope, expression.expr);
  const expr = walk.missing.size === 0 ? own : bindMissing(destination.model, scope.struct, own, walk.missing);
  const folded = foldSide(destination, expr, bindings);
  return walk.asker.pair.made.size === 0 ? folded : foldMade(walk.asker.pair, folded);
}

/** The value that a field of the destination takes when it does not come. */
export function absentValue(scope: Scope, field: DocumentField): Expr {
  const expression = field.absent ?? field.reset;
  if (isScalar(field)) return expression === undefined ? zeroOf(field) : foldDestination(scope, expression);
  return madeValue(scope, field, field.name);
}

/** Whether a variable that is not sent has one value on both sides. */
export function sameAbsent(scope: Scope, source: DocumentField, destination: DocumentField): boolean {
  const [theirs, mine] = [source.absent ?? source.reset, destination.absent ?? destination.reset];
  const there = theirs === undefined ? undefined : foldSource(scope, theirs);
  if (!isScalar(source) || !isScalar(destination)) {
    const here = mine === undefined ? undefined : foldDestination(scope, mine);
    const { pair } = scope.walk.asker;
    const made = (side: DeviceSide, type: DocumentFieldType, said: DocumentExpression | undefined) =>
      resetOf(side.model, type, said, side.env);
    // What is inside may begin at other values, though nothing is said of the whole.
    const inside = isReset(made(pair.source, source.type, theirs), made(pair.destination, destination.type, mine));
    return (there === undefined || here === undefined ? there === here : sameTree(there, here)) && inside !== false;
  }
  return sameTree(there ?? zeroOf(source), absentValue(scope, destination));
}

/**
 * Where a value that is not sent is one thing at the source and another at the destination: `there` is the source's, which has
 * its absent value then. Nothing where both have the same.
 */
export function absentDiffers(scope: Scope, source: DocumentField, destination: DocumentField, there: Expr): Expr {
  if (sameAbsent(scope, source, destination)) return never;
  return isScalar(source) && isScalar(destination) ? differ(there, absentValue(scope, destination)) : always;
}

/** What no tree can hold is kept beside the trees, under a name that no variable has. */
function madeValue(scope: Scope, field: DocumentField, name: string): Expr {
  const { made, destination } = scope.walk.asker.pair;
  const key = `absent ${scope.struct === undefined ? '' : `${scope.struct}.`}${name}`;
  if (!made.has(key)) made.set(key, resetOf(destination.model, field.type, field.absent ?? field.reset, destination.env));
  return { op: 'state', name: key };
}

/** The zero of a scalar type. */
export function zeroOf(field: DocumentField): Expr {
  switch (field.type.kind) {
    case 'bool':
      return { op: 'bool', value: false };
    case 'enum': {
      const { values } = field.type;
      return { op: 'string', value: (values.find((item) => BigInt(item.value) === 0n) ?? values[0])?.name ?? '' };
    }
    case 'string':
      return { op: 'string', value: '' };
    default:
      return int(0);
  }
}

export function isScalar(field: DocumentField): boolean {
  const { kind } = field.type;
  return kind === 'int' || kind === 'flags' || kind === 'enum' || kind === 'bool' || kind === 'string';
}

/** A field that is on the wire, at least under a condition. */
export interface Present {
  readonly field: DocumentField;
  /** Over the source's state; true for a field that is always there. */
  readonly when: Expr;
}

export function presentAtSource(scope: Scope, layout: DocumentLayout): readonly Present[] {
  return layout.fields.flatMap((field) => {
    const when = field.when === undefined ? always : foldSource(scope, field.when);
    // Absent by configuration: the variable does nothing here, so nothing of it can be lost.
    // Unless the destination makes something else of it.
    if (isFalse(when) && !madeElsewhere(scope, field)) settle(scope, field);
    return isFalse(when) ? [] : [{ field, when }];
  });
}

function madeElsewhere(scope: Scope, field: DocumentField): boolean {
  if (scope.path !== '' || !isScalar(field)) return false;
  const other = scope.walk.asker.pair.destination.model.variables.find(({ name }) => name === field.name);
  return other !== undefined && isScalar(other) && !sameAbsent(scope, field, other);
}

export function settle(scope: Scope, field: DocumentField): void {
  if (scope.path === '' && field.name !== '') scope.walk.settled.add(field.name);
}

/** Gives a field of the destination its value. */
export function receive(scope: Scope, field: DocumentField, value: Expr): void {
  if (field.name !== '' && field.filler === undefined) scope.received.set(field.name, value);
}

export function receiveAbsent(scope: Scope, field: DocumentField): void {
  if (field.name === '' || field.filler !== undefined) return;
  const value = absentValue(scope, field);
  scope.received.set(field.name, value);
  if (scope.struct !== undefined) scope.walk.missing.set(`${scope.struct}.${field.name}`, value);
}

export function under(scope: Scope, condition: Expr): Scope {
  return isTrue(condition) ? scope : { ...scope, wrap: (bad) => scope.wrap(and(condition, bad)), known: [...scope.known, condition] };
}

export function pathOf(scope: Scope, field: DocumentField): string {
  const name = field.name === '' ? 'padding' : field.name;
  return scope.path === '' ? name : `${scope.path}.${name}`;
}
