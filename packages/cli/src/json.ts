/** JSON on stdout: integers of 64 bits are decimal text, and nothing in it that a terminal would act on. */
import { printableJson } from './printable.js';

export function jsonText(value: unknown): string {
  return printableJson(`${JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each), 1)}\n`);
}
