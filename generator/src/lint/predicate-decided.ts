import { state as codes } from '../diagnostics/codes/state.js';
import { fold } from '../expr/fold.js';
import { mapExpr } from '../expr/substitute.js';
import type { Expr } from '../expr/tree.js';
import { walk } from '../expr/walk.js';
import type { Section, Subsection } from '../ir/layout.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { Life, ModelIR } from '../ir/spec.js';
import { outcomes } from './decide.js';
import { layoutsOf, type Place } from './layouts.js';
import type { ModelRule } from './rule.js';

/** Versions of a section that are looked through. */
const most = 64;

/**
 * A predicate separates: it is true for some configuration, or section version, and false for another. One that the ranges of
 * its params, or the versions that the section accepts, decide for good is a slip; what is constant as it stands was found before.
 */
export const predicateDecided: ModelRule = (model, { reporter, span }) => {
  for (const place of layoutsOf(model)) {
    const life = 'added' in place.layout ? (place.layout as Section & Life) : { added: 0 };
    const found = place.layout.fields.flatMap((field) =>
      field.when === undefined ? [] : [{ predicate: field.when, life: field as Life, path: [...place.path, 'fields', field.name] }],
    );
    if (place.kind === 'subsection') found.push({ predicate: (place.layout as Subsection).needed, life, path: [...place.path] });
    for (const { predicate, life: own, path } of found) {
      const revisions = model.revisions.flatMap((_, at) => (alive(life, at) && alive(own, at) ? [at] : []));
      const always = constantAt(model, place, predicate.expr, revisions);
      if (always === undefined) continue;
      const what = mentionsVersion(predicate.expr) ? 'in every version that the section accepts' : 'for all values of its params';
      reporter.report(codes.predicateConstant, span(...path), `${predicate.text} is always ${always} ${what}`, {
        help: mentionsVersion(predicate.expr)
          ? 'correct it, or the `version` and `minimum` of the section: does the version go up with it?'
          : `correct it, or the ranges of its params; write "${always}" when that is meant`,
      });
    }
  }
};

function constantAt(model: ModelIR, place: Place, expr: Expr, revisions: readonly number[]): boolean | undefined {
  if (fold(expr).op === 'bool' || revisions.length === 0) return undefined;
  const all = new Set<boolean>();
  for (const revision of revisions) {
    const variants = mentionsVersion(expr) ? withVersions(place, expr, revision) : [expr];
    if (variants === undefined) return undefined;
    for (const variant of variants) {
      const found = outcomes(model, revision, fold(variant));
      if (found === undefined) return undefined;
      for (const each of found) all.add(each);
    }
    if (all.size !== 1) return undefined;
  }
  return [...all][0];
}

/** With each version that a reader at the revision accepts; nothing where that is not the section's own. */
function withVersions({ kind, layout }: Place, expr: Expr, revision: number): readonly Expr[] | undefined {
  if (kind !== 'section') return undefined;
  const section = layout as Section;
  const highest = valueAt(section.version, revision);
  const lowest = valueAt(section.minimum, revision);
  if (highest === undefined || lowest === undefined || highest - lowest >= most) return undefined;
  return Array.from({ length: highest - lowest + 1 }, (_, i) =>
    mapExpr(expr, (node) => (node.op === 'version' ? { op: 'int', value: String(lowest + i) } : node)),
  );
}

function mentionsVersion(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.op === 'version') found = true;
  });
  return found;
}
