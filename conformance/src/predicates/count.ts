/** Feeds the tally: predicates of what a source writes, of what a destination reads at another version, of verdicts. */
import type { DocumentModel } from '@migspec/capabilities';
import type { Origin } from '../run/origin.js';
import type { PairRun } from '../run/pair-run.js';
import type { BuildSubject } from '../run/subject.js';
import { scopeOf } from '../scope.js';
import type { PredicateTally } from './tally.js';
import { walkPredicates } from './walk.js';

export function countSource({ group, source, scope, situations, key }: Origin, tally: PredicateTally): void {
  const model = source.model(group.model);
  if (model === undefined || tally.seen(`${source.id} ${key}`)) return;
  for (const { state } of situations) {
    walkPredicates(
      model,
      scope,
      state,
      (section) => versionIn(model, section),
      (use, subject, text, value) => tally.count(group.model, source.id, use, subject, text, value),
    );
  }
}

/** Fields whose presence depends on the version are judged by a reader at the version that came. */
export function countDestination(
  { group, source, facts, machine }: Origin,
  destination: BuildSubject,
  run: PairRun,
  tally: PredicateTally,
): void {
  for (const cell of run.cells) {
    for (const [index, { code, predicate }] of run.verdict.predicates.entries()) {
      tally.count(group.model, destination.id, 'depends', `${source.id} ${code}`, predicate.text, cell.predicates[index]);
    }
  }
  const here = source.model(group.model);
  const there = destination.model(group.model);
  if (
    here === undefined ||
    there === undefined ||
    there.sections.every(({ id, version }) => [undefined, version].includes(versionIn(here, id)))
  )
    return;
  const made = group.started ? group.make(destination, facts, undefined, {}) : group.configure(destination, machine);
  const instance = made.ok ? made.value.devices[0] : undefined;
  if (instance === undefined) return;
  const accepted = (section: string): number | undefined => {
    const version = versionIn(here, section);
    const reader = there.sections.find(({ id }) => id === section);
    return version !== undefined && reader !== undefined && version >= reader.minimum && version < reader.version ? version : undefined;
  };
  walkPredicates(there, scopeOf(there, instance), instance.device.state, accepted, (use, subject, text, value) => {
    if (use === 'when') tally.count(group.model, destination.id, use, subject, text, value);
  });
}

function versionIn(model: DocumentModel, section: string): number | undefined {
  return model.sections.find(({ id }) => id === section)?.version;
}
