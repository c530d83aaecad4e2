/** All differences between two states, for people: by build and model, those that break marked. */
import type { BreakingFinding } from './breaking.js';
import type { Change, SpecDiff } from './change.js';
import type { Difference } from './difference.js';
import { subjectOf } from './subject.js';

export interface DifferenceLine {
  /** `vm@2.0`; nothing for what came and went in the spec as a whole. */
  readonly build?: string;
  /** What the build is held against: itself as it was, or the build before it. */
  readonly against?: string;
  readonly model?: string;
  /** `param`, `field`, … */
  readonly kind: string;
  /** `added`, `removed`, or what of it is another. */
  readonly aspect: string;
  readonly name: string;
  /** Ids of the rules that found a break in it. */
  readonly breaks: readonly string[];
}

export function differenceLines({ whole, changes }: SpecDiff, findings: readonly BreakingFinding[]): readonly DifferenceLine[] {
  const breaksOf = (difference: Difference, build?: string): readonly string[] => {
    const path = JSON.stringify(difference.at.after ?? difference.at.before);
    const own = findings.filter(
      ({ at, builds }) =>
        JSON.stringify(at.after ?? at.before) === path && (build === undefined ? builds.length === 0 : builds.includes(build)),
    );
    return [...new Set(own.map(({ code }) => code.id))];
  };
  const line = (difference: Difference, build?: string): Omit<DifferenceLine, 'build' | 'against' | 'model'> => {
    const { kind, aspect, name, at } = difference;
    return { kind, aspect, name: name === '' ? subjectOf(at) : name, breaks: breaksOf(difference, build) };
  };
  return [
    ...whole.map((difference) => line(difference)),
    ...changes.flatMap((change) => {
      const build = idOf(change, 'after');
      const against = change.edited ? `${build} as it was` : idOf(change, 'before');
      const model = change.model === undefined ? {} : { model: change.model };
      return change.differences.map((difference) => ({ build, against, ...model, ...line(difference, build) }));
    }),
  ];
}

/** A heading for each build and model, and a line for each difference; `!` before those that break. */
export function differencesText(lines: readonly DifferenceLine[]): string {
  const out: string[] = [];
  let heading = '';
  for (const { build, against, model, kind, aspect, name, breaks } of lines) {
    const own = build === undefined ? 'the spec' : `${build}, against ${against}${model === undefined ? '' : `: ${model}`}`;
    if (own !== heading) out.push(...(out.length === 0 ? [] : ['']), own);
    heading = own;
    const what = aspect === 'added' || aspect === 'removed' ? `${kind} ${name} ${aspect}` : `${kind} ${name}: ${aspect} changed`;
    out.push(`${breaks.length === 0 ? ' ' : '!'} ${what}${breaks.length === 0 ? '' : `  ${breaks.join(', ')}`}`);
  }
  return out.map((text) => `${text}\n`).join('');
}

function idOf({ implementation, ...change }: Change, side: 'before' | 'after'): string {
  return `${implementation.name}@${change[side].side.build.name}`;
}
