/** What a file says of a value that is nearly another: the places that differ. */
import type { Change, Json } from '@migspec/vectors';
import { sameJson } from '../testee/compare.js';

/** Where the whole is shorter than its differences, the whole. */
export function changesBetween(from: Json | undefined, to: Json, path: Change[0] = []): readonly Change[] {
  if (sameJson(from, to)) return [];
  const whole: readonly Change[] = [[path, to]];
  const keys = sameKeys(from, to);
  if (keys === undefined) return whole;
  const [a, b] = [from, to] as { readonly [key: string]: Json }[];
  const inner = keys.flatMap((key) => changesBetween(a?.[key], b?.[key] ?? null, [...path, Array.isArray(to) ? Number(key) : key]));
  return path.length === 0 || JSON.stringify(inner).length < JSON.stringify(whole).length ? inner : whole;
}

/** The keys of two objects or two arrays that have the same. */
function sameKeys(from: Json | undefined, to: Json): readonly string[] | undefined {
  if (typeof from !== 'object' || from === null || typeof to !== 'object' || to === null) return undefined;
  if (Array.isArray(from) !== Array.isArray(to)) return undefined;
  const keys = Object.keys(to);
  return keys.length === Object.keys(from).length && keys.every((key) => Object.hasOwn(from, key)) ? keys : undefined;
}
