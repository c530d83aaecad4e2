/** Pseudo-random values for situations: fixed by the variable's name, within its bounds, and not what a reset leaves. */
import type { DocumentField, DocumentFieldType, DocumentModel } from '@migspec/capabilities';
import type { StateValue } from '@migspec/runtime';
import { evaluate } from '../expr/evaluate.js';
import type { ExprEnv } from '../expr/value.js';

export function randomValue(
  model: DocumentModel,
  field: DocumentField,
  type: DocumentFieldType,
  current: StateValue,
  seed: string,
  env: ExprEnv,
): StateValue {
  const source = new Source(seed);
  return draw(model, field, type, current, source, env);
}

function draw(
  model: DocumentModel,
  field: DocumentField,
  type: DocumentFieldType,
  current: StateValue,
  source: Source,
  env: ExprEnv,
): StateValue {
  // What is compared as bytes is not drawn: it is as the device has it.
  if (field.bounds.own !== undefined && isBytes(type)) return current;
  switch (type.kind) {
    case 'int':
    case 'flags': {
      const bits = type.kind === 'int' ? type.bits : type.base.bits;
      const value = within(field, bits, source.bits(bits), env);
      return bits === 64 ? value : Number(value);
    }
    case 'bool':
      return true;
    case 'enum':
      return type.values[Number(source.bits(32) % BigInt(Math.max(1, type.values.length)))]?.name ?? '';
    case 'string':
      return 'random'.slice(0, type.capacity);
    case 'bytes':
      return current instanceof Uint8Array ? current.map(() => Number(source.bits(8))) : current;
    case 'array':
      return Array.isArray(current) ? current.map((item: StateValue) => draw(model, field, type.element, item, source, env)) : current;
    case 'struct': {
      const struct = model.structs[type.struct];
      if (struct === undefined || typeof current !== 'object') return current;
      const members = current as { readonly [name: string]: StateValue };
      const drawn = struct.fields.flatMap((inner) => {
        const old = members[inner.name];
        return old === undefined ? [] : [[inner.name, draw(model, inner, inner.type, old, source, env)] as const];
      });
      return { ...members, ...Object.fromEntries(drawn) };
    }
    case 'padding':
      return current;
  }
}

function isBytes(type: DocumentFieldType): boolean {
  return type.kind === 'bytes' || (type.kind === 'array' && type.element.kind === 'int' && type.element.bits === 8);
}

/** Never 0 where the bounds allow another value. */
function within(field: DocumentField, bits: number, drawn: bigint, env: ExprEnv): bigint {
  const { min, max, own, negotiated, reserved } = { ...field.unenforced, ...field.bounds };
  const number = (expression: { readonly expr: Parameters<typeof evaluate>[0] } | undefined): bigint | undefined => {
    const value = expression === undefined ? undefined : evaluate(expression.expr, env);
    return typeof value === 'bigint' ? value : undefined;
  };
  if (own?.compare === 'equal') return number(own.value) ?? drawn;
  const low = number(min) ?? 0n;
  const high = number(max) ?? (own?.compare === 'at-most' ? number(own.value) : undefined) ?? (1n << BigInt(bits)) - 1n;
  let value = high < low ? low : low + (drawn % (high - low + 1n));
  if (negotiated !== undefined) value &= number(negotiated) ?? 0n;
  if (reserved !== undefined) value &= ~BigInt(reserved);
  if (own?.compare === 'masked') {
    const mask = number(own.mask) ?? 0n;
    return (value & ~mask) | ((number(own.value) ?? 0n) & mask);
  }
  return value === 0n && low === 0n && high >= 1n && negotiated === undefined && reserved === undefined ? 1n : value;
}

/** xorshift over a hash of the name: the same on every machine. */
class Source {
  private state: bigint;

  constructor(seed: string) {
    let hash = 0xcbf29ce484222325n;
    for (const character of seed) hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
    this.state = hash === 0n ? 1n : hash;
  }

  bits(width: number): bigint {
    let x = this.state;
    x ^= BigInt.asUintN(64, x << 13n);
    x ^= x >> 7n;
    x ^= BigInt.asUintN(64, x << 17n);
    this.state = x;
    return BigInt.asUintN(width, x >> 3n);
  }
}
