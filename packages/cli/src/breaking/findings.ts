import { type BreakingResult, promised, type SettledFinding, type SpecState } from '@migspec/generator';
import { diagnosticFindings } from '../formats/diagnostics.js';
import type { BreakingDetails, Finding } from '../formats/finding.js';

/** Findings for the formats that programs read: with what breaks, as data. */
export function breakingFindings(
  { settled, diagnostics, sources }: BreakingResult,
  after: SpecState,
  folder: string,
  options: Parameters<typeof promised>[2],
): readonly Finding[] {
  return diagnosticFindings(diagnostics, sources, folder).map((finding, i) => {
    const own = settled[i];
    return own === undefined ? finding : { ...finding, subject: own.finding.subject, breaking: detailsOf(own, after, options) };
  });
}

function detailsOf({ finding, declared }: SettledFinding, { spec }: SpecState, options: Parameters<typeof promised>[2]): BreakingDetails {
  return {
    categories: finding.categories,
    builds: finding.builds,
    ...(finding.model === undefined ? {} : { model: finding.model }),
    pairs: finding.pairs.map((pair) => ({
      source: { build: pair.source.build, state: pair.source.from },
      destination: { build: pair.destination.build, state: pair.destination.from },
      direction: pair.direction,
      promised: promised(spec, pair, options),
      on: [...new Set(pair.reasons.map(({ on }) => on))],
      reasons: [...new Set(pair.reasons.map(({ code }) => code))],
      someStates: pair.reasons.every(({ depends }) => depends),
    })),
    declared: declared.map(({ reason, issue }) => ({ reason, issue })),
  };
}
