import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { SpecRule } from './rule.js';

/** A compat set is added by the machine types of its release, once in each family. */
export const compatSets: SpecRule = (spec, { reporter, span }) => {
  const used = new Set<string>();
  for (const family of spec.machineFamilies) {
    const added = new Map<string, string>();
    for (const type of family.types) {
      for (const set of type.compat) {
        used.add(`${family.implementation} ${set}`);
        const newer = added.get(set);
        if (newer === undefined) added.set(set, type.name);
        else {
          const message = `${type.name} has compat set "${set}" already, from ${newer === type.name ? 'itself' : newer}`;
          reporter.report(codes.compatTwice, span('machines', family.name, type.name, 'compat'), message, {
            related: [{ message: 'added there', span: span('machines', family.name, newer, 'compat') }],
            help: 'a type has the sets of all types above it; name only what it adds',
          });
        }
      }
    }
  }
  for (const set of spec.compatSets) {
    if (used.has(`${set.implementation} ${set.name}`)) continue;
    reporter.report(names.compatUnused, span('compat', set.implementation, set.name), `no machine type adds the compat set "${set.name}"`, {
      help: `add compat: "${set.name}" to the machine type of that release, or remove the set`,
    });
  }
};
