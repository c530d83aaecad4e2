/** Fields that contradict each other: one field of each rule is changed until the rule is broken and nothing else. */
import type { Expr } from '@migspec/capabilities';
import type { Draft, Success } from '../draft.js';
import { baseOf, integerBytes, intervalOf } from '../integers.js';
import type { Mapped, Place } from '../map.js';
import { placeName } from '../place-name.js';
import { structsIn } from '../reads.js';
import { type Attempt, replaced } from './attempt.js';

export function* invariants(_base: Success, { places }: Mapped, { reference }: Draft): Generator<Attempt> {
  const { documentModel, documentSection } = reference;
  const layouts = [documentSection, ...[...structsIn(documentModel, documentSection)].flatMap((id) => documentModel.structs[id] ?? [])];
  for (const rule of layouts.flatMap((layout) => [layout, ...layout.subsections]).flatMap((layout) => layout.invariants)) {
    const names = namesIn(rule.expr);
    for (const place of places) {
      if (!place.path.some((step) => names.has(String(step)))) continue;
      for (const insert of values(place))
        yield { name: `not ${rule.text} (${placeName(place)})`, ...replaced(place, insert), want: 'INVARIANT_BROKEN' };
    }
  }
}

function namesIn(expr: Expr): ReadonlySet<string> {
  return new Set(
    [...JSON.stringify(expr).matchAll(/"op":"(?:state|self|field)"[^}]*?"name":"([^"]*)"|"name":"([^"]*)"/g)].map(
      ([, a, b]) => a ?? b ?? '',
    ),
  );
}

function values({ kind, type }: Place): readonly string[] {
  if (kind !== 'value' || type === undefined) return [];
  if (type.kind === 'bool') return ['00', '01'];
  const element = type.kind === 'array' ? type.element : type;
  const integer = baseOf(element);
  if (integer === undefined) return [];
  if (element.kind === 'enum') return element.values.map(({ value }) => integerBytes(integer, BigInt(value)));
  const [, high] = intervalOf(integer);
  return [high, 0n, 1n, high >> 1n, 2n, 256n].filter((value) => value <= high).map((value) => integerBytes(integer, value));
}
