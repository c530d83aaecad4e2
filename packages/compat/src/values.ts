/**
 * Values of params and facts in three shapes: as documents have them (`DocumentValue`), as configurations have them
 * (`ParamValue`: integers up to 32 bits are numbers, 64-bit ones bigint), and as expressions compute with them
 * (every integer a bigint).
 */
import type { DocumentParam, DocumentParamType, DocumentRange, DocumentValue } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';

export type Scalar = boolean | bigint | string;

/** A value of the type out of what a person or a document wrote; undefined when it is none. */
export function parseValue(type: DocumentParamType, raw: ParamValue | DocumentValue): ParamValue | undefined {
  switch (type.kind) {
    case 'bool':
      return typeof raw === 'boolean' ? raw : typeof raw === 'string' ? switches.get(raw) : undefined;
    case 'int': {
      const value = integer(raw);
      if (value === undefined || !fits(value, type.bits, type.signed)) return undefined;
      return type.bits === 64 ? value : Number(value);
    }
    case 'flags': {
      const value = integer(raw) ?? (typeof raw === 'string' ? namedBits(type.names, raw) : undefined);
      if (value === undefined || !fits(value, type.bits, false)) return undefined;
      return type.bits === 64 ? value : Number(value);
    }
    case 'enum':
      return typeof raw === 'string' && type.values.includes(raw) ? raw : undefined;
    case 'string':
      return typeof raw === 'string' ? raw : undefined;
  }
}

const switches: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['off', false],
  ['no', false],
]);

function integer(raw: ParamValue | DocumentValue): bigint | undefined {
  if (typeof raw === 'bigint') return raw;
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? BigInt(raw) : undefined;
  if (typeof raw !== 'string' || !/^(-?\d{1,20}|0[xX][0-9a-fA-F]{1,16})$/.test(raw)) return undefined;
  return BigInt(raw);
}

/** `csum+tso4`; the empty string is no bit. */
function namedBits(names: readonly { readonly name: string; readonly bit: number }[], text: string): bigint | undefined {
  let bits = 0n;
  for (const part of text === '' ? [] : text.split('+')) {
    const found = names.find((candidate) => candidate.name === part);
    if (found === undefined) return undefined;
    bits |= 1n << BigInt(found.bit);
  }
  return bits;
}

function fits(value: bigint, bits: number, signed: boolean): boolean {
  const half = 1n << BigInt(bits - 1);
  return signed ? value >= -half && value < half : value >= 0n && value < half * 2n;
}

/** Whether the param accepts a value of its type. */
export function inRange(param: Pick<DocumentParam, 'range'>, value: ParamValue): boolean {
  const { items, multipleOf, powerOfTwo, mask } = param.range;
  if (items.length > 0 && !items.some((item) => inItem(item, value))) return false;
  if (typeof value !== 'number' && typeof value !== 'bigint') return true;
  const number = BigInt(value);
  if (multipleOf !== undefined && BigInt(multipleOf) !== 0n && number % BigInt(multipleOf) !== 0n) return false;
  if (powerOfTwo === true && (number <= 0n || (number & (number - 1n)) !== 0n)) return false;
  return mask === undefined || (number & ~BigInt(mask)) === 0n;
}

/**
 * Whether a host with the fact allows the value of the param: off always; else a bool allows or forbids, an integer is the
 * most, of flags the bits that may be set, a text the only value.
 */
export function hostAllows(param: Pick<DocumentParam, 'type' | 'off'>, value: ParamValue, fact: ParamValue): boolean {
  if (isOff(param, value) || fact === true) return true;
  const [wanted, most] = [scalar(value), scalar(fact)];
  if (typeof wanted !== 'bigint' || typeof most !== 'bigint') return wanted === most && fact !== false;
  return param.type.kind === 'flags' ? (wanted & ~most) === 0n : wanted <= most;
}

/** A param without an off value is never off. */
export function isOff(param: Pick<DocumentParam, 'type' | 'off'>, value: ParamValue): boolean {
  const off = param.off === undefined ? undefined : parseValue(param.type, param.off);
  return off !== undefined && sameValue(off, value);
}

function inItem(item: DocumentRange['items'][number], value: ParamValue): boolean {
  if ('value' in item) return item.value === String(value);
  if (typeof value !== 'number' && typeof value !== 'bigint') return false;
  return BigInt(item.min) <= BigInt(value) && BigInt(value) <= BigInt(item.max);
}

/** What expressions compute with. */
export function scalar(value: ParamValue): Scalar {
  return typeof value === 'number' ? BigInt(value) : value;
}

/** A value that an expression gave, as a value of the type. */
export function fromScalar(type: DocumentParamType, value: Scalar): ParamValue | undefined {
  return parseValue(type, value);
}

export function sameValue(a: ParamValue, b: ParamValue): boolean {
  return scalar(a) === scalar(b);
}

/** Whether two param types are one: flags compare by width alone (a named bit more is no other type), enums by their values in range. */
export function sameType(a: DocumentParamType, b: DocumentParamType): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'int' && b.kind === 'int') return a.bits === b.bits && a.signed === b.signed;
  if (a.kind === 'flags' && b.kind === 'flags') return a.bits === b.bits;
  return true;
}

export function rangeText(param: Pick<DocumentParam, 'range' | 'type'>): string {
  const { items, multipleOf, powerOfTwo, mask } = param.range;
  const parts = items.map((item) => ('value' in item ? item.value : item.min === item.max ? item.min : `${item.min}..${item.max}`));
  const rest = [
    multipleOf === undefined ? '' : `a multiple of ${multipleOf}`,
    powerOfTwo === true ? 'a power of two' : '',
    mask === undefined ? '' : `bits of ${mask}`,
  ].filter((part) => part !== '');
  const list = parts.length === 0 ? typeText(param.type) : parts.join(', ');
  return rest.length === 0 ? list : `${list}; ${rest.join('; ')}`;
}

/** All values of the type, where the param's range says nothing. */
function typeText(type: DocumentParamType): string {
  switch (type.kind) {
    case 'bool':
      return 'true, false';
    case 'string':
      return 'any text';
    case 'enum':
      return type.values.join(', ');
    case 'int':
    case 'flags': {
      const signed = type.kind === 'int' && type.signed;
      const most = 1n << BigInt(signed ? type.bits - 1 : type.bits);
      return `${signed ? -most : 0n}..${most - 1n}`;
    }
  }
}
