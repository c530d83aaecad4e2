import { names } from '../diagnostics/codes/names.js';
import type { SpecRule } from './rule.js';

/** A machine fact is there because an expression of some model of the implementation reads it. */
export const factsUnused: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    if (implementation.machineFacts.length === 0) continue;
    const models = new Set(implementation.builds.flatMap((build) => build.models.map((each) => each.model)));
    const read = new Set<string>();
    for (const model of spec.models) if (models.has(model.id)) collect(model, read);
    for (const { name } of implementation.machineFacts) {
      if (read.has(name)) continue;
      const place = span('implementation', implementation.name, 'machine-facts', name);
      reporter.report(names.factUnused, place, `no model of ${implementation.name} reads the machine fact "${name}"`, {
        help: `read it as machine.${name.replaceAll('-', '_')}, or remove it`,
      });
    }
  }
};

/** Facts in every expression below, wherever it stands. */
function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  if ('op' in node && node.op === 'machine' && 'name' in node && typeof node.name === 'string') found.add(node.name);
  else for (const value of Object.values(node)) collect(value, found);
}
