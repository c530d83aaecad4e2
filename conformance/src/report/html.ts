/** The report: one self-contained file. What it says follows from the result alone, so the same run gives the same bytes. */
import { onlyOption } from '../cells/selector.js';
import type { ConformanceResult, MatrixResult } from '../result.js';
import type { RunSummary } from '../summary.js';
import { client } from './client.js';
import { detailHtml } from './detail.js';
import { errataHtml } from './errata.js';
import { escapeHtml } from './escape.js';
import { matrixHtml } from './matrix.js';
import { orchestrationHtml } from './orchestration.js';
import { style } from './style.js';
import { cellId, shortModel, symbols } from './words.js';

export function reportHtml(result: ConformanceResult, summary: Omit<RunSummary, 'seconds'>): string {
  const details = result.matrices.flatMap((matrix, index) =>
    matrix.cells.flatMap((cells, row) =>
      cells.map((cell, column) => detailHtml(matrix, cell, cellId(index, row, column), cellId(index, column, row), result.errata)),
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>migspec conformance</title>
<style>${style}</style>
</head>
<body>
<header><h1>migspec conformance</h1>${figuresHtml(summary, result.summary.byErratum)}</header>
<nav aria-label="Models and machine types">${filterHtml(result)}${result.orchestration === undefined ? '' : buttonHtml('o', 'carrying it out')}${navHtml(result.matrices)}</nav>
<main>
${[...result.matrices.map(matrixHtml), ...errataHtml(result.errata), ...(result.orchestration === undefined ? [] : [orchestrationHtml(result.orchestration)])].join('\n')}
<p class="legend">${symbols.yes} yes: the state loads and the guest sees no change · ${symbols.depends} depends on the guest’s state · ${symbols.no} no (the word below says what fails)<br>Arrow keys move, Enter shows reasons, remedy and the way back.</p>
${findingsHtml(result)}
</main>
<aside aria-live="polite" aria-label="Details"><p>Choose a cell: reasons, remedy and the way back appear here.</p></aside>
${details.join('\n')}
<script>${client}</script>
</body>
</html>
`;
}

function figuresHtml(summary: Omit<RunSummary, 'seconds'>, byErratum: number): string {
  const figures: readonly (readonly [string, string])[] = [
    ['cells', String(summary.cells)],
    ['agree', String(summary.agree)],
    ['disagree', String(summary.disagree)],
    ['explained by errata', String(byErratum)],
    ['chains', String(summary.chains)],
    ['verdicts', `${summary.verdicts.yes} yes, ${summary.verdicts.no} no, ${summary.verdicts.depends} depends`],
    ['real streams', `${summary.realStreams.recodedIdentical} of ${summary.realStreams.files} rewritten identically`],
  ];
  return `<dl>${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`;
}

/** One line for each model: the matrix itself, or what opens the list of its machine types; one list is open at a time. */
function navHtml(matrices: readonly MatrixResult[]): string {
  const groups = new Map<string, { name: string; entries: { index: number; label: string; known: boolean }[] }>();
  matrices.forEach(({ implementation, model, label, cells }, index) => {
    const key = `${implementation} ${model}`;
    const group = groups.get(key) ?? { name: `${shortModel(model)} · ${implementation}`, entries: [] };
    group.entries.push({ index, label, known: cells.flat().some(({ errata }) => errata !== undefined) });
    groups.set(key, group);
  });
  return [...groups.values()]
    .map(({ name, entries }) => {
      const [only] = entries;
      if (entries.length === 1 && only !== undefined) return buttonHtml(only.index, name, only.known);
      const buttons = entries.map(({ index, label, known }) => buttonHtml(index, label, known)).join('');
      return `<details name="models"${entries.some(({ known }) => known) ? '' : ' class="unknown"'}><summary>${escapeHtml(name)}</summary>${buttons}</details>`;
    })
    .join('');
}

/** Shows only the cells that errata explain, and the models that have such; and the list of errata. */
function filterHtml({ errata }: ConformanceResult): string {
  if (errata.length === 0) return '';
  return `${buttonHtml('e', 'errata')}<label class="filter"><input type="checkbox" id="errata"> only what errata explain</label>`;
}

function buttonHtml(index: number | 'o' | 'e', text: string, known = true): string {
  return `<button type="button"${known ? '' : ' class="unknown"'} data-matrix="${index}">${escapeHtml(text)}</button>`;
}

function findingsHtml(result: ConformanceResult): string {
  if (result.findings.length === 0) return '';
  const items = result.findings.slice(0, 50).map((finding) => {
    const again = finding.selector === undefined ? '' : ` <code>${escapeHtml(onlyOption(finding.selector))}</code>`;
    return `<li><b>${escapeHtml(finding.kind)}</b> ${escapeHtml(finding.message)}${again}</li>`;
  });
  return `<h2>Findings</h2><ul>${items.join('')}</ul>`;
}
