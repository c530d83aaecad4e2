/** The check as the judge of changes: both states' documents, and every machine that the spec's matrix takes. */
import type { CapabilityDocument } from '@migspec/capabilities';
import { factCombinations, hostVariations, loadCapabilities, type SurveyOptions, survey, typedValue } from '@migspec/compat';
import type { BuildRef, Judge, JudgedReason, SpecState } from '@migspec/generator';
import type { ParamValue } from '@migspec/runtime';

export function judgeOf(before: SpecState, after: SpecState): Judge {
  const documents = { before: documentsOf(before), after: documentsOf(after) };
  const matrices = { before: matricesOf(before, hostsOf(before, after)), after: matricesOf(after, hostsOf(before, after)) };
  const known = new Map<string, readonly JudgedReason[]>();
  const ask = (source: BuildRef, destination: BuildRef, model: string): readonly JudgedReason[] => {
    const [from, to] = [documents[source.from].get(source.build), documents[destination.from].get(destination.build)];
    if (from === undefined || to === undefined) return [];
    return survey(from, to, model, matrices[source.from].get(from.implementation));
  };
  return (source, destination, model) => {
    const key = JSON.stringify([source, destination, model]);
    const answer = known.get(key) ?? ask(source, destination, model);
    known.set(key, answer);
    return answer;
  };
}

export function documentsOf({ documents }: SpecState): ReadonlyMap<string, CapabilityDocument> {
  return new Map(
    documents.flatMap((json) => {
      const loaded = loadCapabilities(json);
      return loaded.ok ? [[loaded.value.build, loaded.value] as const] : [];
    }),
  );
}

export function matricesOf({ spec }: SpecState, hosts: ReadonlyMap<string, SurveyOptions['hosts']>): ReadonlyMap<string, SurveyOptions> {
  return new Map(
    spec.implementations.map(({ name, machineFacts }) => {
      const own = hosts.get(name);
      return [name, { machines: factCombinations(valuesOf(machineFacts)), ...(own === undefined ? {} : { hosts: own }) }];
    }),
  );
}

/** Hosts are what they are, whichever state has a word for what they differ in. */
export function hostsOf(before: SpecState, after: SpecState): ReadonlyMap<string, SurveyOptions['hosts']> {
  const facts = new Map<string, Readonly<Record<string, readonly ParamValue[]>>>();
  for (const { spec } of [before, after])
    for (const { name, hostFacts } of spec.implementations) facts.set(name, { ...facts.get(name), ...valuesOf(hostFacts) });
  return new Map([...facts].map(([name, matrix]) => [name, hostVariations(matrix)]));
}

type Declared = SpecState['spec']['implementations'][number]['hostFacts'];

function valuesOf(facts: Declared): Readonly<Record<string, readonly ParamValue[]>> {
  return Object.fromEntries(
    facts.map((fact) => [
      fact.name,
      (fact.matrix.length > 0 ? fact.matrix : [fact.default]).map(({ value }) => typedValue(fact.type, value)),
    ]),
  );
}
