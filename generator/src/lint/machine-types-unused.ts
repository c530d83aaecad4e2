import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { SpecRule } from './rule.js';

/** A destination that the source configures asks no table. */
export const machineTypesUnused: SpecRule = (spec, { reporter, span }) => {
  for (const family of spec.machineFamilies) {
    const implementation = spec.implementations.find(({ name }) => name === family.implementation);
    if (implementation?.destination !== 'configured') continue;
    reporter.report(
      codes.machineTypesUnused,
      span('machines', family.name),
      `${family.name} has machine types, and destinations of ${implementation.name} are configured by the source`,
      {
        related: [{ message: 'the implementation', span: span('implementation', implementation.name) }],
        help: 'say `destination: started`, or remove the file',
      },
    );
  }
};
