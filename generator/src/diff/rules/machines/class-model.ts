import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { BreakingRule } from '../../rule.js';

export const classModel: BreakingRule = {
  code: machines.classModel,
  purpose: 'The same command line starts another device.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('class', 'model')) {
      report({
        at,
        message: `the device class ${name} is ${after.model ?? 'no model'}, and was ${before.model ?? 'none'}`,
        help: 'leave the class as it was, and give the other model a class of its own',
        explains: ({ code, deviceClass }) => code === 'MODEL_DIFFERS' || deviceClass === name,
        always: true,
      });
    }
  },
};
