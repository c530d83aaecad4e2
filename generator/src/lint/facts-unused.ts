import { names } from '../diagnostics/codes/names.js';
import type { SpecRule } from './rule.js';

/** A fact is there because something of some model of the implementation reads it. */
export const factsUnused: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    if (spec.composed.some((composed) => composed.implementation === implementation.name)) continue;
    const declared = [
      ...implementation.machineFacts.map(({ name }) => ({ of: 'machine', name })),
      ...implementation.hostFacts.map(({ name }) => ({ of: 'host', name })),
    ];
    if (declared.length === 0) continue;
    const models = new Set(implementation.builds.flatMap((build) => build.models.map((each) => each.model)));
    const read = new Set<string>();
    for (const model of spec.models) if (models.has(model.id)) collect(model, read);
    collect(implementation.errata, read);
    for (const { of, name } of declared) {
      if (read.has(`${of} ${name}`)) continue;
      const place = span('implementation', implementation.name, `${of}-facts`, name);
      reporter.report(names.factUnused, place, `no model of ${implementation.name} reads the ${of} fact "${name}"`, {
        help: `read it as ${of}.${name.replaceAll('-', '_')}, or remove it`,
      });
    }
  }
};

/** Facts in every expression below, wherever it stands, and those that limit a param. */
function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  if ('hostFact' in node && typeof node.hostFact === 'string') found.add(`host ${node.hostFact}`);
  const fact = 'op' in node && (node.op === 'machine' || node.op === 'host') && 'name' in node && typeof node.name === 'string';
  if (fact) found.add(`${node.op} ${node.name}`);
  else for (const value of Object.values(node)) collect(value, found);
}
