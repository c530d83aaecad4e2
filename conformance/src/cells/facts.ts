/** Facts of hosts as text. */
import type { Facts } from '@migspec/runtime';
import { formatParamValue } from '@migspec/runtime';

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
