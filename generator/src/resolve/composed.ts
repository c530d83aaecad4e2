import { names } from '../diagnostics/codes/names.js';
import type { ComposedIR, ErratumIR, FactIR, ImplementationIR, ModelIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import type { ComposedFile } from '../schema/composed.js';
import { didYouMean, knownHere } from '../text/suggest.js';
import type { Context, Source } from './context.js';
import { modelPath } from './paths.js';
import { paramValue } from './values.js';

export interface Composition {
  readonly composed: ComposedIR;
  /** The composed hosts as builds: what they have comes from the pairs. */
  readonly implementation: ImplementationIR;
}

export function resolveComposed(
  context: Context,
  { data }: Source<ComposedFile>,
  implementations: readonly ImplementationIR[],
  models: ReadonlyMap<string, ModelIR>,
): Composition | undefined {
  const { places, positions } = context;
  const name = data.composed;
  positions.set(['composed', name], places.value(data, 'composed'));
  positions.set(['implementation', name], places.value(data, 'composed'));
  positions.set(['model', data.model], places.value(data, 'model'));
  for (const param of Object.keys(data.params)) positions.set(['composed', name, 'params', param], places.key(data.params, param));
  for (const own of Object.keys(data.back.as ?? {})) positions.set(['composed', name, 'as', own], places.key(data.back.as ?? {}, own));
  reportTaken(context, data, implementations);
  const front = partOf(context, data, 'front', implementations);
  const back = partOf(context, data, 'back', implementations);
  if (front === undefined || back === undefined) return undefined;
  const hosts = places.entries(data.hosts).flatMap(([build, host]) => {
    positions.set(['composed', name, 'hosts', build], places.key(data.hosts, build));
    positions.set(['implementation', name, 'builds', build], places.key(data.hosts, build));
    const pair = {
      build,
      front: buildOf(context, front, host, 'front', data.front.model),
      back: buildOf(context, back, host, 'back', data.back.model),
    };
    return pair.front === undefined || pair.back === undefined ? [] : [{ build, front: pair.front, back: pair.back }];
  });
  const described = { ...(data.doc === undefined ? {} : { doc: data.doc.trim() }), sources: data.sources ?? [] };
  return {
    composed: {
      implementation: name,
      model: data.model,
      path: modelPath(data.model),
      ...(data.title === undefined ? {} : { title: data.title.trim() }),
      ...described,
      front: { implementation: front.name, model: data.front.model, pinned: pinnedValues(context, data, models.get(data.front.model)) },
      back: { implementation: back.name, model: data.back.model, as: data.back.as ?? {} },
      params: data.params,
      hosts,
    },
    implementation: {
      name,
      ...described,
      framing: front.framing,
      destination: data.destination ?? front.destination,
      machineFacts: factsOfBoth(front.machineFacts, back.machineFacts),
      hostFacts: factsOfBoth(front.hostFacts, back.hostFacts),
      builds: hosts.map(({ build }) => ({ name: build, models: [], sources: data.sources ?? [] })),
      classes: [],
      errata: errataOf(data, front, hosts),
    },
  };
}

/** The hosts are builds of an implementation, and the device is a model: neither may have the name of another. */
function reportTaken(context: Context, data: ComposedFile, implementations: readonly ImplementationIR[]): void {
  const { places, reporter, sources } = context;
  const taken = (key: 'composed' | 'model', what: string): void =>
    reporter.report(names.nameDuplicate, places.value(data, key), `"${data[key]}" already names ${what}`, {
      help: 'give the composed device a name of its own',
    });
  if (implementations.some(({ name }) => name === data.composed)) taken('composed', 'an implementation');
  if (sources.models.some((source) => source.data.model === data.model)) taken('model', 'a model');
}

/** By name; one that the front never has, or a value that is none of it, is a finding. */
function pinnedValues(context: Context, data: ComposedFile, model: ModelIR | undefined): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {};
  const { pinned } = data.front;
  if (pinned === undefined || model === undefined) return values;
  for (const [name, literal] of context.places.entries(pinned)) {
    const param = model.params.find((each) => each.name === name);
    if (param === undefined) {
      const known = model.params.map((each) => each.name);
      const message = `${model.id} has no param "${name}"${didYouMean(name, known)}`;
      context.reporter.report(names.paramUnknown, context.places.key(pinned, name), message, knownHere(known));
      continue;
    }
    const value = paramValue(context, param.type, literal, pinned, name, `param ${name}`);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** What a build of the front does otherwise than its revision says, every host with that build does. */
function errataOf(data: ComposedFile, front: ImplementationIR, hosts: ComposedIR['hosts']): readonly ErratumIR[] {
  // What comes of it, what helps and where it is fixed is said of migrations of the front alone.
  return front.errata.flatMap(({ id, doc, evidence, remedy, deviation, builds }): ErratumIR[] => {
    const theirs = hosts.filter((host) => builds.includes(host.front)).map(({ build }) => build);
    if (deviation === undefined) return [];
    const { on } = deviation;
    if (theirs.length === 0 || (on.kind !== 'type' && on.model !== data.front.model)) return [];
    const words = { doc, ...(evidence === undefined ? {} : { evidence }), ...(remedy === undefined ? {} : { remedy }) };
    const here = on.kind === 'type' ? deviation : { ...deviation, on: { ...on, model: data.model } };
    return [{ id, ...words, builds: theirs, deviation: here, remedies: [], expect: [] }];
  });
}

function factsOfBoth(front: readonly FactIR[], back: readonly FactIR[]): readonly FactIR[] {
  return [...front, ...back.filter(({ name }) => !front.some((fact) => fact.name === name))];
}

function partOf(
  context: Context,
  data: ComposedFile,
  side: 'front' | 'back',
  implementations: readonly ImplementationIR[],
): ImplementationIR | undefined {
  const wanted = data[side].implementation;
  const found = implementations.find(({ name }) => name === wanted);
  if (found !== undefined || context.incomplete.has('implementations')) return found;
  const known = implementations.map(({ name }) => name);
  const message = `there is no implementation "${wanted}"${didYouMean(wanted, known)}`;
  context.reporter.report(names.implementationUnknown, context.places.value(data[side], 'implementation'), message);
  return undefined;
}

/** The build by its own name; one that has not the model joins nothing. */
function buildOf(
  context: Context,
  implementation: ImplementationIR,
  host: ComposedFile['hosts'][string],
  side: 'front' | 'back',
  model: string,
): string | undefined {
  const wanted = host[side];
  const at = context.places.value(host, side);
  const found = implementation.builds.find(({ name, alias }) => name === wanted || alias === wanted);
  if (found === undefined) {
    const known = implementation.builds.map(({ name }) => name);
    context.reporter.report(names.buildUnknown, at, `${implementation.name} has no build "${wanted}"${didYouMean(wanted, known)}`);
    return undefined;
  }
  if (found.models.some((each) => each.model === model)) return found.name;
  context.reporter.report(names.composedHostLacks, at, `${implementation.name}@${found.name} does not have ${model}`, {
    help: 'pair builds that both have their model, or correct the name of the model',
  });
  return undefined;
}
