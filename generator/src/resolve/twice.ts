import { names } from '../diagnostics/codes/names.js';
import type { Context } from './context.js';

type Item = string | bigint | boolean | readonly string[];

/** A list of names or values in which nothing may stand twice. */
export function reportTwice(context: Context, list: readonly Item[] | undefined): void {
  for (const [i, each] of (list ?? []).entries()) {
    const first = list?.findIndex((other) => String(other) === String(each)) ?? i;
    if (first === i) continue;
    context.reporter.report(names.itemTwice, context.places.value(list ?? [], i), `${String(each)} stands here a second time`, {
      related: [{ message: 'first', span: context.places.value(list ?? [], first) }],
      help: 'remove one of them, or write what was meant',
    });
  }
}

/** Keys that are one name in expressions, where `-` is written `_`; `label` says how they write it. */
export function reportCollisions(
  context: Context,
  map: { readonly [name: string]: unknown } | undefined,
  label: (name: string) => string,
): void {
  const first = new Map<string, string>();
  for (const [name] of context.places.entries(map)) {
    const plain = name.replaceAll('-', '_');
    const other = first.get(plain);
    if (other === undefined) first.set(plain, name);
    else
      context.reporter.report(
        names.namesCollide,
        context.places.key(map ?? {}, name),
        `"${name}" and "${other}" are both ${label(plain)} in expressions`,
        {
          related: [{ message: 'the other', span: context.places.key(map ?? {}, other) }],
          help: 'rename one of them',
        },
      );
  }
}
