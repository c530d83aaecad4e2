import type { Changed, Difference, Kind, Parts, Path } from './difference.js';

/** How the parts of one kind are named and compared. */
export interface Comparison<K extends Kind> {
  readonly kind: K;
  readonly name: (part: Parts[K]) => string;
  /** What makes two parts the same thing; default: the name. */
  readonly identity?: (part: Parts[K]) => string;
  readonly path: (part: Parts[K]) => Path;
  /** Properties that may change, each as plain data. */
  readonly aspects: Readonly<Record<string, (part: Parts[K]) => unknown>>;
}

/** Parts that are gone, new, or other than before, in the order of the newer list. */
export function compareLists<K extends Kind>(
  how: Comparison<K>,
  before: readonly Parts[K][],
  after: readonly Parts[K][],
): readonly Difference<K>[] {
  const identity = how.identity ?? how.name;
  const old = new Map(before.map((part) => [identity(part), part]));
  const found: Difference<K>[] = [];
  for (const part of after) {
    const same = old.get(identity(part));
    old.delete(identity(part));
    if (same === undefined)
      found.push({ kind: how.kind, aspect: 'added', name: how.name(part), after: part, at: { after: how.path(part) } });
    else found.push(...compareParts(how, same, part));
  }
  for (const part of old.values())
    found.push({ kind: how.kind, aspect: 'removed', name: how.name(part), before: part, at: { before: how.path(part) } });
  return found;
}

/** A difference for each property that is another. */
export function compareParts<K extends Kind>(how: Comparison<K>, before: Parts[K], after: Parts[K]): readonly Changed<K>[] {
  return Object.entries(how.aspects).flatMap(([aspect, of]): Changed<K>[] =>
    same(of(before), of(after))
      ? []
      : [{ kind: how.kind, aspect, name: how.name(after), before, after, at: { before: how.path(before), after: how.path(after) } }],
  );
}

/** Plain data alike, whatever the order of keys: one of two may come from a lock. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  const [left, right] = [given(a), given(b)];
  return left.length === right.length && left.every(([key, value]) => Object.hasOwn(b, key) && same(value, Reflect.get(b, key)));
}

function given(record: object): readonly (readonly [string, unknown])[] {
  return Object.entries(record).filter(([, value]) => value !== undefined);
}
