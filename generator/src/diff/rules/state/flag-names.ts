import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const flagNames: BreakingRule = {
  code: state.flagNames,
  purpose: 'A bit that moved means something else to the other side.',
  categories: ['STATE', 'SOURCE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      if (was.kind !== 'flags' || is.kind !== 'flags') continue;
      const lost = was.names.filter(({ name: bit, bit: at }) => !is.names.some((each) => each.name === bit && each.bit === at));
      if (lost.length === 0) continue;
      report({
        at,
        message: `the field ${name} no longer has ${lost.map(({ name: bit, bit: at }) => `${bit}=${at}`).join(', ')}`,
        help: 'keep the bits of a released field; a new one takes a place that was reserved',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
        always: true,
      });
    }
  },
};
