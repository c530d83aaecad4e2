import { state as codes } from '../diagnostics/codes/state.js';
import { fold } from '../expr/fold.js';
import type { Expr } from '../expr/tree.js';
import type { Layout } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import type { ModelIR, SituationIR } from '../ir/spec.js';
import type { ModelRule } from './rule.js';
import { canHold } from './situation-invariants.js';

/** What a situation sets must travel in it: a subsection whose predicate is false there leaves it behind. */
export const situationLost: ModelRule = (model, { reporter, span }) => {
  for (const situation of model.situations) {
    // A build with an erratum loses what its revision does not.
    if (situation.errata !== undefined) continue;
    for (const section of model.sections) {
      const found = lostIn(model, situation, section);
      if (found === undefined) continue;
      const { variable, subsection, needed } = found;
      const place = span('model', model.id, 'situations', situation.name, variable);
      reporter.report(
        codes.predicateLosesState,
        place,
        `in ${situation.name} ${variable} is not sent: ${needed} of ${subsection} is false`,
        {
          related: [{ message: 'the predicate', span: span('model', model.id, 'sections', section.id, 'subsections', subsection) }],
          help: 'let `needed` be true whenever a variable of the subsection is not at its absent value',
        },
      );
    }
  }
};

interface Lost {
  readonly variable: string;
  readonly subsection: string;
  readonly needed: string;
}

/** Subsections of a section; those inside structs read `self`, which a situation does not name. */
function lostIn(model: ModelIR, situation: SituationIR, layout: Layout): Lost | undefined {
  for (const subsection of layout.subsections) {
    const revisions = model.revisions.flatMap((_, at) => (alive(situation, at) && alive(subsection, at) ? [at] : []));
    const set = subsection.fields.find(({ name, absent, reset }) => {
      const given = situation.state[name];
      if (given?.kind !== 'expr') return false;
      const [value, none] = [fold(given.value.expr), fold((absent ?? reset)?.expr ?? zero)];
      return 'value' in value && 'value' in none && String(value.value) !== String(none.value);
    });
    if (set === undefined) continue;
    if (revisions.some((revision) => !canHold(model, situation, revision, subsection.needed.expr)))
      return { variable: set.name, subsection: subsection.name, needed: subsection.needed.text };
  }
  return undefined;
}

const zero: Expr = { op: 'int', value: '0' };
