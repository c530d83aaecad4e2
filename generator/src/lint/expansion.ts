import { sameValue } from '../ir/fingerprint.js';
import { inRange } from '../ir/ranges.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { ModelIR, ParamIR, VersionIR } from '../ir/spec.js';
import type { Range, Value } from '../ir/values.js';
import { mentioned } from '../ir/versions.js';

/** A version at one revision: complete, or what stands in the way. */
export type Expansion =
  | { readonly kind: 'complete'; readonly values: ReadonlyMap<string, Value> }
  /** A param without an off value is not mentioned. */
  | { readonly kind: 'open'; readonly param: ParamIR }
  /** A param that the revision lacks has another value than what the revision does anyway. */
  | { readonly kind: 'unknown'; readonly param: ParamIR }
  | { readonly kind: 'outside'; readonly param: ParamIR; readonly value: Value };

export function expand(model: ModelIR, version: VersionIR, revision: number, narrow: Readonly<Record<string, Range>> = {}): Expansion {
  const said = mentioned(version, new Map(model.versions.map((each) => [each.name, each])));
  const values = new Map<string, Value>();
  let problem: Expansion | undefined;
  for (const param of model.params) {
    const value = said[param.id];
    if (!alive(param, revision)) {
      const implied = param.removed !== undefined && param.removed <= revision ? param.frozen : param.off;
      if (value !== undefined && (implied === undefined || !sameValue(implied, value))) return { kind: 'unknown', param };
      continue;
    }
    const effective = value ?? param.off;
    if (effective === undefined) problem ??= { kind: 'open', param };
    else if (!inRange(narrow[param.id] ?? valueAt(param.range, revision) ?? { items: [] }, effective))
      problem ??= { kind: 'outside', param, value: effective };
    else values.set(param.id, effective);
  }
  return problem ?? { kind: 'complete', values };
}

export function sameValues(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([id, value]) => {
      const other = b.get(id);
      return other !== undefined && sameValue(value, other);
    })
  );
}
