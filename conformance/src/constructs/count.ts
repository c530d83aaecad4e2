/**
 * Feeds the tally from one configuration of a pair:
 *
 * - `said CODE`: whether the verdicts, without the state and with it, say it;
 * - `outcome NAME`, `refusal CODE`: whether the emulator ends so;
 * - `param KIND RELATION`: whether the check takes a param that is compared;
 * - `own KIND RELATION`: whether the loader takes a variable that is compared with the destination's own.
 */
import type { DocumentModel } from '@migspec/capabilities';
import { type ExprEnv, evaluate, lookup } from '@migspec/compat';
import type { Configuration, StateValue } from '@migspec/runtime';
import type { Origin } from '../run/origin.js';
import type { CellRun, PairRun } from '../run/pair-run.js';
import type { BuildSubject } from '../run/subject.js';
import { ownRelation, paramRelation } from './relation.js';
import type { ConstructTally } from './tally.js';

export function countConstructs(origin: Origin, destination: BuildSubject, run: PairRun, tally: ConstructTally): void {
  const { model } = origin.group;
  const count = (construct: string, value: boolean): void => tally.count(model, construct, value);
  const answers = [run.verdict, ...run.cells.map(({ verdict }) => verdict), ...(run.factless === undefined ? [] : [run.factless])];
  for (const { reasons, notes } of answers) {
    for (const code of new Set(reasons.map((reason) => reason.code))) count(`said ${code}`, true);
    for (const code of new Set(notes)) count(`said ${code}`, true);
  }
  for (const { exact } of run.cells) {
    count(`outcome ${exact.outcome}`, true);
    if (exact.refusal !== undefined) count(`refusal ${exact.refusal.code}`, true);
  }
  const theirs = origin.configurationAt(destination);
  const there = destination.model(model);
  const here = origin.source.model(model);
  if (there === undefined || here === undefined || typeof theirs === 'string') return;
  countParams(origin, { here, there, theirs }, run, count);
  for (const cell of run.cells) countOwn(origin, destination, { there, theirs }, cell, count);
}

interface Ends {
  readonly here: DocumentModel;
  readonly there: DocumentModel;
  readonly theirs: Configuration;
}

type Count = (construct: string, value: boolean) => void;

/** Where the destination has a value of its own: it was started, or the param never travels. */
function countParams({ group, instance }: Origin, { here, there, theirs }: Ends, { verdict }: PairRun, count: Count): void {
  for (const { id, name, compare, resolves } of there.params) {
    const source = here.params.find((param) => param.id === id);
    if (source === undefined || (!group.started && resolves !== 'load')) continue;
    const [have, want] = [instance.device.configuration[source.name], theirs[name]];
    if (have === undefined || want === undefined) continue;
    const refused = verdict.reasons.some(({ code, param }) => code === 'PARAM_DIFFERS' && param === source.name);
    count(`param ${compare} ${paramRelation(compare, have, want)}`, !refused);
  }
}

/** What arrived, or was refused for exactly this variable. */
function countOwn(
  { facts, situations }: Origin,
  destination: BuildSubject,
  { there, theirs }: Omit<Ends, 'here'>,
  { situation, exact }: CellRun,
  count: Count,
): void {
  const state = situations.find(({ name }) => name === situation)?.state;
  if (state === undefined) return;
  const params = Object.fromEntries(
    there.params.flatMap(({ id, name }): [string, StateValue][] => (theirs[name] === undefined ? [] : [[id, theirs[name]]])),
  );
  const known: ExprEnv = {
    params: lookup(params),
    machine: lookup({ ...facts }),
    host: lookup({ ...destination.host.hostFacts }),
    state: lookup(state),
  };
  for (const { name, bounds } of there.variables) {
    const { own } = bounds;
    if (own === undefined) continue;
    const taken = exact.refusal === undefined;
    if (!taken && (exact.refusal?.code !== 'ECHO_DIFFERS' || exact.refusal.details.field !== name)) continue;
    const [have, want] = [integer(state[name]), integer(evaluate(own.value.expr, known))];
    if (have === undefined || want === undefined) continue;
    const mask = own.mask === undefined ? undefined : integer(evaluate(own.mask.expr, known));
    count(`own ${own.compare} ${ownRelation(own.compare, have, want, mask)}`, taken);
  }
}

function integer(value: unknown): bigint | undefined {
  return typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(value) : undefined;
}
