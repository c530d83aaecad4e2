import { expect, test } from 'vitest';
import * as markdown from '../../../generator/src/emit/docs/markdown.js';
import { reportHtml } from '../../src/report/html.js';
import { matrixPageMark, matrixPages } from '../../src/report/pages.js';
import { matricesSvg } from '../../src/report/svg.js';
import { cellName } from '../../src/report/words.js';
import type { ConformanceResult, MatrixCell, MatrixResult } from '../../src/result.js';
import { runSummary } from '../../src/summary.js';

const hostile = `</script><img src="http://example.org/x" onerror='alert(1)'>&amp; --> */`;

function cell(source: string, destination: string, outcome: MatrixCell['outcome']): MatrixCell {
  const reasons: MatrixCell['reasons'] =
    outcome === 'yes'
      ? []
      : [
          {
            code: 'PARAM_VALUE_REFUSED',
            class: 'create',
            text: hostile,
            param: 'rx-table-size',
            have: '64',
            want: '0..32',
            remedy: `take 32 ${hostile}`,
          },
        ];
  return {
    source,
    destination,
    outcome,
    ...(outcome === 'no' ? { class: 'create' as const } : {}),
    level: outcome === 'yes' ? 'live' : 'none',
    reasons,
    configurations: [],
    ...(source === destination ? {} : { wayBack: { outcome: 'yes' as const, level: 'live' as const, reasons: [] } }),
    agree: true,
    selector: 'model:nic',
  };
}

const matrix: MatrixResult = {
  model: 'example.org/nic',
  title: hostile,
  implementation: 'test',
  machineType: 'pc-i440fx-5.1',
  label: 'pc-i440fx-5.1',
  builds: ['test@5.1.0', 'test@5.2.0'],
  cells: [
    [cell('test@5.1.0', 'test@5.1.0', 'yes'), cell('test@5.1.0', 'test@5.2.0', 'depends')],
    [cell('test@5.2.0', 'test@5.1.0', 'no'), cell('test@5.2.0', 'test@5.2.0', 'yes')],
  ],
};
const result: ConformanceResult = {
  resultVersion: 1,
  summary: {
    models: 1,
    builds: 2,
    versions: 1,
    machineTypes: 1,
    cells: 4,
    distinctCells: 3,
    pairs: 4,
    chains: 8,
    verdicts: { yes: 2, no: 1, depends: 1 },
    agree: 4,
    disagree: 0,
    expectedFailures: 0,
    notDeclared: 0,
    byErratum: 0,
    saidToCrash: 0,
  },
  matrices: [matrix],
  chains: [],
  predicates: [],
  constructs: [],
  errata: [],
  findings: [],
  expectedFailures: [],
};
const summary = runSummary(result, { files: 2, sections: 3, typedBytes: 4, opaqueBytes: 5, recodedIdentical: 2 }, 1.5);

test('a cell is named by builds, machine type, outcome and code', () => {
  const [, lower = []] = matrix.cells;
  const [refused] = lower;
  if (refused === undefined) throw new Error('no such cell');
  expect(cellName(matrix, refused)).toBe('5.2 → 5.1 pc-i440fx-5.1: no, PARAM_VALUE_REFUSED');
});

test('nothing of a spec becomes markup or script', () => {
  const html = reportHtml(result, summary);
  expect(html).not.toContain('<img');
  expect(html.match(/<script/g)?.length).toBe(1);
  expect(html.match(/<\/script>/g)?.length).toBe(1);
  expect(matricesSvg([matrix])).not.toContain('<img');
});

