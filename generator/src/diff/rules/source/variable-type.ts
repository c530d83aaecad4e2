import { source } from '../../../diagnostics/codes/changes/source.js';
import { aboutVariable } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const variableType: BreakingRule = {
  code: source.variableType,
  purpose: 'Code that reads or sets the variable of a generated device no longer compiles, or means something else.',
  categories: ['SOURCE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('hidden', 'type')) {
      report({
        at,
        message: `the hidden variable ${name} is ${kindOf(after.type)}, and was ${kindOf(before.type)}`,
        help: 'leave the variable, and declare another one with the new type',
        explains: aboutVariable(name),
        always: true,
      });
    }
  },
};

function kindOf(type: { readonly kind: string; readonly bits?: number; readonly signed?: boolean }): string {
  return type.kind === 'int' ? `${type.signed === true ? 'i' : 'u'}${type.bits}` : `of another ${type.kind} type`;
}
