/** Holds an answer against what it must be. */
import type { Json } from '@migspec/vectors';
import type { Answer, Garbled } from './protocol.js';

export function sameAnswer(expected: Answer, got: Answer | Garbled): boolean {
  if (expected.kind === 'value') return got.kind === 'value' && sameJson(expected.value, got.value);
  if (expected.kind === 'hex') return got.kind === 'hex' && got.hex === expected.hex;
  if (expected.kind === 'error') return got.kind === 'error' && got.code === expected.code;
  return got.kind === expected.kind;
}

/** Objects have their names in any order. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (isList(left) !== isList(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  const [a, b] = [left, right] as { readonly [key: string]: Json }[];
  return keys.every((key) => b !== undefined && Object.hasOwn(b, key) && sameJson(a?.[key], b[key]));
}

/** What two answers are, in a line each; of values only where they first differ. */
export function answerText(answer: Answer | Garbled, other?: Answer | Garbled): string {
  switch (answer.kind) {
    case 'error':
      return answer.code;
    case 'unsupported':
      return 'unsupported';
    case 'garbled':
      return `no answer: ${answer.problem}`;
    case 'hex':
      return other?.kind === 'hex' ? hexAround(answer.hex, firstDifference(answer.hex, other.hex)) : `${answer.hex.length / 2} bytes`;
    case 'value':
      return other?.kind === 'value' ? differenceText(answer.value, other.value, '') : 'a value';
  }
}

function firstDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return at >> 1;
}

function hexAround(hex: string, byte: number): string {
  const from = Math.max(0, byte - 4);
  const part = hex.slice(2 * from, 2 * byte + 16);
  return `${hex.length / 2} bytes, from byte ${from} on ${from > 0 ? '…' : ''}${part}${2 * byte + 16 < hex.length ? '…' : ''}`;
}

/** The first place where the value is not what the other is. */
function differenceText(value: Json | undefined, other: Json | undefined, path: string): string {
  if (typeof value === 'object' && value !== null && typeof other === 'object' && other !== null && isList(value) === isList(other)) {
    const [a, b] = [value, other] as { readonly [key: string]: Json }[];
    for (const key of [...Object.keys(value), ...Object.keys(other)]) {
      if (!sameJson(a?.[key], b?.[key])) {
        const step = isList(value) ? `[${key}]` : path === '' ? key : `.${key}`;
        return differenceText(a?.[key], b?.[key], path + step);
      }
    }
  }
  return `${path === '' ? 'value' : path} ${(JSON.stringify(value) ?? 'missing').slice(0, 120)}`;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