test('the page names no place outside itself and is the same for the same run', () => {
  const html = reportHtml(result, summary);
  expect(html.replaceAll(/&lt;.*?&gt;/g, '')).not.toMatch(/(src|href)="(?!data:)/);
  expect(html).toContain("default-src 'none'");
  expect(reportHtml(structuredClone(result), summary)).toBe(html);
});

test('every cell has its details: reason, remedy, the way back, how to run it alone', () => {
  const html = reportHtml(result, summary);
  for (const id of ['c0-0-0', 'c0-0-1', 'c0-1-0', 'c0-1-1']) {
    expect(html).toContain(`id="${id}"`);
    expect(html).toContain(`<template id="d-${id}">`);
  }
  expect(html).toMatch(/<b>remedy<\/b> take 32/);
  expect(html).toContain('data-cell="c0-0-1"');
  expect(html).toContain('conform --only');
});

test('what errata explain has a badge and can be looked at alone, and a reason says what helps', () => {
  const erratum = {
    id: 'big',
    implementation: 'test',
    doc: `Rings are large ${hostile}`,
    builds: ['test@5.1.0'],
    fixedIn: 'test@5.2.0',
    cells: 3,
    said: false,
    expectations: [{ text: 'refused', met: true }],
    remedies: [
      { text: 'Shrink them.', tried: 3, worked: 3 },
      { text: 'Hope.', tried: 0, worked: 0 },
    ],
  };
  const known = matrix.cells.map((row) =>
    row.map((each) =>
      each.outcome === 'no' ? { ...each, errata: ['big'], reasons: each.reasons.map((reason) => ({ ...reason, errata: ['big'] })) } : each,
    ),
  );
  const html = reportHtml({ ...result, matrices: [{ ...matrix, cells: known }], errata: [erratum] }, summary);
  expect(html).not.toContain('<img');
  expect(html.match(/class="cell no known"/g)).toHaveLength(1);
  expect(html).toContain('5.2 → 5.1 pc-i440fx-5.1: no, PARAM_VALUE_REFUSED (erratum big)');
  expect(html).toContain('<input type="checkbox" id="errata">');
  expect(html).toContain('<b>remedy of the erratum</b> Shrink them.');
  expect(html).not.toContain('<b>remedy of the erratum</b> Hope.');
  expect(html).toContain('Shrink them. worked in 3 of 3 cells');
  expect(reportHtml(result, summary)).not.toContain('id="errata"');
  const [page] = matrixPages([{ ...matrix, cells: known }], markdown);
  expect(page?.text).toContain('Follows from the erratum [`big`](../../models/example.org/nic.md#big).');
});

test('what asking first spares: a chart with its figures as text, and no place to ask where there is none', () => {
  const cost = { bytes: 4.5e9, vms: 1, downtimeMs: 227, totalMs: 5000 };
  const notAsked = { outcome: 'kept' as const, code: 'SECTION_VERSION_REFUSED', changed: false, cost };
  const asked = { ...notAsked, cost: { bytes: 0, vms: 0, downtimeMs: 0, totalMs: 2 } };
  const need = { bothRun: 0, oldState: 0 };
  const protocol = {
    name: 'p',
    title: `P ${hostile}`,
    doc: hostile,
    sources: [],
    spares: ['copying memory' as const],
    sequence: [],
    runs: 7,
    outcomes: { migrated: 1, kept: 5, lost: 1 },
    limits: [{ party: 'source' as const, knows: 'nothing' as const, by: '-', why: hostile, runs: 2 }],
    lock: { none: need, exclusive: need },
    savings: [{ pair: 0, kind: 'state' as const, notAsked, asked }],
  };
  const orchestration = { pairs: [], protocols: [protocol, { ...protocol, title: 'mute', spares: [] }], runs: 14, violations: [] };
  const html = reportHtml({ ...result, orchestration }, summary);
  expect(html).toContain('data-matrix="o"');
  expect(html).toContain('bytes sent 4.50 GB, asked first 0 B; VMs made 1, asked first 0; downtime 227 ms, asked first 0 ms');
  expect(html).toContain('mute: bytes sent 4.50 GB; VMs made 1; downtime 227 ms"');
  expect(html.match(/class="spent"/g)).toHaveLength(6);
  expect(html.match(/class="spared"/g)).toHaveLength(3);
  expect(html).not.toContain('<img');
  expect(reportHtml(result, summary)).not.toContain('carrying it out');
  const mute = { ...orchestration, protocols: [{ ...protocol, savings: [] }] };
  expect(reportHtml({ ...result, orchestration: mute }, summary)).toContain('No migration between the builds of this spec is refused.');
});

test('the summary has exactly the published keys', () => {
  expect(Object.keys(summary)).toEqual([
    'models',
    'builds',
    'versions',
    'machineTypes',
    'cells',
    'pairs',
    'chains',
    'verdicts',
    'agree',
    'disagree',
    'expectedFailures',
    'notDeclared',
    'realStreams',
    'seconds',
  ]);
});

test('a page of matrices: every pair with its verdict, reasons once, and text that stays text', () => {
  const [page, ...more] = matrixPages([matrix, { ...matrix, model: 'https://example.org/nic', label: 'other' }], markdown);
  if (page === undefined) throw new Error('no page');
  expect([page.path, more.map(({ path }) => path)]).toEqual(['example.org/nic.md', ['example.org/nic.md']]);
  expect(page.text.startsWith(matrixPageMark)).toBe(true);
  const rows = page.text.split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toEqual([
    '| `test` ↓ → | 5.1 | 5.2 |',
    '| --- | --- | --- |',
    '| **5.1** | ✓ | ◐ create (1) |',
    '| **5.2** | ✕ create (2) | ✓ |',
  ]);
  expect(page.text.match(/^\d+\. /gm)).toEqual(['1. ', '2. ']);
  expect(page.text).toContain('2. Cannot be created there. `PARAM_VALUE_REFUSED`');
  expect(page.text.slice(matrixPageMark.length)).not.toMatch(/(?<!\\)[<>]/);
});

test('pairs with the same reasons share a number', () => {
  const row = (outcome: MatrixCell['outcome']) => [cell('test@5.1.0', 'test@5.2.0', outcome)];
  const [page] = matrixPages([{ ...matrix, cells: [row('no'), row('depends'), row('no')] }], markdown);
  expect(page?.text.match(/create \(\d\)/g)).toEqual(['create (1)', 'create (2)', 'create (1)']);
});
