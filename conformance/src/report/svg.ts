/** A matrix as a still picture, for places that cannot run the report: same symbols, same names. */
import type { MatrixResult } from '../result.js';
import { escapeHtml } from './escape.js';
import { cellName, shortBuild, shortModel, symbols } from './words.js';

const cellWidth = 74;
const cellHeight = 44;
const left = 78;
const top = 74;
const fills = { yes: '#dff3e4', depends: '#fdf0cf', no: '#f9dcdc' } as const;

/** Several matrices side by side, each `source ↓ destination →`. */
export function matricesSvg(matrices: readonly MatrixResult[]): string {
  let x = 16;
  let height = 0;
  const parts: string[] = [];
  for (const matrix of matrices) {
    parts.push(`<g transform="translate(${x} 10)">${matrixSvg(matrix)}</g>`);
    x += Math.max(left + matrix.builds.length * cellWidth, 250) + 24;
    height = Math.max(height, top + matrix.builds.length * cellHeight);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${x} ${height + 44}" font-family="system-ui, sans-serif" font-size="13" fill="#1c2430" role="img" aria-label="Conformance of ${escapeHtml(matrices.map((matrix) => `${shortModel(matrix.model)} ${matrix.label}`).join(', '))}">
<rect width="100%" height="100%" fill="#fbfcfd"/>
${parts.join('\n')}
<text x="16" y="${height + 32}" fill="#5b6675">rows: source, columns: destination · ${symbols.yes} yes  ${symbols.depends} depends on the guest’s state  ${symbols.no} no</text>
</svg>
`;
}

function matrixSvg(matrix: MatrixResult): string {
  const title = `<text y="18" font-size="17" font-weight="600">${escapeHtml(shortModel(matrix.model))}</text><text y="38" fill="#5b6675">${escapeHtml(matrix.implementation)} · ${escapeHtml(matrix.label)}</text>`;
  const heads = matrix.builds.map(
    (build, at) =>
      `<text x="${left + at * cellWidth + cellWidth / 2}" y="${top - 10}" text-anchor="middle">${escapeHtml(clip(shortBuild(build)))}</text>`,
  );
  const rows = matrix.cells.map((cells, row) => {
    const y = top + row * cellHeight;
    const label = `<text x="${left - 10}" y="${y + cellHeight / 2 + 4}" text-anchor="end">${escapeHtml(clip(shortBuild(matrix.builds[row] ?? '')))}</text>`;
    const squares = cells.map((cell, column) => {
      const x = left + column * cellWidth;
      const word = cell.outcome === 'yes' ? '' : (cell.class ?? cell.reasons[0]?.class ?? '');
      return `<g><title>${escapeHtml(cellName(matrix, cell))}</title><rect x="${x + 2}" y="${y + 2}" width="${cellWidth - 4}" height="${cellHeight - 4}" rx="7" fill="${fills[cell.outcome]}" stroke="#d5dbe3"/><text x="${x + cellWidth / 2}" y="${y + (word === '' ? 28 : 22)}" text-anchor="middle" font-size="18">${symbols[cell.outcome]}</text><text x="${x + cellWidth / 2}" y="${y + 36}" text-anchor="middle" font-size="10">${escapeHtml(word)}</text></g>`;
    });
    return label + squares.join('');
  });
  return title + heads.join('') + rows.join('\n');
}

function clip(text: string): string {
  return text.length > 10 ? `${text.slice(0, 9)}…` : text;
}
