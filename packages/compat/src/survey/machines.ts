import type { Facts, ParamValue } from '@migspec/runtime';

/** The machines of a matrix: every combination of the values that the spec gives facts. */
export function factCombinations(matrix: Readonly<Record<string, readonly ParamValue[]>>): Facts[] {
  return Object.entries(matrix).reduce<Facts[]>(
    (combinations, [name, values]) => combinations.flatMap((facts) => values.map((value) => ({ ...facts, [name]: value }))),
    [{}],
  );
}

/** Hosts that differ from the first one in one fact; two of a route then differ in up to two. */
export function hostVariations(matrix: Readonly<Record<string, readonly ParamValue[]>>): Facts[] {
  const first = Object.fromEntries(Object.entries(matrix).flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])));
  const others = Object.entries(matrix).flatMap(([name, [, ...values]]) => values.map((value) => ({ ...first, [name]: value })));
  return [first, ...others];
}
