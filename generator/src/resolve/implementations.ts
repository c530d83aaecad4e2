import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { BuildIR, BuildModelIR, DeprecationIR, FactIR, ImplementationIR, ModelIR } from '../ir/spec.js';
import type { Range } from '../ir/values.js';
import type { ImplementationFile } from '../schema/implementation.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import { resolveBreaks } from './breaks.js';
import { resolveClasses } from './classes.js';
import type { Context, Facts, Source } from './context.js';
import { resolveErratum } from './errata.js';
import { range } from './ranges.js';
import { reportCollisions, reportTwice } from './twice.js';
import { paramType, paramValue } from './values.js';

type BuildData = ImplementationFile['builds'][string];
type BuildModelData = BuildData['models'][string];

export function resolveImplementation(
  context: Context,
  source: Source<ImplementationFile>,
  models: ReadonlyMap<string, ModelIR>,
): ImplementationIR {
  const file = source.data;
  const { places, positions } = context;
  const name = file.implementation;
  positions.set(['implementation', name], places.value(file, 'implementation'));
  reportAliases(context, file);
  reportCollisions(context, file['machine-facts'], (fact) => `machine.${fact}`);
  return {
    name,
    ...(file.doc === undefined ? {} : { doc: file.doc.trim() }),
    sources: file.sources ?? [],
    framing: file.framing,
    destination: file.destination,
    machineFacts: facts(context, 'machine', file),
    hostFacts: facts(context, 'host', file),
    builds: places.entries(file.builds).map(([build, data]) => {
      positions.set(['implementation', name, 'builds', build], places.key(file.builds, build));
      return resolveBuild(context, name, build, data, models);
    }),
    classes: resolveClasses(context, name, models),
    errata: places.entries(file.errata).flatMap(([id, data]) => {
      positions.set(['implementation', name, 'errata', id], places.key(file.errata ?? {}, id));
      return resolveErratum(context, file, id, data, models) ?? [];
    }),
    ...resolveBreaks(context, file, ['implementation', name]),
  };
}

/** An alias names one build. */
function reportAliases(context: Context, file: ImplementationFile): void {
  const owners = new Map<string, string>(Object.keys(file.builds).map((build) => [build, build]));
  for (const [build, data] of context.places.entries(file.builds)) {
    if (data.alias === undefined) continue;
    const owner = owners.get(data.alias);
    if (owner !== undefined)
      context.reporter.report(names.aliasTaken, context.places.value(data, 'alias'), `"${data.alias}" already names build ${owner}`, {
        related: [{ message: 'that build', span: context.places.key(file.builds, owner) }],
        help: 'a name means one build: remove the alias from one of them',
      });
    else owners.set(data.alias, build);
  }
}

type FactData = NonNullable<ImplementationFile['host-facts']>[string];

function facts(context: Context, of: 'machine' | 'host', file: ImplementationFile): readonly FactIR[] {
  const { places, positions } = context;
  const declared = file[`${of}-facts`] ?? {};
  return places.entries<FactData>(declared).flatMap(([fact, data]) => {
    positions.set(['implementation', file.implementation, `${of}-facts`, fact], places.key(declared, fact));
    return resolveFact(context, of, fact, data) ?? [];
  });
}

function resolveFact(context: Context, of: 'machine' | 'host', name: string, data: FactData): FactIR | undefined {
  const type = paramType(context, data);
  if (type === undefined) return undefined;
  const what = `${of} fact ${name}`;
  const value = paramValue(context, type, data.default, data, 'default', what);
  reportTwice(context, data.matrix);
  const matrix = (data.matrix ?? []).flatMap((each, i) => paramValue(context, type, each, data.matrix ?? [], i, what) ?? []);
  if (value === undefined) return undefined;
  return {
    name,
    ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
    type,
    default: value,
    matrix: matrix.length === 0 ? [value] : matrix,
  };
}

/**
 * The facts that a model's expressions can use: those that every implementation with the model has, with one type. A model
 * that none has can use all facts there are.
 */
export function factsOf(context: Context, of: 'machine-facts' | 'host-facts', model: string): Facts {
  const { implementations } = context.sources;
  const using = implementations.filter((each) => Object.values(each.data.builds).some((build) => Object.hasOwn(build.models, model)));
  const declared = (using.length > 0 ? using : implementations).map(({ data }) => {
    const types = context.places.entries<FactData>(data[of]).map(([name, fact]) => [name, paramType(context, fact)] as const);
    return new Map(types);
  });
  const facts = new Map<string, FactIR['type']>();
  for (const [name, type] of declared.flatMap((each) => [...each])) {
    const everywhere = declared.every((each) => JSON.stringify(each.get(name)) === JSON.stringify(type));
    if (type !== undefined && (everywhere || using.length === 0)) facts.set(name, type);
  }
  return facts;
}

