import type { MatrixCell, MatrixResult } from '../result.js';
import { escapeHtml } from './escape.js';
import { cellId, cellName, shortBuild, shortModel, symbols } from './words.js';

/** One source × destination table; every cell is a button with a name. */
export function matrixHtml(matrix: MatrixResult, index: number): string {
  const head = matrix.builds.map((build) => `<th scope="col">${escapeHtml(shortBuild(build))}</th>`).join('');
  const rows = matrix.cells.map((cells, row) => {
    const source = escapeHtml(shortBuild(matrix.builds[row] ?? ''));
    const columns = cells.map((cell, column) => `<td>${cellButton(matrix, cell, cellId(index, row, column))}</td>`).join('');
    return `<tr><th scope="row">${source}</th>${columns}</tr>`;
  });
  return `<section class="matrix" id="m${index}" data-index="${index}" hidden>
<h2>${escapeHtml(shortModel(matrix.model))} <span>${escapeHtml(matrix.implementation)} · ${escapeHtml(matrix.label)}</span></h2>
<p class="title">${escapeHtml(matrix.title)} · <code>${escapeHtml(matrix.model)}</code></p>
<table><caption>source (rows) → destination (columns)</caption>
<thead><tr><th class="corner">from \\ to</th>${head}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
</section>`;
}

function cellButton(matrix: MatrixResult, cell: MatrixCell, id: string): string {
  const name = escapeHtml(cellName(matrix, cell));
  const kind = cell.outcome === 'yes' ? 'yes' : cell.outcome === 'depends' ? 'depends' : 'no';
  const note = cell.outcome === 'yes' ? '' : `<small>${escapeHtml(cell.class ?? cell.reasons[0]?.class ?? '')}</small>`;
  const doubt = cell.agree ? '' : '<small class="disagree">disagrees</small>';
  const errata = cell.errata === undefined ? '' : `<small class="badge">erratum</small>`;
  const known = cell.errata === undefined ? '' : ' known';
  return `<button type="button" class="cell ${kind}${known}" id="${id}" aria-label="${name}" title="${name}">${symbols[cell.outcome]}${note}${errata}${doubt}</button>`;
}
