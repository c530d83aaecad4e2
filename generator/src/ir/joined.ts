/** The back of a composed device in the front's words: its params renamed, and flags as one bool for each bit. */

import { fold } from '../expr/fold.js';
import { mapExpr } from '../expr/substitute.js';
import type { Expr } from '../expr/tree.js';
import type { SnapshotIR, SnapshotParam } from './snapshot.js';
import type { JoinedNames } from './spec.js';
import type { ParamType, Range, Value } from './values.js';

/** A snapshot whose params have their names for identities; as `withNames` makes it. */
export function joinedNames(snapshot: SnapshotIR, as: JoinedNames): SnapshotIR {
  if (Object.keys(as).length === 0) return snapshot;
  const words = new Map<string, Expr>();
  for (const param of [...snapshot.params, ...snapshot.retired]) {
    const called = as[param.name];
    if (called !== undefined) words.set(param.name, inWords(param.type, called));
  }
  const rewritten = <T>(node: T): T => withWords(node, words) as T;
  const { params, retired, versions, ...rest } = snapshot;
  return {
    ...rewritten(rest),
    params: params.flatMap((param) => paramsOf({ ...param, default: rewritten(param.default) }, as[param.name])),
    retired: retired.flatMap((param) =>
      named(param.type, as[param.name], param.name).map(({ name, bit }) => ({
        ...param,
        id: name,
        name,
        ...(bit === undefined ? {} : { type: { kind: 'bool' as const } }),
        implied: bitOf(param.implied, bit),
        ...(param.off === undefined ? {} : { off: bitOf(param.off, bit) }),
      })),
    ),
    versions: versions.map((version) => ({ ...version, values: valuesOf(snapshot, version.values, as) })),
  };
}

/** The front with the values that are always pinned in the place of their params: what they decide is decided. */
export function pinnedValues(snapshot: SnapshotIR, values: Readonly<Record<string, Value>>): SnapshotIR {
  if (Object.keys(values).length === 0) return snapshot;
  return withWords(snapshot, new Map(Object.entries(values).map(([name, value]) => [name, literal(value)])), fold) as SnapshotIR;
}

export function literal(value: Value): Expr {
  if (value.kind === 'bool') return { op: 'bool', value: value.value };
  return value.kind === 'string' ? { op: 'string', value: value.value } : { op: 'int', value: value.value };
}

/** Every expression below the node with other expressions for params, then `after` it. */
function withWords(node: unknown, words: ReadonlyMap<string, Expr>, after: (expr: Expr) => Expr = (expr) => expr): unknown {
  if (Array.isArray(node)) return node.map((each) => withWords(each, words, after));
  if (typeof node !== 'object' || node === null) return node;
  if ('op' in node) {
    const expr = node as Expr;
    const replaced = mapExpr(expr, (each) => (each.op === 'param' ? (words.get(each.id) ?? each) : each));
    return replaced === expr ? expr : after(replaced);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withWords(value, words, after)]));
}

/** Bits of a flags param that some value has and that no bool stands for. */
export function bitsWithoutName(param: SnapshotParam, called: Readonly<Record<string, string>>): readonly string[] {
  const { type, range } = param;
  if (type.kind !== 'flags') return [];
  const mask = range.mask === undefined ? (1n << BigInt(type.bits)) - 1n : BigInt(range.mask);
  const named = type.names.filter(({ name }) => Object.hasOwn(called, name)).reduce((bits, { bit }) => bits | (1n << BigInt(bit)), 0n);
  const left = mask & ~named;
  return Array.from({ length: type.bits }, (_, bit) => bit)
    .filter((bit) => ((left >> BigInt(bit)) & 1n) === 1n)
    .map((bit) => type.names.find((each) => each.bit === bit)?.name ?? `bit ${bit}`);
}

interface Named {
  readonly name: string;
  readonly bit?: number;
}

/** What stands for a param: itself, under its name in the composition, or a bool for each bit that has one. */
function named(type: ParamType, called: JoinedNames[string] | undefined, own: string): readonly Named[] {
  if (called === undefined) return [{ name: own }];
  if (typeof called === 'string') return [{ name: called }];
  if (type.kind !== 'flags') return [];
  return type.names.flatMap(({ name, bit }) => (called[name] === undefined ? [] : [{ name: called[name], bit }]));
}

function paramsOf(param: SnapshotParam, called: JoinedNames[string] | undefined): readonly SnapshotParam[] {
  return named(param.type, called, param.name).map(({ name, bit }) => {
    if (bit === undefined) return { ...param, id: name, name };
    const { hostFact: _hostFact, unit: _unit, off, ...rest } = param;
    return {
      ...rest,
      id: name,
      name,
      type: { kind: 'bool' },
      ...(off === undefined ? {} : { off: bitOf(off, bit) }),
      default: { text: `bit ${bit} of ${param.default.text}`, expr: { op: 'bit', of: param.default.expr, bit } },
      range: bitRange(param.range, bit),
    };
  });
}

function bitRange({ mask }: Range, bit: number): Range {
  return mask === undefined || hasBit(mask, bit) ? { items: [] } : { items: [{ value: 'false' }] };
}

function valuesOf({ params }: SnapshotIR, values: Readonly<Record<string, Value>>, as: JoinedNames): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([own, value]) => {
      const type = params.find(({ name }) => name === own)?.type ?? { kind: 'string' };
      return named(type, as[own], own).map(({ name, bit }) => [name, bitOf(value, bit)]);
    }),
  );
}

function bitOf(value: Value, bit: number | undefined): Value {
  return bit === undefined || value.kind !== 'int' ? value : { kind: 'bool', value: hasBit(value.value, bit) };
}

const hasBit = (value: string, bit: number): boolean => ((BigInt(value) >> BigInt(bit)) & 1n) === 1n;

/** The param in the composition's words; of flags the sum of its bools. */
function inWords(type: ParamType, called: JoinedNames[string]): Expr {
  if (typeof called === 'string') return { op: 'param', id: called };
  const bits = named(type, called, '').map(({ name, bit }): Expr => {
    const value = String(1n << BigInt(bit ?? 0));
    return { op: 'if', cond: { op: 'param', id: name }, then: { op: 'int', value }, else: { op: 'int', value: '0' } };
  });
  return bits.reduce((left, right): Expr => ({ op: 'add', left, right }), { op: 'int', value: '0' });
}