/** The other machine facts: those that only some implementations of the model have, and what to do about each. */
export function unsharedFacts(context: Context, model: string): ReadonlyMap<string, string> {
  const using = context.sources.implementations.filter(({ data }) =>
    Object.values(data.builds).some((build) => Object.hasOwn(build.models, model)),
  );
  const shared = factsOf(context, 'machine-facts', model);
  const found = new Map<string, string>();
  for (const { data } of using) {
    for (const [name, fact] of context.places.entries(data['machine-facts'])) {
      if (shared.has(name)) continue;
      const others = using.filter((each) => each.data['machine-facts']?.[name]?.type !== fact.type).map((each) => each.data.implementation);
      const where = others.length === 0 ? 'every implementation alike' : others.join(' and ');
      found.set(name, `declare ${name} with type ${fact.type} in ${where}, too`);
    }
  }
  return found;
}

function resolveBuild(
  context: Context,
  implementation: string,
  name: string,
  data: BuildData,
  models: ReadonlyMap<string, ModelIR>,
): BuildIR {
  const known = context.places.entries(data.models).flatMap(([id, entry]) => {
    const position = ['implementation', implementation, 'builds', name, 'models', id];
    context.positions.set(position, context.places.key(data.models, id));
    const model = models.get(id);
    if (model !== undefined) return buildModel(context, model, data.models, entry, position) ?? [];
    if (context.incomplete.has('models')) return [];
    const all = [...models.keys()];
    context.reporter.report(
      names.modelUnknown,
      context.places.key(data.models, id),
      `there is no model "${id}"${didYouMean(id, all)}`,
      knownHere(all),
    );
    return [];
  });
  checkDate(context, data);
  return {
    name,
    ...(data.alias === undefined ? {} : { alias: data.alias }),
    ...(data.released === undefined ? {} : { released: data.released }),
    models: known,
    sources: data.sources ?? [],
  };
}

function checkDate(context: Context, data: BuildData): void {
  const { released } = data;
  if (released === undefined) return;
  const time = Date.parse(`${released}T00:00:00Z`);
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(released)) return;
  context.reporter.report(codes.dateInvalid, context.places.value(data, 'released'), `${released} is no day of the calendar`);
}

function checkStateVersions(context: Context, model: ModelIR, data: BuildModelData): void {
  const { places, reporter } = context;
  const { minimum } = data;
  const listed = data['state-versions'];
  const key = listed === undefined ? 'minimum' : 'state-versions';
  if (listed === undefined && minimum === undefined) return;
  if (model.opaque === undefined) {
    reporter.report(
      codes.stateVersionsMisplaced,
      places.key(data, key),
      `"${key}" is for a state whose inside is not described, and the state of ${model.id} is`,
      { help: 'the versions of a described state are those of its sections: `version` and `minimum` there' },
    );
    return;
  }
  if (minimum === undefined || listed?.includes(minimum) === true) return;
  reporter.report(
    codes.minimumNotListed,
    places.value(data, 'minimum'),
    `"${minimum}" is not in the list of state versions${didYouMean(minimum, listed ?? [])}`,
    listed === undefined
      ? { help: `write state-versions: ["${minimum}"], with the newer ones in front` }
      : { related: [{ message: 'the list', span: places.value(data, 'state-versions') }], ...knownHere(listed) },
  );
}

