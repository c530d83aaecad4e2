/** What a param may be set to when a machine is started, most wanted first. */
import type { DocumentModel, DocumentParam } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { paramIndex } from '../../document/names.js';
import { boundaries, typedValue } from '../../survey/boundaries.js';
import { hostAllows, inRange, isOff, parseValue, sameValue } from '../../values.js';
import type { Place } from '../stand.js';

/** Undefined: nothing is said, and the param takes its default. */
export type Choice = ParamValue | undefined;

export interface ParamChoices {
  readonly param: DocumentParam;
  readonly choices: readonly Choice[];
  /** Every value that the start accepts is among them; else only the ends of ranges, what hosts allow, and values of versions. */
  readonly whole: boolean;
}

/** Ranges with so few values are tried value by value. */
const mostValues = 256;

/**
 * The default; then the other values, those with more features first (true before false, large numbers before small, more
 * bits before fewer, enums and texts in the order of their list); off last.
 */
export function paramChoices(id: string, model: DocumentModel, param: DocumentParam, from: Place, places: readonly Place[]): ParamChoices {
  const every = everyValue(param);
  const values = every ?? corners(id, model, param, places);
  const fact = param.hostFact === undefined ? undefined : from.facts?.[param.hostFact];
  const accepted = distinct(values).filter((value) => inRange(param, value) && (fact === undefined || hostAllows(param, value, fact)));
  const off = accepted.filter((value) => isOff(param, value));
  const others = accepted.filter((value) => !isOff(param, value)).sort((a, b) => compareFeatures(param, a, b));
  return { param, choices: [undefined, ...others, ...off], whole: every !== undefined };
}

/** All values of the type and range, where they are few. */
function everyValue({ type, range }: DocumentParam): readonly ParamValue[] | undefined {
  switch (type.kind) {
    case 'bool':
      return [true, false];
    case 'enum':
      return type.values;
    case 'string':
      return undefined;
    case 'flags':
      return type.names.length > 6
        ? undefined
        : masks(
            type.names.map(({ bit }) => 1n << BigInt(bit)),
            type.bits,
          );
    case 'int': {
      const items = range.items.map((item): readonly [bigint, bigint] =>
        'value' in item ? [BigInt(item.value), BigInt(item.value)] : [BigInt(item.min), BigInt(item.max)],
      );
      const count = items.reduce((sum, [min, max]) => sum + (max < min ? 0n : max - min + 1n), 0n);
      if (items.length === 0 || count > mostValues) return undefined;
      return items.flatMap(([min, max]) =>
        Array.from({ length: Number(max < min ? 0n : max - min + 1n) }, (_, at) => typed(type.bits, min + BigInt(at))),
      );
    }
  }
}

function masks(bits: readonly bigint[], width: 32 | 64): readonly ParamValue[] {
  return Array.from({ length: 2 ** bits.length }, (_, pick) =>
    typed(
      width,
      bits.reduce((mask, bit, at) => ((pick >> at) & 1 ? mask | bit : mask), 0n),
    ),
  );
}

const typed = (bits: number, value: bigint): ParamValue => (bits === 64 ? value : Number(value));

/** Ends of the ranges at either end, limits that hosts set, and what versions say; of flags also the bits that all have in common. */
function corners(id: string, model: DocumentModel, param: DocumentParam, places: readonly Place[]): readonly ParamValue[] {
  const others = places.flatMap(({ document, facts }) => {
    const other = Object.hasOwn(document.models, id) ? document.models[id] : undefined;
    const known = other === undefined ? undefined : paramIndex(other).byId.get(param.id);
    if (known === undefined) return [];
    const fact = known.hostFact === undefined ? undefined : facts?.[known.hostFact];
    return [{ param: known, ...(fact === undefined ? {} : { fact }) }];
  });
  const said = model.versions.flatMap(({ values }) => (Object.hasOwn(values, param.name) ? [values[param.name]] : []));
  const raw: readonly (ParamValue | undefined)[] = [
    ...boundaries(param, undefined),
    ...others.flatMap((other) => boundaries(other.param, undefined)),
    ...others.flatMap(({ fact }) => (fact === undefined ? [] : [fact])),
    ...said.flatMap((value) => (value === undefined ? [] : [typedValue(param.type, value)])),
    ...(param.type.kind === 'flags' ? [common(param, others)] : []),
  ];
  return raw.flatMap((value) => (value === undefined ? [] : (parseValue(param.type, value) ?? [])));
}

function common(param: DocumentParam, others: readonly { readonly param: DocumentParam; readonly fact?: ParamValue }[]): ParamValue {
  const all = param.type.kind === 'flags' ? param.type.names.reduce((mask, { bit }) => mask | (1n << BigInt(bit)), 0n) : 0n;
  const limits = [param.range.mask, ...others.map((other) => other.param.range.mask)].flatMap((mask) =>
    mask === undefined ? [] : [BigInt(mask)],
  );
  const facts = others.flatMap(({ fact }) => (typeof fact === 'number' || typeof fact === 'bigint' ? [BigInt(fact)] : []));
  const bits = [...limits, ...facts].reduce((mask, limit) => mask & limit, all);
  return typed(param.type.kind === 'flags' ? param.type.bits : 64, bits);
}

function compareFeatures({ type }: DocumentParam, a: ParamValue, b: ParamValue): number {
  if (type.kind === 'bool') return a === b ? 0 : a === true ? -1 : 1;
  if (type.kind === 'enum') return type.values.indexOf(String(a)) - type.values.indexOf(String(b));
  if (type.kind === 'string') return 0;
  const [left, right] = [BigInt(a), BigInt(b)];
  const more = type.kind === 'flags' ? bitCount(right) - bitCount(left) : 0;
  return more !== 0 ? more : left > right ? -1 : left < right ? 1 : 0;
}

function bitCount(value: bigint): number {
  let count = 0;
  for (let rest = value; rest !== 0n; rest &= rest - 1n) count++;
  return count;
}

function distinct(values: readonly ParamValue[]): readonly ParamValue[] {
  return values.filter((value, index) => values.findIndex((other) => sameValue(other, value)) === index);
}
