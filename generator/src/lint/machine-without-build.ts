import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { machineTables } from '../ir/machine-tables.js';
import type { SpecRule } from './rule.js';

/** A machine type is a name that some build starts. */
export const machineWithoutBuild: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    const known = new Set(
      implementation.builds.flatMap((build) => machineTables(spec, implementation, build).map(({ family, name }) => `${family} ${name}`)),
    );
    for (const family of spec.machineFamilies) {
      if (family.implementation !== implementation.name) continue;
      for (const type of family.types) {
        if (known.has(`${family.name} ${type.name}`)) continue;
        const limits = [type.added, type.removed].filter((each) => each !== undefined).length;
        reporter.report(codes.machineWithoutBuild, span('machines', family.name, type.name), `no build has the machine type ${type.name}`, {
          help:
            limits === 2
              ? '`removed` names the first build that no longer has it: it must be newer than `added`'
              : 'correct `added` and `removed`, or describe a build that has it',
        });
      }
    }
  }
};
