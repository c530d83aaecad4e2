import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { CompatEntryIR, CompatSetIR, ImplementationIR, MachineFamilyIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import type { CompatFile } from '../schema/compat.js';
import type { MachinesFile } from '../schema/machines.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import { classNames } from './classes.js';
import type { Context, Source } from './context.js';
import { buildName, knownBuild } from './implementations.js';
import { reportTwice } from './twice.js';

type EntryData = CompatFile['entries'][string][string];
type Limited = Exclude<EntryData, bigint | boolean | string>;

function implementationOf(
  context: Context,
  data: { readonly implementation: string },
): Context['sources']['implementations'][number] | undefined {
  const all = context.sources.implementations;
  const found = all.find((each) => each.data.implementation === data.implementation);
  if (found !== undefined || context.incomplete.has('implementations')) return found;
  const known = all.map((each) => each.data.implementation);
  context.reporter.report(
    names.implementationUnknown,
    context.places.value(data, 'implementation'),
    `there is no implementation "${data.implementation}"${didYouMean(data.implementation, known)}`,
    knownHere(known),
  );
  return undefined;
}

/** Class files name an implementation, too. */
export function checkClassFiles(context: Context): void {
  for (const { data } of context.sources.classes) implementationOf(context, data);
}

export function resolveCompat(
  context: Context,
  source: Source<CompatFile>,
  implementations: readonly ImplementationIR[],
): CompatSetIR | undefined {
  const { places, positions, reporter } = context;
  const file = source.data;
  const implementation = implementationOf(context, file);
  if (implementation === undefined) return undefined;
  positions.set(['compat', file.implementation, file.compat], places.value(file, 'compat'));
  const classes = classNames(implementations.find((each) => each.name === file.implementation)?.classes ?? []);
  const entries: CompatEntryIR[] = [];
  for (const [name, properties] of places.entries(file.entries)) {
    if (!classes.has(name)) {
      reporter.report(
        names.classUnknown,
        places.key(file.entries, name),
        `${file.implementation} has no device class "${name}"${didYouMean(name, classes)}`,
        knownHere(classes),
      );
    }
    for (const [property, data] of places.entries(properties)) {
      positions.set(['compat', file.implementation, file.compat, name, property], places.key(properties, property));
      entries.push(entry(context, implementation.data, name, property, data));
    }
  }
  return { name: file.compat, implementation: file.implementation, entries, sources: file.sources ?? [] };
}

function entry(context: Context, file: Parameters<typeof knownBuild>[1], name: string, property: string, data: EntryData): CompatEntryIR {
  if (!isLimited(data)) return { class: name, property, value: literal(data) };
  for (const key of ['added', 'removed'] as const) {
    const build = data[key];
    if (build !== undefined) knownBuild(context, file, build, data, key);
  }
  for (const [i, build] of (data.only ?? []).entries()) knownBuild(context, file, build, data.only ?? [], i);
  reportTwice(context, data.only);
  checkLimits(context, file, data);
  return {
    class: name,
    property,
    value: literal(data.value),
    ...(data.added === undefined ? {} : { added: buildName(file, data.added) }),
    ...(data.removed === undefined ? {} : { removed: buildName(file, data.removed) }),
    ...(data.only === undefined ? {} : { only: data.only.map((build) => buildName(file, build)) }),
  };
}

function checkLimits(context: Context, file: Parameters<typeof knownBuild>[1], data: Limited): void {
  const { places, reporter } = context;
  const { added, removed, only } = data;
  if (only !== undefined && (added !== undefined || removed !== undefined)) {
    const key = added === undefined ? 'removed' : 'added';
    reporter.report(codes.entryLimitsWrong, places.key(data, key), `"only" lists the builds that have the entry: "${key}" says it again`, {
      related: [{ message: 'only', span: places.key(data, 'only') }],
      help: `remove one of "only" and "${key}"`,
    });
    return;
  }
  if (added === undefined || removed === undefined || file === undefined) return;
  const newestFirst = places.entries(file.builds).map(([name]) => name);
  const [from, to] = [newestFirst.indexOf(buildName(file, added)), newestFirst.indexOf(buildName(file, removed))];
  if (from < 0 || to < 0 || to < from) return;
  reporter.report(
    codes.entryLimitsWrong,
    places.value(data, 'removed'),
    `no build has the entry: it is removed (${removed}) before it is added (${added})`,
    {
      related: [{ message: 'added', span: places.value(data, 'added') }],
      help: 'name a newer build in `removed`, or an older one in `added`',
    },
  );
}

function isLimited(data: EntryData): data is Limited {
  return typeof data === 'object';
}

/** A compat value has no declared type: the property may belong to a class without a model. */
function literal(value: bigint | boolean | string): Value {
  if (typeof value === 'bigint') return { kind: 'int', value: String(value) };
  return typeof value === 'boolean' ? { kind: 'bool', value } : { kind: 'string', value };
}

/** A machine type is one name in an implementation, whatever family it stands in. */
export function reportSameTypes(context: Context): void {
  const { places, reporter, sources } = context;
  const first = new Map<string, ReturnType<typeof places.key>>();
  for (const { data } of sources.machines) {
    for (const [name] of places.entries(data.types)) {
      const key = `${data.implementation} ${name}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, places.key(data.types, name));
      else
        reporter.report(names.nameDuplicate, places.key(data.types, name), `machine type "${name}" is declared a second time`, {
          related: [{ message: 'first', span: before }],
          help: 'call it something else, or remove it',
        });
    }
  }
}

export function resolveMachines(context: Context, source: Source<MachinesFile>): MachineFamilyIR | undefined {
  const { places, positions, reporter } = context;
  const file = source.data;
  const implementation = implementationOf(context, file);
  if (implementation === undefined) return undefined;
  positions.set(['machines', file.machines], places.value(file, 'machines'));
  const sets = context.sources.compat.filter((each) => each.data.implementation === file.implementation).map((each) => each.data.compat);
  const types = places.entries(file.types).map(([name, data]) => {
    positions.set(['machines', file.machines, name], places.key(file.types, name));
    if (data.compat !== undefined) positions.set(['machines', file.machines, name, 'compat'], places.value(data, 'compat'));
    const compat = data.compat === undefined ? [] : typeof data.compat === 'string' ? [data.compat] : data.compat;
    for (const set of compat) {
      if (sets.includes(set) || context.incomplete.has('compat')) continue;
      reporter.report(
        names.compatUnknown,
        places.value(data, 'compat'),
        `${file.implementation} has no compat set "${set}"${didYouMean(set, sets)}`,
        knownHere(sets),
      );
    }
    for (const key of ['added', 'removed'] as const) {
      const build = data[key];
      if (build !== undefined) knownBuild(context, implementation.data, build, data, key);
    }
    return {
      name,
      compat,
      ...(data.added === undefined ? {} : { added: buildName(implementation.data, data.added) }),
      ...(data.removed === undefined ? {} : { removed: buildName(implementation.data, data.removed) }),
    };
  });
  return { name: file.machines, implementation: file.implementation, types };
}
