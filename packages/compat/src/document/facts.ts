import type { CapabilityDocument } from '@migspec/capabilities';
import type { Facts } from '@migspec/runtime';
import { parseValue } from '../values.js';

/** The facts that the build knows, typed: what is given, else the build's default. Facts that it does not know stay as given. */
export function machineFacts(document: CapabilityDocument, given: Facts = {}): Facts {
  const known = Object.entries(document.machineFacts).flatMap(([name, fact]) => {
    const raw = given[name] ?? fact.default;
    const value = parseValue(fact.type, raw);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...given, ...Object.fromEntries(known) };
}
