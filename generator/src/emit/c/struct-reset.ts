/** Whether a whole struct has its reset value: field by field, in an order in which each reset value reads earlier ones. */

import { countOf, negated } from '../../expr/print-c.js';
import { cLiteral, compareInts } from '../../expr/print-c-int.js';
import { allVariables } from '../../plan/plan-layout.js';
import { Code } from '../code.js';
import { type Body, functionText, scopeParameter, writingPlace } from './body.js';
import { resetTest } from './is-reset.js';

export function sameReset(body: Body): string {
  const code = new Code();
  const { layout } = body;
  const place = writingPlace(body);
  for (const field of allVariables(body.plan)) {
    const at = { code: layout.member(place, field.name), type: field.type, guards: [] };
    const { type } = field;
    const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
    if (count !== undefined && !layout.types.inline(type)) {
      const wanted =
        count.kind === 'counted' ? layout.int(count.by, place, code) : cLiteral(BigInt(count.kind === 'fixed' ? count.value : 0));
      const differs = compareInts('ne', countOf(at, layout.context(place)), wanted);
      code.line(`if (${differs.text}) return false;`);
    }
    const differs = negated(resetTest(layout, at, field.reset, place, code));
    if (differs.text !== 'false') code.line(`if (${differs.text}) return false;`);
  }
  code.line('return true;');
  return functionText(body, `is_reset_${body.suffix}`, [scopeParameter, [`const ${body.type} *`, body.object]], code.text);
}
