/** The check as the judge of changes: both states' documents, and every machine that the spec's matrix takes. */
import type { CapabilityDocument } from '@migspec/capabilities';
import { factCombinations, loadCapabilities, type SurveyOptions, survey, typedValue } from '@migspec/compat';
import type { BuildRef, Judge, JudgedReason, SpecState } from '@migspec/generator';

export function judgeOf(before: SpecState, after: SpecState): Judge {
  const documents = { before: documentsOf(before), after: documentsOf(after) };
  const machines = { before: machinesOf(before), after: machinesOf(after) };
  const known = new Map<string, readonly JudgedReason[]>();
  const ask = (source: BuildRef, destination: BuildRef, model: string): readonly JudgedReason[] => {
    const [from, to] = [documents[source.from].get(source.build), documents[destination.from].get(destination.build)];
    if (from === undefined || to === undefined) return [];
    const facts = machines[source.from].get(from.implementation);
    return survey(from, to, model, facts === undefined ? {} : { machines: facts });
  };
  return (source, destination, model) => {
    const key = JSON.stringify([source, destination, model]);
    const answer = known.get(key) ?? ask(source, destination, model);
    known.set(key, answer);
    return answer;
  };
}

function documentsOf({ documents }: SpecState): ReadonlyMap<string, CapabilityDocument> {
  return new Map(
    documents.flatMap((json) => {
      const loaded = loadCapabilities(json);
      return loaded.ok ? [[loaded.value.build, loaded.value] as const] : [];
    }),
  );
}

function machinesOf({ spec }: SpecState): ReadonlyMap<string, NonNullable<SurveyOptions['machines']>> {
  return new Map(
    spec.implementations.map(({ name, machineFacts }) => [
      name,
      factCombinations(
        Object.fromEntries(
          machineFacts.map((fact) => [
            fact.name,
            (fact.matrix.length > 0 ? fact.matrix : [fact.default]).map(({ value }) => typedValue(fact.type, value)),
          ]),
        ),
      ),
    ]),
  );
}
