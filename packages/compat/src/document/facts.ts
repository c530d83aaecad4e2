import type { CapabilityDocument } from '@migspec/capabilities';
import type { Facts, ParamValue } from '@migspec/runtime';
import { parseValue } from '../values.js';

/** The facts that the build knows, typed: what is given, else the build's default. Facts that it does not know stay as given. */
export function machineFacts(document: CapabilityDocument, given: Facts = {}): Facts {
  const defaults = Object.fromEntries(Object.entries(document.machineFacts).map(([name, fact]) => [name, fact.default]));
  return typed(document.machineFacts, { ...defaults, ...given });
}

/**
 * Facts of a host, typed: those that the document was made for, then those given. What is neither is not known: the default of
 * a document says nothing of a real host.
 */
export function hostFacts(document: CapabilityDocument, given: Facts = {}): Facts {
  return typed(document.hostFacts, { ...given, ...document.host });
}

function typed(facts: CapabilityDocument['machineFacts'], given: Readonly<Record<string, ParamValue>>): Facts {
  const known = Object.entries(given).map(([name, raw]) => {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    return [name, (fact === undefined ? undefined : parseValue(fact.type, raw)) ?? raw] as const;
  });
  return Object.fromEntries(known);
}
