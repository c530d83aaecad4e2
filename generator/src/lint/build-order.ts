import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { BuildIR } from '../ir/spec.js';
import type { SpecRule } from './rule.js';

/** Builds stand newest first: by the numbers of their names, and where those say nothing by the day of release. */
export const buildOrder: SpecRule = (spec, { reporter, span }) => {
  for (const implementation of spec.implementations) {
    const place = (build: BuildIR): ReturnType<typeof span> => span('implementation', implementation.name, 'builds', build.name);
    for (const [i, build] of implementation.builds.entries()) {
      const above = implementation.builds[i - 1];
      if (above === undefined || order(above, build) >= 0) continue;
      reporter.report(codes.buildOrderWrong, place(build), `build "${build.name}" is newer than "${above.name}" and stands below it`, {
        related: [{ message: 'the older one', span: place(above) }],
        help: 'builds stand newest first; move it up',
      });
    }
  }
};

/** Below 0: `a` is older than `b`. */
function order(a: BuildIR, b: BuildIR): number {
  const [left, right] = [numbers(a.name), numbers(b.name)];
  if (left !== undefined && right !== undefined) {
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const difference = (left[i] ?? 0) - (right[i] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }
  if (a.released === undefined || b.released === undefined) return 0;
  return a.released < b.released ? -1 : a.released === b.released ? 0 : 1;
}

function numbers(name: string): readonly number[] | undefined {
  return /^\d{1,9}(\.\d{1,9})*$/.test(name) ? name.split('.').map(Number) : undefined;
}
