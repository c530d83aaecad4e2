import { names } from '../diagnostics/codes/names.js';
import type { DeviceClassIR, ModelIR } from '../ir/spec.js';
import type { Span } from '../text/source.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { Context } from './context.js';

/** The device classes of an implementation, over all its files. */
export function resolveClasses(context: Context, implementation: string, models: ReadonlyMap<string, ModelIR>): readonly DeviceClassIR[] {
  const { places, reporter, positions } = context;
  const files = context.sources.classes.filter((each) => each.data.implementation === implementation);
  const declared = new Map<string, { readonly entry: object; readonly span: Span }>();
  for (const { data } of files) {
    for (const [name, entry] of places.entries(data.classes)) {
      for (const [key, each] of [[undefined, name] as const, ...(entry.aliases ?? []).map((alias, i) => [i, alias] as const)]) {
        const span = key === undefined ? places.key(data.classes, each) : places.value(entry.aliases ?? [], key);
        const before = declared.get(each);
        if (before === undefined) declared.set(each, { entry, span });
        else if (key === undefined && before.entry !== entry)
          reporter.report(names.nameDuplicate, span, `"${each}" already names a device class`, {
            related: [{ message: 'first', span: before.span }],
            help: 'call one of them something else',
          });
        else
          reporter.report(names.aliasTaken, span, `"${each}" already names a device class`, {
            related: [{ message: 'that class', span: before.span }],
            help: 'a name means one class: remove the alias',
          });
      }
    }
  }
  const known = (name: string | undefined, data: object, key: string): void => {
    if (name === undefined || declared.has(name) || files.some((file) => places.dropped(file.data.classes, name))) return;
    reporter.report(
      names.classUnknown,
      places.value(data, key),
      `${implementation} has no device class "${name}"${didYouMean(name, declared.keys())}`,
      knownHere(declared.keys()),
    );
  };
  const classes = files.flatMap(({ data }) =>
    places.entries(data.classes).map(([name, entry]) => {
      positions.set(['implementation', implementation, 'classes', name], places.key(data.classes, name));
      known(entry.parent, entry, 'parent');
      known(entry.child, entry, 'child');
      if (entry.model !== undefined && !models.has(entry.model) && !context.incomplete.has('models')) {
        reporter.report(
          names.modelUnknown,
          places.value(entry, 'model'),
          `there is no model "${entry.model}"${didYouMean(entry.model, models.keys())}`,
          knownHere(models.keys()),
        );
      }
      return {
        name,
        ...(entry.parent === undefined ? {} : { parent: entry.parent }),
        aliases: entry.aliases ?? [],
        ...(entry.child === undefined ? {} : { child: entry.child }),
        ...(entry.model === undefined ? {} : { model: entry.model }),
      };
    }),
  );
  for (const key of ['parent', 'child'] as const) reportCircles(context, implementation, classes, key);
  return classes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function reportCircles(context: Context, implementation: string, classes: readonly DeviceClassIR[], key: 'parent' | 'child'): void {
  const next = new Map(classes.map((each) => [each.name, each[key]]));
  const reported = new Set<string>();
  for (const { name } of classes) {
    const chain: string[] = [];
    for (let at: string | undefined = name; at !== undefined && !reported.has(at); at = next.get(at)) {
      const start = chain.indexOf(at);
      if (start >= 0) {
        const circle = [...chain.slice(start), at];
        for (const each of circle) reported.add(each);
        const span = context.positions.nearest('implementation', implementation, 'classes', at);
        context.reporter.report(names.cycle, span, `device classes have each other as ${key} in a circle: ${circle.join(' → ')}`);
        break;
      }
      chain.push(at);
    }
  }
}

/** All names of the classes of an implementation, aliases included. */
export function classNames(classes: readonly DeviceClassIR[]): ReadonlySet<string> {
  return new Set(classes.flatMap((each) => [each.name, ...each.aliases]));
}
