import { state } from '../diagnostics/codes/state.js';
import type { Reporter } from '../diagnostics/reporter.js';
import { tooWide } from '../emit/c/too-wide.js';
import type { Expression } from '../expr/tree.js';
import { decompose } from '../ir/decompose.js';
import { Kept } from '../ir/kept.js';
import type { SpecIR } from '../ir/spec.js';
import { errataUnreached } from '../lint/errata.js';
import { PlanError } from '../plan/plan.js';
import { planDevice } from '../plan/plan-device.js';
import type { Positions } from '../resolve/positions.js';

const tooWideOf = new Kept<Expression | undefined>();

/** What only the slices of builds tell: every erratum reaches one of them, and every layout can be coded; a model is reported once, whatever the number of its builds. */
export function checkCodable(spec: SpecIR, reporter: Reporter, positions: Positions): void {
  const reported = new Set<string>();
  const snapshots = decompose(spec);
  errataUnreached(spec, snapshots, { reporter, span: (...path) => positions.nearest(...path) });
  for (const snapshot of snapshots) {
    if (reported.has(snapshot.model)) continue;
    try {
      planDevice(snapshot);
      const implementation = spec.implementations.find(({ name }) => name === snapshot.implementation);
      const facts = [implementation?.machineFacts ?? [], implementation?.hostFacts ?? []] as const;
      const wide = tooWideOf.of(snapshot, [JSON.stringify(facts)], () => {
        const byName = (list: (typeof facts)[number]) => new Map(list.map((fact) => [fact.name, fact]));
        return tooWide(snapshot, { machine: byName(facts[0]), host: byName(facts[1]) });
      });
      if (wide === undefined) continue;
      reported.add(snapshot.model);
      const message = `\`${wide.text}\` has values in between that need more than 128 bits (in ${snapshot.buildId})`;
      reporter.report(state.expressionTooWide, positions.nearest('model', snapshot.model), message);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      reported.add(snapshot.model);
      reporter.report(state.notCodable, positions.nearest('model', snapshot.model), `${error.message} (in ${snapshot.buildId})`);
    }
  }
}
