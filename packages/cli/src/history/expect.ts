/** Holds what a case comes to against what its `case.yaml` expects. */
import type { HistoryCase, StepFile } from '@migspec/generator';
import type { Diagnostic } from '@migspec/generator/diagnostics';
import { carriedText, endText } from './carried.js';
import { chainsOn, errataIn, labelOf, machineTypes, reasonsIn, type Table, tableOf, wrongBuilds } from './cells.js';
import { type CaseResult, distinct, type StepName, type StepResult, steps } from './run.js';

export interface Mismatch {
  readonly id: 'HISTORY_STATE_REFUSED' | 'HISTORY_EXPECTATION_WRONG' | 'HISTORY_TEXT_AND_MATRIX_DIFFER';
  readonly message: string;
  readonly span: Diagnostic['span'];
}

export function mismatches(one: HistoryCase, result: CaseResult): readonly Mismatch[] {
  if (!result.ok) {
    const message = `the state ${result.state} does not compile:\n${result.text}`;
    return [{ id: 'HISTORY_STATE_REFUSED', message, span: one.place('expect') }];
  }
  return steps.flatMap(({ to }) => stepMismatches(one, to, one.file.expect[to], result.steps[to]));
}

function stepMismatches(one: HistoryCase, to: StepName, expected: StepFile, step: StepResult): readonly Mismatch[] {
  const found: Mismatch[] = [];
  const wrong = (message: string, ...path: readonly string[]): void => {
    found.push({ id: 'HISTORY_EXPECTATION_WRONG', message: `${to}: ${message}`, span: one.place('expect', to, ...path) });
  };
  const list = (key: 'lint' | 'findings' | 'reasons' | 'errata' | 'stays-wrong', what: string, have: readonly string[]): void => {
    const want = distinct(expected[key] ?? []);
    const said = (names: readonly string[]): string => names.join(', ') || 'nothing';
    if (want.join('\n') !== have.join('\n')) wrong(`${what}: expected ${said(want)}; there is ${said(have)}`, key);
  };
  list('lint', 'found in the state alone', step.lint);
  list('findings', 'found in the step', distinct(step.findings.map(({ code }) => code.code)));
  list('reasons', 'reasons of the check', reasonsIn(step.matrix));
  list('errata', 'errata that reasons follow from', errataIn(step.matrix));
  if (to === 'fixed')
    list('stays-wrong', 'builds that the newest cannot exchange every guest with', wrongBuilds(step.matrix, expected.aftermath));
  const described = new Set(Object.keys(expected.matrix).map((key) => labelOf(step.matrix, key)));
  for (const on of machineTypes(step.matrix)) if (!described.has(on)) wrong(`nothing is expected on ${on}`, 'matrix');
  for (const [key, rows] of Object.entries(expected.matrix))
    matrixMismatches(key, rows, tableOf(step.matrix, key, expected.aftermath), wrong);
  for (const { on, route, reset, ends } of expected.chains ?? []) {
    const chains = chainsOn(step.matrix, route, reset).filter((chain) => on === undefined || chain.on === on);
    const name = `${route.join(' → ')}${reset === 'guest' ? ' with a reset' : ''}`;
    if (chains.length === 0) wrong(`no guest goes ${name}${on === undefined ? '' : ` on ${on}`}`, 'chains');
    for (const chain of chains) if (chain.ends !== ends) wrong(`${name} on ${chain.on}: expected ${ends}, it is ${chain.ends}`, 'chains');
  }
  for (const { asked, ...have } of step.carried)
    if (endText(asked) !== endText(have)) wrong(`${carriedText(asked)}: expected ${endText(asked)}; it is ${endText(have)}`, 'carried');
  for (const message of step.disagreements)
    found.push({ id: 'HISTORY_TEXT_AND_MATRIX_DIFFER', message: `${to}: ${message}`, span: one.place('expect', to) });
  return found;
}

function matrixMismatches(
  key: string,
  rows: StepFile['matrix'][string],
  table: Table,
  wrong: (message: string, ...path: readonly string[]) => void,
): void {
  const names = new Map<string, readonly [string, string]>();
  for (const [source, row] of Object.entries(rows))
    for (const destination of Object.keys(row)) names.set(`${source} → ${destination}`, [source, destination]);
  for (const [source, row] of table) for (const destination of row.keys()) names.set(`${source} → ${destination}`, [source, destination]);
  for (const [name, [source, destination]] of names) {
    const want = rows[source]?.[destination];
    const have = table.get(source)?.get(destination);
    if (have === undefined) wrong(`${name} on ${key}: nothing is driven there`, 'matrix', key, source, destination);
    else if (want === undefined) wrong(`${name} on ${key}: nothing is expected; it is ${have.join(', ')}`, 'matrix', key, source);
    else if (distinct(want).join() !== have.join())
      wrong(`${name} on ${key}: expected ${distinct(want).join(', ')}; it is ${have.join(', ')}`, 'matrix', key, source, destination);
  }
}
