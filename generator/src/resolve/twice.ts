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
