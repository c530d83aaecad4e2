import type { Reporter } from '../diagnostics/reporter.js';
import type { SpecIR } from '../ir/spec.js';
import type { Span } from '../text/source.js';
import { countBeforeUse } from './count-before-use.js';
import { defaultChanged } from './default-changed.js';
import { defaultOutsideRange } from './default-outside-range.js';
import { hiddenNeverSet } from './hidden-never-set.js';
import { minimumAboveVersion } from './minimum-above-version.js';
import { narrowOutsideRange } from './narrow-outside-range.js';
import { offOutsideRange } from './off-outside-range.js';
import { paramUnobserved } from './param-unobserved.js';
import type { LintContext, ModelRule, SpecRule } from './rule.js';
import { sourcesMissing } from './sources-missing.js';
import { versionComplete } from './version-complete.js';
import { versionNeedless } from './version-needless.js';
import { versionOfBuild } from './version-of-build.js';

const modelRules: readonly ModelRule[] = [
  sourcesMissing,
  defaultOutsideRange,
  offOutsideRange,
  versionComplete,
  versionNeedless,
  paramUnobserved,
  minimumAboveVersion,
  countBeforeUse,
  hiddenNeverSet,
];

const specRules: readonly SpecRule[] = [narrowOutsideRange, versionOfBuild, defaultChanged];

/**
 * Judges a resolved spec. A file with errors is not judged: what was left out of it would be missed. What several files say
 * together is judged when none has an error.
 */
export function lint(spec: SpecIR, reporter: Reporter, span: LintContext['span']): void {
  const context = { reporter, span };
  const faulty = new Set(reporter.sorted().flatMap((found) => (found.severity === 'error' ? [found.span.file] : [])));
  const clean = faulty.size === 0;
  for (const model of spec.models) {
    if (faulty.has(span('model', model.id).file)) continue;
    for (const rule of modelRules) rule(model, context);
  }
  if (!clean) return;
  for (const rule of specRules) rule(spec, context);
}

export type { Span };
