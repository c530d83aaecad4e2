import type { Reporter } from '../diagnostics/reporter.js';
import type { ModelIR, SpecIR } from '../ir/spec.js';
import type { Span } from '../text/source.js';
import { absentNeeded } from './absent-needed.js';
import { afterMissing } from './after-missing.js';
import { buildOrder } from './build-order.js';
import { capacityExceeded } from './capacity-exceeded.js';
import { compatEntries } from './compat-entries.js';
import { compatSets } from './compat-sets.js';
import { composedDevices } from './composed.js';
import { constraints } from './constraints.js';
import { countBeforeUse } from './count-before-use.js';
import { defaultChanged } from './default-changed.js';
import { defaultCircle } from './default-circle.js';
import { defaultComputed } from './default-computed.js';
import { defaultNarrowedAway } from './default-narrowed-away.js';
import { defaultOutsideRange } from './default-outside-range.js';
import { deprecations } from './deprecations.js';
import { elementEmpty } from './element-empty.js';
import { errataNeedless } from './errata.js';
import { erratumUnknown } from './erratum-unknown.js';
import { factsUnused } from './facts-unused.js';
import { frozenOutsideRange } from './frozen-outside-range.js';
import { hiddenNeverSet } from './hidden-never-set.js';
import { layoutEmpty } from './layout-empty.js';
import { machineTypesUnused } from './machine-types-unused.js';
import { machineWithoutBuild } from './machine-without-build.js';
import { minimumAboveVersion } from './minimum-above-version.js';
import { narrowOutsideRange } from './narrow-outside-range.js';
import { offOutsideRange } from './off-outside-range.js';
import { opaqueTwice } from './opaque-twice.js';
import { paramUnobserved } from './param-unobserved.js';
import { predicateDecided } from './predicate-decided.js';
import { qemuFraming } from './qemu-framing.js';
import { resetBounds } from './reset-bounds.js';
import { resetInvariants } from './reset-invariants.js';
import { resolvesConstant } from './resolves-constant.js';
import { revisionGoesBack } from './revision-goes-back.js';
import { revisionNeedless } from './revision-needless.js';
import { revisionUnknownToBuilds } from './revision-unknown-to-builds.js';
import type { LintContext, ModelRule, SpecRule } from './rule.js';
import { sectionTooLarge } from './section-too-large.js';
import { situationInvariants } from './situation-invariants.js';
import { situationLost } from './situation-lost.js';
import { situations, subsectionWitnessed } from './situations.js';
import { sourcesMissing } from './sources-missing.js';
import { tooManyFields } from './too-many-fields.js';
import { unsentDecides } from './unsent-decides.js';
import { versionComplete } from './version-complete.js';
import { versionLatest } from './version-latest.js';
import { versionNeedless } from './version-needless.js';
import { versionOfBuild } from './version-of-build.js';
import { wireNames } from './wire-names.js';
import { wireNamesFit } from './wire-names-fit.js';

const modelRules: readonly ModelRule[] = [
  sourcesMissing,
  defaultCircle,
  defaultOutsideRange,
  offOutsideRange,
  versionComplete,
  versionNeedless,
  paramUnobserved,
  minimumAboveVersion,
  countBeforeUse,
  unsentDecides,
  afterMissing,
  capacityExceeded,
  predicateDecided,
  resetInvariants,
  resetBounds,
  hiddenNeverSet,
  frozenOutsideRange,
  revisionNeedless,
  constraints,
  layoutEmpty,
  elementEmpty,
  tooManyFields,
  sectionTooLarge,
  wireNames,
  wireNamesFit,
  absentNeeded,
  situations,
  situationInvariants,
  situationLost,
  opaqueTwice,
  versionLatest,
  defaultComputed,
  subsectionWitnessed,
  resolvesConstant,
];

const specRules: readonly SpecRule[] = [
  narrowOutsideRange,
  defaultNarrowedAway,
  versionOfBuild,
  deprecations,
  erratumUnknown,
  buildOrder,
  revisionGoesBack,
  revisionUnknownToBuilds,
  machineWithoutBuild,
  machineTypesUnused,
  compatEntries,
  compatSets,
  factsUnused,
  composedDevices,
  qemuFraming,
  errataNeedless,
];

/**
 * Judges a resolved spec. A file with errors is not judged: what was left out of it would be missed. What several files say
 * together is judged when none has an error. `sound`: models that were judged before, and in which nothing was found.
 */
export function lint(spec: SpecIR, reporter: Reporter, span: LintContext['span'], sound: WeakSet<ModelIR> = new WeakSet()): void {
  const context = { reporter, span };
  const faulty = new Set(reporter.sorted().flatMap((found) => (found.severity === 'error' ? [found.span.file] : [])));
  const clean = faulty.size === 0;
  for (const model of spec.models) {
    if (sound.has(model) || faulty.has(span('model', model.id).file)) continue;
    const before = reporter.count;
    for (const rule of modelRules) rule(model, context);
    if (reporter.count === before) sound.add(model);
  }
  if (!clean) return;
  for (const rule of specRules) rule(spec, context);
  // What machine types restore is judged by tables that are right.
  if (!reporter.hasErrors) defaultChanged(spec, context);
}

export type { Span };
