import { state as codes } from '../diagnostics/codes/state.js';
import { fold } from '../expr/fold.js';
import type { DeviationChange, DeviationTarget } from '../ir/deviation.js';
import type { Field, Layout } from '../ir/layout.js';
import type { SnapshotIR } from '../ir/snapshot.js';
import type { ErratumIR, ModelIR, SpecIR } from '../ir/spec.js';
import { zeroOf } from '../resolve/literals.js';
import { type LintContext, type SpecRule, sameExpr } from './rule.js';

/** A deviation that writes what the revision writes says nothing; perhaps the revision was corrected since. */
export const errataNeedless: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    for (const erratum of implementation.errata) {
      const { deviation } = erratum;
      if (deviation === undefined) continue;
      if (!deviation.changes.every((change) => change.kind === 'write' && isSame(spec, deviation.on, change))) continue;
      reporter.report(
        codes.erratumNeedless,
        span('implementation', implementation.name, 'errata', erratum.id),
        `the erratum ${erratum.id} writes what the revision writes anyway`,
        { help: 'remove it, or write what the builds really do' },
      );
    }
  }
};

function isSame(spec: SpecIR, on: DeviationTarget, change: Extract<DeviationChange, { kind: 'write' }>): boolean {
  const fields = spec.models.flatMap((model) => fieldsOn(model, on)).filter((field) => field.name === change.field);
  const values = fields.map((field) => field.filler ?? field.reset ?? zeroOf(field.type));
  return values.length > 0 && values.every((value) => sameExpr(fold(value.expr), fold(change.value.expr)));
}

function fieldsOn(model: ModelIR, on: DeviationTarget): readonly Field[] {
  if (on.kind === 'type') return model.structs.filter((struct) => struct.origin === on.type).flatMap(fieldsOf);
  return on.kind === 'section' && on.model === model.id ? model.sections.filter(({ id }) => id === on.section).flatMap(fieldsOf) : [];
}

function fieldsOf(layout: Layout): readonly Field[] {
  return [...layout.fields, ...layout.subsections.flatMap(fieldsOf)];
}

/** An erratum reaches something in one of its builds: what deviates may not exist at the revisions that they know. */
export function errataUnreached(spec: SpecIR, snapshots: readonly SnapshotIR[], { reporter, span }: LintContext): void {
  const reached = new Set(snapshots.flatMap(({ implementation, errata }) => errata.map((id) => `${implementation} ${id}`)));
  for (const { name, errata } of spec.implementations) {
    // Errata of a composed device are those of its parts.
    if (spec.composed.some(({ implementation }) => implementation === name)) continue;
    for (const erratum of errata) {
      if (reached.has(`${name} ${erratum.id}`)) continue;
      reporter.report(
        codes.erratumUnreached,
        span('implementation', name, 'errata', erratum.id),
        `${builds(erratum)} what the erratum ${erratum.id} speaks of`,
        { help: 'correct `builds`, or name something that exists at the revisions that they know' },
      );
    }
  }
}

function builds({ builds: [first, ...rest] }: ErratumIR): string {
  return rest.length === 0 ? `build ${first} does not have` : `none of the builds ${[first, ...rest].join(', ')} has`;
}
