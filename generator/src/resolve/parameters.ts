import { names } from '../diagnostics/codes/names.js';
import type { StructData } from '../schema/types.js';
import type { Context } from './context.js';

/** What a struct is given and never uses is a slip in its expressions, or left over. */
export function reportUnusedParameters(context: Context): void {
  for (const { data } of context.sources.models) reportIn(context, data.types);
  for (const { data } of context.sources.types) reportIn(context, data.structs);
}

function reportIn(context: Context, structs: { readonly [name: string]: StructData } | undefined): void {
  for (const [struct, data] of context.places.entries(structs)) {
    const given = context.places.entries(data.parameters);
    if (given.length === 0) continue;
    const { parameters: _parameters, ...rest } = data;
    const used = new Set<string>();
    collect(rest, used);
    for (const [name] of given) {
      if (used.has(name)) continue;
      context.reporter.report(
        names.argumentUnused,
        context.places.key(data.parameters ?? {}, name),
        `${struct} never uses its argument "${name}"`,
        {
          help: `use it as args.${name}, or remove the parameter`,
        },
      );
    }
  }
}

function collect(node: unknown, found: Set<string>): void {
  if (typeof node === 'string') for (const match of node.matchAll(/\bargs\.([A-Za-z_]\w*)/g)) found.add(match[1] ?? '');
  else if (typeof node === 'object' && node !== null) for (const value of Object.values(node)) collect(value, found);
}
