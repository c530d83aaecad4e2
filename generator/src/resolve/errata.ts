import { names } from '../diagnostics/codes/names.js';
import { state } from '../diagnostics/codes/state.js';
import type { ExpectationIR, OutcomeIR } from '../ir/deviation.js';
import type { ErratumIR, ModelIR } from '../ir/spec.js';
import type { ImplementationFile } from '../schema/implementation.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { Context } from './context.js';
import { type ErratumData, resolveDeviation } from './deviations.js';
import { buildName, knownBuild } from './implementations.js';
import { resolveRemedy } from './remedies.js';
import { reportTwice } from './twice.js';

/** What builds really do, what comes of it and what helps. What does not exist, or cannot be so, is reported. */
export function resolveErratum(
  context: Context,
  file: ImplementationFile,
  id: string,
  data: ErratumData,
  models: ReadonlyMap<string, ModelIR>,
): ErratumIR | undefined {
  const { places, reporter } = context;
  reportTwice(context, data.builds);
  const builds = data.builds.flatMap((build, i) => (knownBuild(context, file, build, data.builds, i) ? [buildName(file, build)] : []));
  const fixedIn = fixedBuild(context, file, data, builds);
  const expect = asList(data.expect).flatMap((each) => expectation(context, file, each, builds, data, models) ?? []);
  if ((data.deviation === undefined) === (data.outcome === undefined)) {
    const at = data.outcome === undefined ? places.key(file.errata ?? {}, id) : places.key(data, 'outcome');
    const what =
      data.outcome === undefined ? 'says neither what deviates nor what comes of it' : 'says both what deviates and what comes of it';
    if (!places.dropped(data, 'deviation') && !places.dropped(data, 'outcome'))
      reporter.report(state.erratumKind, at, `the erratum ${id} ${what}`);
    return undefined;
  }
  const deviation = data.deviation === undefined ? undefined : resolveDeviation(context, file, data.builds, data.deviation, models);
  const outcome = data.outcome === undefined ? undefined : crash(context, file, data.outcome, models);
  if (deviation === undefined && outcome === undefined) return undefined;
  const about = { model: deviation?.on.kind === 'type' ? undefined : (deviation?.on.model ?? outcome?.model), builds, fixedIn };
  return {
    id,
    builds,
    doc: data.doc.trim(),
    ...(data.evidence === undefined ? {} : { evidence: data.evidence.trim() }),
    ...(data.remedy === undefined ? {} : { remedy: data.remedy.trim() }),
    remedies: (data.remedies ?? []).flatMap((each) => resolveRemedy(context, file, each, about, models) ?? []),
    ...(fixedIn === undefined ? {} : { fixedIn }),
    ...(deviation === undefined ? {} : { deviation }),
    ...(outcome === undefined ? {} : { outcome }),
    expect,
  };
}

/** Newer than every build that has the erratum. */
function fixedBuild(context: Context, file: ImplementationFile, data: ErratumData, builds: readonly string[]): string | undefined {
  const said = data['fixed-in'];
  if (said === undefined || !knownBuild(context, file, said, data, 'fixed-in')) return undefined;
  const fixed = buildName(file, said);
  const order = context.places.entries(file.builds).map(([name]) => name);
  const [late] = builds.filter((build) => order.indexOf(build) <= order.indexOf(fixed));
  if (late === undefined) return fixed;
  const message = late === fixed ? `build ${fixed} has the erratum itself` : `build ${late} has the erratum, and is newer than ${fixed}`;
  context.reporter.report(state.fixedInWrong, context.places.value(data, 'fixed-in'), message);
  return undefined;
}

type OutcomeData = NonNullable<ErratumData['outcome']>;

function crash(context: Context, file: ImplementationFile, data: OutcomeData, models: ReadonlyMap<string, ModelIR>): OutcomeIR | undefined {
  const theirs = data.with ?? [];
  const known = theirs.flatMap((build, i) => (knownBuild(context, file, build, theirs, i) ? [buildName(file, build)] : []));
  if (!models.has(data.model)) {
    const what = `there is no model "${data.model}"${didYouMean(data.model, [...models.keys()])}`;
    if (!context.incomplete.has('models')) context.reporter.report(names.modelUnknown, context.places.value(data, 'model'), what);
    return undefined;
  }
  return { crash: data.crash, model: data.model, ...(data.with === undefined ? {} : { with: known }) };
}

type ExpectationData = Exclude<NonNullable<ErratumData['expect']>, unknown[]>;

function asList(said: ErratumData['expect']): readonly ExpectationData[] {
  if (said === undefined) return [];
  return Array.isArray(said) ? said : [said];
}

function expectation(
  context: Context,
  file: ImplementationFile,
  data: ExpectationData,
  builds: readonly string[],
  { outcome }: ErratumData,
  models: ReadonlyMap<string, ModelIR>,
): ExpectationIR | undefined {
  const { places, reporter } = context;
  const wrong = (message: string, help: string): undefined => {
    reporter.report(state.expectationWrong, places.whole(data), message, { help });
    return undefined;
  };
  const ends = (['from', 'to'] as const).map((end) => {
    const build = data[end];
    return build !== undefined && knownBuild(context, file, build, data, end)
      ? [buildName(file, build)]
      : build === undefined
        ? builds
        : undefined;
  });
  const [from, to] = ends;
  if (from === undefined || to === undefined) return undefined;
  if (outcome !== undefined) return wrong('what is known to crash is not driven, and so nothing can be expected of it', 'remove `expect`');
  if (data.from === undefined && data.to === undefined)
    return wrong('a migration between which builds?', 'say the other end: `to`, or `from`');
  if (![...from, ...to].some((build) => builds.includes(build)))
    return wrong('neither end is a build that deviates', 'leave out `from` or `to`: it is the builds of the erratum');
  const said = (['refused', 'lost', 'changed'] as const).flatMap((kind) => {
    const what = data[kind];
    return what === undefined ? [] : [{ kind, what }];
  });
  const [only] = said;
  if (only === undefined || said.length > 1)
    return wrong(
      `it says ${said.length === 0 ? 'nothing' : said.map(({ kind }) => kind).join(' and ')} of what happens`,
      'say one of refused, lost and changed',
    );
  const { situation } = data;
  if (situation !== undefined) {
    const used = new Set(Object.values(file.builds).flatMap((build) => Object.keys(build.models)));
    const known = [...models.values()].filter(({ id }) => used.has(id)).flatMap((model) => model.situations.map(({ name }) => name));
    if (!known.includes(situation)) {
      const message = `no model of ${file.implementation} has a situation "${situation}"${didYouMean(situation, known)}`;
      if (!context.incomplete.has('models'))
        reporter.report(names.pathUnknown, places.value(data, 'situation'), message, knownHere([...new Set(known)]));
      return undefined;
    }
  }
  return { from, to, ...(situation === undefined ? {} : { situation }), ...only };
}
