import type { Facts, ParamValue } from '@migspec/runtime';

/** The machines of a matrix: every combination of the values that the spec gives facts. */
export function factCombinations(matrix: Readonly<Record<string, readonly ParamValue[]>>): Facts[] {
  return Object.entries(matrix).reduce<Facts[]>(
    (combinations, [name, values]) => combinations.flatMap((facts) => values.map((value) => ({ ...facts, [name]: value }))),
    [{}],
  );
}
