/** Feeds the tally: predicates of what a build writes and of what it accepts, and those that verdicts wait for. */
import type { DocumentModel } from '@migspec/capabilities';
import type { Origin } from '../run/origin.js';
import type { PairRun } from '../run/pair-run.js';
import type { BuildSubject } from '../run/subject.js';
import { PredicateTally } from './tally.js';
import { walkPredicates } from './walk.js';

/** In every situation, at the version that the build writes; presence also at every older version that it accepts. */
export function countSource({ group, source, scope, situations, key }: Origin, tally: PredicateTally): void {
  const model = source.model(group.model);
  if (model === undefined) return;
  tally.countAll(`${source.id} ${group.model} ${key}`, () => {
    const own = new PredicateTally();
    const older = model.sections.reduce((most, { minimum, version }) => Math.max(most, version - minimum), 0);
    for (const { state } of situations) {
      for (let back = 0; back <= older; back++) {
        const versionOf = (section: string): number | undefined => versionIn(model, section, back);
        walkPredicates(model, scope, state, versionOf, (use, subject, text, value) => {
          if (use === 'when' || back === 0) own.count(group.model, source.id, use, subject, text, value);
        });
      }
    }
    return own.results();
  });
}

/** `back` versions before the present one; undefined for one that is not accepted. */
function versionIn(model: DocumentModel, id: string, back: number): number | undefined {
  const section = model.sections.find((candidate) => candidate.id === id);
  if (section === undefined) return undefined;
  const version = section.version - back;
  return version >= section.minimum ? version : undefined;
}

/** What waits for the state: true where it goes wrong. What waits for the hosts' facts: true where, told all, it can be yes; false where it can be no. */
export function countVerdict(
  { group, source }: Origin,
  destination: BuildSubject,
  { cells, verdict, factless }: PairRun,
  tally: PredicateTally,
): void {
  if (!group.started && factless?.outcome === 'depends' && factless.facts.length > 0) {
    const waiting = factless.facts.join(', ');
    // Told all, it may still wait for the state, and then it is either.
    for (const [not, value] of [
      ['no', true],
      ['yes', false],
    ] as const)
      if (verdict.outcome !== not) tally.count(group.model, destination.id, 'depends', `${source.id} FACT_NOT_GIVEN`, waiting, value);
  }
  for (const cell of cells) {
    for (const [index, { code, predicate }] of verdict.predicates.entries()) {
      tally.count(group.model, destination.id, 'depends', `${source.id} ${code}`, predicate.text, cell.predicates[index]);
    }
  }
}
