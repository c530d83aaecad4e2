/** A case for a terminal. */
import type { HistoryCase, StepFile } from '@migspec/generator';
import { renderText } from '@migspec/generator/diagnostics';
import { carriedText, endText } from './carried.js';
import { chainsOn } from './cells.js';
import type { Mismatch } from './expect.js';
import { type CaseResult, type StepResult, steps } from './run.js';
import { type NamedTable, tablesOf } from './tables.js';

export function caseText({ name, file }: HistoryCase, result: CaseResult, wrong: readonly Mismatch[]): string {
  const lines = [
    `${name}: ${file.title}`,
    ...(result.ok ? steps.flatMap(({ to }) => stepLines(to, file.expect[to], result.steps[to])) : []),
  ];
  const end = wrong.length === 0 ? ['as expected'] : wrong.map(({ message }) => message);
  return `${[...lines, '', ...end].join('\n')}\n`;
}

function stepLines(to: string, expected: StepFile, step: StepResult): readonly string[] {
  const findings = step.diagnostics.flatMap((each) => renderText(each, step.sources).split('\n'));
  return [
    '',
    `${to}: ${step.findings.length === 0 ? 'nothing is found' : ''}`.trimEnd(),
    ...findings.map((line) => `  ${line}`),
    ...tablesOf(expected, step).flatMap(tableLines),
    ...(expected.chains ?? []).flatMap(({ route, reset }) =>
      chainsOn(step.matrix, route, reset).map(
        ({ on, ends }) => `  ${route.join(' → ')}${reset === 'guest' ? ', a reset in the middle,' : ''} on ${on}: ${ends}`,
      ),
    ),
    ...step.carried.map((each) => `  ${carriedText(each.asked)}: ${endText(each)}`),
  ];
}

function tableLines({ key, sources, destinations, cell }: NamedTable): readonly string[] {
  const rows = [
    [key, ...destinations],
    ...sources.map((source) => [source, ...destinations.map((destination) => cell(source, destination))]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return ['', ...rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())];
}
