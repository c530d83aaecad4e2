import { names } from '../diagnostics/codes/names.js';
import { state } from '../diagnostics/codes/state.js';
import type { DeviationIR, DeviationTarget } from '../ir/deviation.js';
import type { Layout, Subsection } from '../ir/layout.js';
import type { ModelIR } from '../ir/spec.js';
import type { ImplementationFile } from '../schema/implementation.js';
import { didYouMean } from '../text/suggest.js';
import type { Context } from './context.js';
import { deviationChanges, type Target } from './deviation-changes.js';

export type ErratumData = NonNullable<ImplementationFile['errata']>[string];
export type DeviationData = NonNullable<ErratumData['deviation']>;

interface Found {
  readonly on: DeviationTarget;
  readonly targets: readonly Target[];
}

/** Where builds deviate, and how. What does not exist is reported. */
export function resolveDeviation(
  context: Context,
  file: ImplementationFile,
  builds: readonly string[],
  deviation: DeviationData,
  models: ReadonlyMap<string, ModelIR>,
): DeviationIR | undefined {
  const used = new Set(Object.values(file.builds).flatMap((build) => Object.keys(build.models)));
  const known = [...models.values()].filter((model) => used.has(model.id));
  const found =
    deviation.type === undefined ? inModel(context, file, deviation, known) : inType(context, file, deviation, deviation.type, known);
  if (found === undefined) return undefined;
  const changes = deviationChanges(context, file, builds, deviation, found.targets, found.on.kind === 'subsection');
  return changes.length === 0 ? undefined : { on: found.on, changes };
}

/** The type may be named with its file (`bus.Device`) or, when that is clear, without. */
function inType(
  context: Context,
  file: ImplementationFile,
  data: DeviationData,
  type: string,
  models: readonly ModelIR[],
): Found | undefined {
  const { places, reporter } = context;
  const span = places.value(data, 'type');
  const other = (['model', 'section', 'subsection'] as const).find((key) => data[key] !== undefined);
  if (other !== undefined) {
    reporter.report(
      state.deviationTarget,
      places.key(data, other),
      `a deviation of a struct type has no "${other}": it holds wherever the type is`,
    );
    return undefined;
  }
  const all = models.flatMap((model) => model.structs.map((struct) => ({ model, layout: struct, struct })));
  const targets = all.filter(({ struct }) => struct.origin === type || bare(struct.origin) === type);
  const origins = new Set(targets.map(({ struct }) => struct.origin));
  const [origin] = origins;
  if (origin === undefined) {
    const known = new Set(all.map(({ struct }) => struct.origin));
    reporter.report(names.typeUnknown, span, `no model of ${file.implementation} uses a struct type "${type}"${didYouMean(type, known)}`);
    return undefined;
  }
  if (origins.size > 1) {
    reporter.report(state.deviationAmbiguous, span, `"${type}" may be ${[...origins].join(' or ')}`, {
      help: `name the file, too: type: ${origin}`,
    });
    return undefined;
  }
  return { on: { kind: 'type', type: origin }, targets };
}

function inModel(context: Context, file: ImplementationFile, data: DeviationData, models: readonly ModelIR[]): Found | undefined {
  const { places, reporter } = context;
  const { section, subsection } = data;
  if (data.model === undefined || (section === undefined) === (subsection === undefined)) {
    reporter.report(state.deviationTarget, places.whole(data), 'a deviation says where it is', {
      help: 'name a struct "type", or a "model" and one of its sections or subsections',
    });
    return undefined;
  }
  const model = models.find(({ id }) => id === data.model);
  if (model === undefined) {
    const known = models.map(({ id }) => id);
    const what = `${file.implementation} has no model "${data.model}"${didYouMean(data.model, known)}`;
    if (!context.incomplete.has('models')) reporter.report(names.modelUnknown, places.value(data, 'model'), what);
    return undefined;
  }
  if (section !== undefined) {
    const layout = model.sections.find(({ id }) => id === section);
    if (layout !== undefined) return { on: { kind: 'section', model: model.id, section }, targets: [{ model, layout }] };
    const known = model.sections.map(({ id }) => id);
    reporter.report(
      names.pathUnknown,
      places.value(data, 'section'),
      `${model.id} has no section "${section}"${didYouMean(section, known)}`,
    );
    return undefined;
  }
  const name = subsection ?? '';
  const all: readonly Target[] = [
    ...model.sections.flatMap(within).map((layout) => ({ model, layout })),
    ...model.structs.flatMap((struct) => within(struct).map((layout) => ({ model, layout, struct }))),
  ];
  const targets = all.filter(({ layout }) => 'needed' in layout && layout.name === name);
  if (targets.length > 0) return { on: { kind: 'subsection', model: model.id, subsection: name }, targets };
  const known = all.flatMap(({ layout }) => ('needed' in layout ? [layout.name] : []));
  reporter.report(names.pathUnknown, places.value(data, 'subsection'), `${model.id} has no subsection "${name}"${didYouMean(name, known)}`);
  return undefined;
}

function within(layout: Layout): readonly Subsection[] {
  return layout.subsections.flatMap((each) => [each, ...within(each)]);
}

function bare(origin: string): string {
  return origin.slice(origin.indexOf('.') + 1);
}
