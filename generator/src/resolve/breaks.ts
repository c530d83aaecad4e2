import { changes } from '../diagnostics/codes/changes/all.js';
import { locks } from '../diagnostics/codes/locks.js';
import type { DeclaredBreakIR } from '../ir/spec.js';
import type { ModelFile } from '../schema/model.js';
import { didYouMean } from '../text/suggest.js';
import type { Context } from './context.js';

/** What can be found and accepted. */
const rules = [...changes, locks.releaseChanged, locks.releaseMissing];

/** Declared breaks of a model or an implementation, whose positions are `[...home, 'breaks', index]`. */
export function resolveBreaks(
  context: Context,
  file: Pick<ModelFile, 'breaks'>,
  home: readonly string[],
): { readonly breaks?: readonly DeclaredBreakIR[] } {
  const { breaks } = file;
  if (breaks === undefined) return {};
  return {
    breaks: breaks.flatMap((data, i): DeclaredBreakIR[] => {
      context.positions.set([...home, 'breaks', String(i)], context.places.value(breaks, i));
      const rule = rules.find(({ code, id }) => data.rule === code || data.rule === id);
      if (rule === undefined) {
        const help = 'a finding of `migspec breaking` begins with the number and the id of its rule';
        const hint = didYouMean(
          data.rule,
          rules.map(({ id }) => id),
        );
        context.reporter.report(locks.breakRuleUnknown, context.places.value(data, 'rule'), `there is no rule "${data.rule}"${hint}`, {
          help,
        });
        return [];
      }
      for (const [at, build] of (data.builds ?? []).entries()) reportUnknownBuild(context, data.builds ?? [], at, build);
      return [
        {
          rule: rule.id,
          subject: data.subject,
          ...(data.builds === undefined ? {} : { builds: data.builds }),
          ...(data.direction === undefined ? {} : { direction: data.direction }),
          reason: data.reason.trim(),
          issue: data.issue.trim(),
        },
      ];
    }),
  };
}

function reportUnknownBuild({ sources, places, reporter }: Context, builds: readonly string[], at: number, build: string): void {
  const known = [...sources.implementations, ...sources.composed].flatMap(({ data }) =>
    Object.keys('builds' in data ? data.builds : data.hosts).map(
      (name) => `${'builds' in data ? data.implementation : data.composed}@${name}`,
    ),
  );
  if (known.includes(build)) return;
  reporter.report(locks.breakBuildUnknown, places.value(builds, at), `there is no build "${build}"${didYouMean(build, known)}`, {
    help: 'builds are named in full here: IMPLEMENTATION@BUILD',
  });
}
