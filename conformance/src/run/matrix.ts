/** Rows as the matrix that a report shows. */

import { formatParamValue } from '@migspec/runtime';
import { type CellName, selectorText } from '../cells/selector.js';
import { describe } from '../laws/law.js';
import type { CellReason, ConfigurationResult, MatrixCell, MatrixResult, SituationResult, VerdictClass, VerdictLevel } from '../result.js';
import type { Answer } from './ask.js';
import { explainedBy } from './errata.js';
import type { Group } from './group.js';
import type { CellRun } from './pair-run.js';
import type { RowCell, RowConfiguration, RowResult } from './row.js';
import type { BuildSubject } from './subject.js';

export function matrixResult(group: Group, rows: readonly RowResult[]): MatrixResult {
  const newest = group.builds.at(-1);
  return {
    model: group.model,
    title: newest?.model(group.model)?.title ?? group.model,
    implementation: group.implementation.name,
    ...(group.started ? { machineType: group.machineType } : {}),
    label: group.on,
    builds: group.builds.map(({ id }) => id),
    cells: rows.map((row) => row.cells.map((cell) => matrixCell(group, row.source, cell))),
  };
}

function matrixCell(group: Group, source: BuildSubject, { destination, configurations }: RowCell): MatrixCell {
  const results = configurations.map(configurationResult);
  // What the hosts differ in is shown with the configurations; the cell speaks of the builds.
  const defaults = configurations.filter(({ start, alike }) => start.label === 'defaults' && alike);
  const [first, ...rest] = defaults.length > 0 ? defaults : configurations;
  const name: CellName = { model: group.model, route: [source.id, destination.id], on: group.on };
  const tally = { yes: 0, no: 0, depends: 0 };
  for (const { outcome } of results) tally[outcome]++;
  const errata = [...new Set(results.flatMap(({ reasons }) => reasons.flatMap((reason) => reason.errata ?? [])))];
  const common = {
    source: source.id,
    destination: destination.id,
    configurations: results,
    tally,
    ...(errata.length === 0 ? {} : { errata }),
    agree: results.every(({ agree }) => agree),
    selector: selectorText(name),
  };
  if (first === undefined) return { ...common, ...cannotStart(group, source) };
  const headline = rest.reduce((worst, next) => (rank(next.run.verdict) > rank(worst.run.verdict) ? next : worst), first);
  return { ...common, ...shown(headline.run.verdict), ...(headline.back === undefined ? {} : { wayBack: shown(headline.back) }) };
}

/** The source has no such machine: nothing can leave it. */
function cannotStart(group: Group, source: BuildSubject): Pick<MatrixCell, 'outcome' | 'class' | 'level' | 'reasons'> {
  const text = `${source.id} cannot start ${group.machineType}`;
  return {
    outcome: 'no',
    class: 'create',
    level: 'none',
    reasons: [{ code: 'MACHINE_TYPE_UNKNOWN', class: 'create', text, model: group.model, have: group.machineType }],
  };
}

function shown({ outcome, class: cls, level, reasons }: Answer): {
  outcome: Answer['outcome'];
  class?: VerdictClass;
  level: VerdictLevel;
  reasons: readonly CellReason[];
} {
  return {
    outcome,
    ...(cls === undefined ? {} : { class: cls }),
    level,
    reasons: [...reasons].sort((left, right) => worst[left.class] - worst[right.class]),
  };
}

const worst: Readonly<Record<VerdictClass, number>> = { create: 0, state: 1, guest: 2, policy: 3 };

function rank({ outcome, class: cls }: Answer): number {
  if (outcome === 'yes') return 0;
  return outcome === 'depends' ? 1 : 5 - worst[cls ?? 'policy'];
}

function configurationResult({ run, breaches, start, facts }: RowConfiguration): ConfigurationResult {
  const { name, verdict, cells } = run;
  return {
    label: [start.label, name.facts].filter((part) => part !== undefined && part !== '').join(' '),
    selector: selectorText(name),
    facts: Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, formatParamValue(value)])),
    configuration: Object.fromEntries(Object.entries(start.configuration).map(([param, value]) => [param, formatParamValue(value)])),
    ...shown(verdict),
    situations: cells.map((cell) => situationResult(cell, !breaches.some(({ situation }) => situation === cell.situation))),
    agree: breaches.length === 0,
  };
}

function situationResult({ situation, verdict, exact, nearest }: CellRun, agree: boolean): SituationResult {
  const errata = explainedBy({ verdict, exact });
  const happened = exact.outcome === 'migrated' ? undefined : describe(exact);
  const forced = nearest === undefined ? '' : `; forced, ${describe(nearest)}`;
  return {
    situation,
    outcome: verdict.outcome === 'yes' ? 'yes' : 'no',
    ...(verdict.class === undefined ? {} : { class: verdict.class }),
    happened: exact.outcome,
    ...(happened === undefined ? {} : { detail: `${happened}${forced}` }),
    ...(errata.length === 0 ? {} : { errata }),
    ...(exact.dropped.length === 0 ? {} : { dropped: exact.dropped }),
    agree,
  };
}
