import { onlyOption } from '../cells/selector.js';
import type { CellReason, ConfigurationResult, ErratumResult, MatrixCell, MatrixResult } from '../result.js';
import { citedHtml } from './errata.js';
import { escapeHtml } from './escape.js';
import { cellName, classWords, levelWords, shortBuild, symbols } from './words.js';

/** What Enter shows of a cell: reasons and remedy, the way back, and every configuration with its situations. */
export function detailHtml(matrix: MatrixResult, cell: MatrixCell, id: string, backId: string, errata: readonly ErratumResult[]): string {
  return `<template id="d-${id}"><h3>${escapeHtml(cellName(matrix, cell))}</h3>
<p>${symbols[cell.outcome]} <b>${cell.outcome}</b>${cell.class === undefined ? '' : ` · ${classWords[cell.class]}`} · ${levelWords[cell.level]}</p>
${reasonsHtml(cell.reasons, (ids) => citedHtml(ids, errata, matrix.implementation))}
${wayBackHtml(cell, backId)}
<h4>Configurations</h4>
${cell.configurations.map(configurationHtml).join('\n')}
<p class="again">Run this cell alone: <code>npx migspec conform ${escapeHtml(onlyOption(cell.selector))}</code></p></template>`;
}

function reasonsHtml(reasons: readonly CellReason[], cited: (ids: readonly string[]) => string): string {
  if (reasons.length === 0) return '<p>Every situation migrates, and the guest sees no change.</p>';
  const items = reasons.map((reason) => {
    const where = [reason.param, reason.section, reason.field, reason.observable].filter((part) => part !== undefined).join(' · ');
    const values =
      reason.have === undefined && reason.want === undefined
        ? ''
        : ` <span class="values">have ${escapeHtml(reason.have ?? '–')}, want ${escapeHtml(reason.want ?? '–')}</span>`;
    const predicate = reason.predicate === undefined ? '' : `<br>when <code>${escapeHtml(reason.predicate)}</code>`;
    const erratum = cited(reason.errata ?? []);
    const remedy = reason.remedy === undefined ? '' : `<br><b>remedy</b> ${escapeHtml(reason.remedy)}`;
    return `<li><code class="code">${escapeHtml(reason.code)}</code> <em>${escapeHtml(reason.class)}</em> ${escapeHtml(where)}${values}<br>${escapeHtml(reason.text)}${predicate}${erratum}${remedy}</li>`;
  });
  return `<ul class="reasons">${items.join('')}</ul>`;
}

function wayBackHtml(cell: MatrixCell, backId: string): string {
  if (cell.source === cell.destination) return '';
  const way = `${shortBuild(cell.destination)} → ${shortBuild(cell.source)}`;
  if (cell.wayBack === undefined) {
    return `<p class="back">The way back: ${escapeHtml(shortBuild(cell.destination))} cannot have this configuration; <button type="button" class="jump" data-cell="${backId}">${escapeHtml(way)} with its own</button></p>`;
  }
  const codes = [...new Set(cell.wayBack.reasons.map((reason) => reason.code))].join(', ');
  const name = `${way}: ${cell.wayBack.outcome}${codes === '' ? '' : `, ${codes}`}`;
  return `<p class="back">The way back: <button type="button" class="jump" data-cell="${backId}">${symbols[cell.wayBack.outcome]} ${escapeHtml(name)}</button></p>`;
}

function configurationHtml(configuration: ConfigurationResult): string {
  const values = Object.entries(configuration.configuration).map(([name, value]) => `${name}=${value}`);
  const situations = configuration.situations.map((situation) => {
    const dropped = situation.dropped === undefined || situation.dropped.length === 0 ? '' : ` (dropped: ${situation.dropped.join(', ')})`;
    const detail = situation.detail === undefined ? '' : ` – ${situation.detail}`;
    const known = situation.errata === undefined ? '' : ` <span class="badge">erratum ${escapeHtml(situation.errata.join(', '))}</span>`;
    const classes = [situation.agree ? '' : 'disagree', situation.errata === undefined ? 'unknown' : ''].join(' ').trim();
    return `<li class="${classes}">${symbols[situation.outcome]} ${escapeHtml(situation.situation)}: ${escapeHtml(situation.happened)}${escapeHtml(detail)}${escapeHtml(dropped)}${known}</li>`;
  });
  return `<details><summary>${symbols[configuration.outcome]} ${escapeHtml(configuration.label)}</summary><p class="values">${escapeHtml(values.join(' '))}</p><ul>${situations.join('')}</ul></details>`;
}
