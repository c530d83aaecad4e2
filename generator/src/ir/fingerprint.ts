import { createHash } from 'node:crypto';
import type { Value } from './values.js';

/** What of a param decides whether it appears in the canonical form. */
export interface CanonicalParam {
  readonly name: string;
  readonly off?: Value;
}

/**
 * SHA-256, in hex, of the canonical form of a configuration: the model and, sorted by name, every param that is not at
 * its off value, as `name=value` lines. Equal fingerprints mean the same device whatever version name was used.
 */
export function fingerprint(model: string, params: readonly CanonicalParam[], values: Readonly<Record<string, Value>>): string {
  const lines = params
    .filter((param) => {
      const value = values[param.name];
      return value !== undefined && !(param.off !== undefined && sameValue(param.off, value));
    })
    .map((param) => `${param.name}=${String(values[param.name]?.value)}`)
    .sort();
  return createHash('sha256')
    .update([model, ...lines].join('\n'))
    .digest('hex');
}

export function sameValue(a: Value, b: Value): boolean {
  return a.kind === b.kind && a.value === b.value;
}
