/** The machines of a matrix: every combination of the values that the spec gives its machine facts. */
import type { Facts, ParamValue } from '@migspec/runtime';
import { formatParamValue } from '@migspec/runtime';

export function factCombinations(matrix: Readonly<Record<string, readonly ParamValue[]>>): Facts[] {
  return Object.entries(matrix).reduce<Facts[]>(
    (combinations, [name, values]) => combinations.flatMap((facts) => values.map((value) => ({ ...facts, [name]: value }))),
    [{}],
  );
}

export function factsText(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}=${formatParamValue(value)}`)
    .join(',');
}
