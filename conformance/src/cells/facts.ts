/** The hosts of a matrix, out of the values that the spec gives facts. */
import type { Facts, ParamValue } from '@migspec/runtime';
import { formatParamValue } from '@migspec/runtime';

/** Hosts that differ from the first one in one fact; two of a route then differ in up to two. */
export function hostVariations(matrix: Readonly<Record<string, readonly ParamValue[]>>): Facts[] {
  const first = Object.fromEntries(Object.entries(matrix).flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])));
  const others = Object.entries(matrix).flatMap(([name, [, ...values]]) => values.map((value) => ({ ...first, [name]: value })));
  return [first, ...others];
}

export function factsText(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}=${formatParamValue(value)}`)
    .join(',');
}

/** Facts of the hosts on a route, in its order: `host.uso=on>off`, and once where all have the same. */
export function hostsText(hosts: readonly Facts[]): string {
  return Object.keys(hosts[0] ?? {})
    .map((name) => {
      const values = hosts.map((facts) => (facts[name] === undefined ? '' : formatParamValue(facts[name])));
      return `host.${name}=${values.every((value) => value === values[0]) ? values[0] : values.join('>')}`;
    })
    .join(',');
}