function buildModel(
  context: Context,
  model: ModelIR,
  map: object,
  data: BuildModelData,
  position: readonly string[],
): BuildModelIR | undefined {
  const { places, reporter } = context;
  const only = model.revisions.length === 1 ? model.revisions[0] : undefined;
  const wanted = data.revision ?? only;
  if (wanted === undefined) {
    if (places.dropped(data, 'revision')) return undefined;
    reporter.report(
      codes.revisionOpen,
      places.key(map, model.id),
      `the build must say which revision of ${model.id} it knows: ${model.revisions.join(', ')}`,
    );
    return undefined;
  }
  const revision = model.revisions.indexOf(wanted);
  if (revision < 0) {
    reporter.report(
      names.revisionUnknown,
      places.value(data, 'revision'),
      `${model.id} has no revision "${wanted}"${didYouMean(wanted, model.revisions)}`,
      {
        help: `its revisions: ${model.revisions.join(', ')}`,
      },
    );
    return undefined;
  }
  checkStateVersions(context, model, data);
  reportTwice(context, data.versions);
  reportTwice(context, data['state-versions']);
  const versions = data.versions?.filter((version, i) => {
    const all = model.versions.map((each) => each.name);
    if (all.includes(version)) return true;
    reporter.report(
      names.versionUnknown,
      places.value(data.versions ?? [], i),
      `${model.id} has no version "${version}"${didYouMean(version, all)}`,
      knownHere(all),
    );
    return false;
  });
  return {
    model: model.id,
    revision,
    ...(versions === undefined ? {} : { versions }),
    ...deprecations(context, model, data, versions),
    narrow: narrowed(context, model, data, position),
    ...(data['state-versions'] === undefined ? {} : { stateVersions: data['state-versions'] }),
    ...(data.minimum === undefined ? {} : { minimum: data.minimum }),
  };
}

/** Only a version that the build has can be on its way out, and what is to be taken instead is one that stays. */
function deprecations(
  context: Context,
  model: ModelIR,
  data: BuildModelData,
  listed: readonly string[] | undefined,
): Pick<BuildModelIR, 'deprecated'> {
  const { places, reporter } = context;
  const said = data.deprecated;
  if (said === undefined) return {};
  const own = listed ?? model.versions.map((each) => each.name);
  const staying = own.filter((name) => !Object.hasOwn(said, name));
  const deprecated: Record<string, DeprecationIR> = {};
  for (const [name, { 'removed-in': removedIn, instead }] of places.entries(said)) {
    if (!own.includes(name)) {
      reporter.report(
        codes.deprecatedNotListed,
        places.key(said, name),
        `the build has no version "${name}" of ${model.id} to deprecate${didYouMean(name, own)}`,
        knownHere(own),
      );
      continue;
    }
    if (instead !== undefined && !staying.includes(instead)) {
      reporter.report(
        codes.insteadWrong,
        places.value(said[name] ?? {}, 'instead'),
        `"${instead}" is no version of ${model.id} that the build goes on with${didYouMean(instead, staying)}`,
        staying.length === 0 ? { help: 'leave one version of the list undeprecated' } : knownHere(staying),
      );
      continue;
    }
    deprecated[name] = { ...(removedIn === undefined ? {} : { removedIn }), ...(instead === undefined ? {} : { instead }) };
  }
  return { deprecated };
}

function narrowed(context: Context, model: ModelIR, data: BuildModelData, position: readonly string[]): Readonly<Record<string, Range>> {
  const ranges: Record<string, Range> = {};
  for (const [name, value] of context.places.entries(data.narrow)) {
    const param = model.params.find((each) => each.name === name);
    if (param === undefined) {
      const known = model.params.map((each) => each.name);
      context.reporter.report(
        names.paramUnknown,
        context.places.key(data.narrow ?? {}, name),
        `${model.id} has no param "${name}"${didYouMean(name, known)}`,
        knownHere(known),
      );
      continue;
    }
    const narrow = range(context, param.type, data.narrow ?? {}, name, value);
    context.positions.set([...position, 'narrow', name], context.places.value(data.narrow ?? {}, name));
    if (narrow !== undefined) ranges[param.id] = narrow;
  }
  return ranges;
}

/** A build of the implementation, by name or alias; a finding otherwise. */
export function knownBuild(
  context: Context,
  file: ImplementationFile | undefined,
  build: string,
  data: object,
  key: string | number,
): boolean {
  if (file === undefined) return false;
  const all = Object.entries(file.builds).flatMap(([name, each]) => (each.alias === undefined ? [name] : [name, each.alias]));
  if (all.includes(build) || context.places.dropped(file.builds, build)) return true;
  context.reporter.report(
    names.buildUnknown,
    context.places.value(data, key),
    `${file.implementation} has no build "${build}"${didYouMean(build, all)}`,
    knownHere(all),
  );
  return false;
}

/** The build's own name for a name or an alias. */
export function buildName(file: ImplementationFile | undefined, build: string): string {
  const entry = Object.entries(file?.builds ?? {}).find(([name, each]) => name === build || each.alias === build);
  return entry?.[0] ?? build;
}
