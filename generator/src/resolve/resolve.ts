import { names } from '../diagnostics/codes/names.js';
import { irVersion, type ModelIR, type SpecIR } from '../ir/spec.js';
import type { ModelFile } from '../schema/model.js';
import { resolveComposed } from './composed.js';
import type { Context, Source } from './context.js';
import { factsOf, resolveImplementation, unsharedFacts } from './implementations.js';
import { checkClassFiles, reportSameTypes, resolveCompat, resolveMachines } from './machines.js';
import { resolveModel } from './model.js';
import { reportUnusedParameters } from './parameters.js';
import { checkModelPath, checkPaths } from './paths.js';
import { reportSharedTwice } from './shared-values.js';

/** Resolves one model, or finds what came of it when it and everything `around` it were the same. */
export type ResolveModel = (source: Source<ModelFile>, around: readonly unknown[], resolve: (context: Context) => ModelIR) => ModelIR;

/** Links all files of a spec. What does not resolve is reported and left out; the result is sorted by name. */
export function resolveSpec(context: Context, model: ResolveModel = (_source, _around, resolve) => resolve(context)): SpecIR {
  const { sources } = context;
  const models = once(context, sources.models, (data) => data.model, 'model');
  for (const source of models) checkModelPath(context, source);
  checkPaths(context);
  reportUnusedParameters(context);
  once(context, sources.types, (data) => data.types, 'types');
  reportSharedTwice(context);
  const types = sources.types.map(({ data }) => data);
  const modelIRs = models.map((source) => {
    const machine = factsOf(context, 'machine-facts', source.data.model);
    const host = factsOf(context, 'host-facts', source.data.model);
    const unshared = unsharedFacts(context, source.data.model);
    return model(source, [...types, JSON.stringify([[...machine], [...host], [...unshared]])], (own) =>
      resolveModel(own, source, { machine, host, unshared }),
    );
  });
  const byId = new Map(modelIRs.map((model) => [model.id, model]));
  const implementations = once(context, sources.implementations, (data) => data.implementation, 'implementation').map((source) =>
    resolveImplementation(context, source, byId),
  );
  checkClassFiles(context);
  reportSameTypes(context);
  const compatSets = once(context, sources.compat, (data) => `${data.implementation} ${data.compat}`, 'compat').flatMap(
    (source) => resolveCompat(context, source, implementations) ?? [],
  );
  const machineFamilies = once(context, sources.machines, (data) => data.machines, 'machines').flatMap(
    (source) => resolveMachines(context, source) ?? [],
  );
  const compositions = once(context, sources.composed, (data) => data.composed, 'composed').flatMap(
    (source) => resolveComposed(context, source, implementations, byId) ?? [],
  );
  return {
    irVersion,
    models: modelIRs.sort(by((each) => each.id)),
    implementations: [...implementations, ...compositions.map(({ implementation }) => implementation)].sort(by((each) => each.name)),
    compatSets: compatSets.sort(by((each) => `${each.implementation} ${each.name}`)),
    machineFamilies: machineFamilies.sort(by((each) => each.name)),
    composed: compositions.map(({ composed }) => composed).sort(by((each) => each.implementation)),
  };
}

/** The files, without those that declare a name a second time. */
function once<Data extends object>(
  context: Context,
  sources: readonly Source<Data>[],
  nameOf: (data: Data) => string,
  key: string,
): readonly Source<Data>[] {
  const first = new Map<string, Data>();
  return sources.filter(({ data }) => {
    const name = nameOf(data);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, data);
      return true;
    }
    context.reporter.report(names.nameDuplicate, context.places.value(data, key), `"${name}" is declared a second time`, {
      related: [{ message: 'first', span: context.places.value(before, key) }],
    });
    return false;
  });
}

function by<T>(key: (each: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : 1);
}
