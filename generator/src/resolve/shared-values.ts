import { names } from '../diagnostics/codes/names.js';
import { didYouMean } from '../text/suggest.js';
import type { Context } from './context.js';

/** An enum or flags that a types file declares. */
export type SharedValues =
  | { readonly kind: 'enum'; readonly of?: string; readonly values: { readonly [name: string]: bigint } }
  | { readonly kind: 'flags'; readonly of?: string; readonly bits: { readonly [name: string]: bigint } };

/** What a name (`net.Speed`, or in its own file `Speed`) means, when it means an enum or flags. */
export function sharedValues(context: Context, text: string, prefix?: string): SharedValues | undefined {
  const [first = '', second] = text.split('.');
  const [file, name] = second === undefined ? [prefix, first] : [first, second];
  const data = context.sources.types.find((each) => each.data.types === file)?.data;
  if (data === undefined) return undefined;
  const found =
    data.enums !== undefined && Object.hasOwn(data.enums, name)
      ? ({ kind: 'enum', ...data.enums[name] } as const)
      : data.flags !== undefined && Object.hasOwn(data.flags, name)
        ? ({ kind: 'flags', ...data.flags[name] } as const)
        : undefined;
  if (found !== undefined) context.usedTypes.add(`${file}.${name}`);
  return found as SharedValues | undefined;
}

/** The names of all shared enums and flags, for suggestions. */
export function sharedNames(context: Context): readonly string[] {
  return context.sources.types.flatMap(({ data }) =>
    [...Object.keys(data.enums ?? {}), ...Object.keys(data.flags ?? {})].map((name) => `${data.types}.${name}`),
  );
}

/** One name is one type: two of a file that share it are a finding. */
export function reportSharedTwice(context: Context): void {
  for (const { data } of context.sources.types) {
    const seen = new Map<string, object>();
    for (const map of [data.structs, data.enums, data.flags]) {
      for (const name of Object.keys(map ?? {})) {
        const before = seen.get(name);
        if (before === undefined) {
          seen.set(name, map ?? {});
          continue;
        }
        context.reporter.report(
          names.nameDuplicate,
          context.places.key(map ?? {}, name),
          `${data.types}.${name} is declared a second time`,
          {
            related: [{ message: 'first', span: context.places.key(before, name) }],
          },
        );
      }
    }
  }
}

/** A param or fact of a type that no file declares. */
export function reportUnknownValues(context: Context, data: object, text: string, builtin: readonly string[]): void {
  const known = [...builtin, ...sharedNames(context)];
  context.reporter.report(names.typeUnknown, context.places.value(data, 'type'), `there is no type "${text}"${didYouMean(text, known)}`);
}
