/** How the report names things: symbols that tell verdicts apart without colour, and one-line names of cells. */
import type { CellOutcome, MatrixCell, MatrixResult, VerdictClass } from '../result.js';

export const symbols: Readonly<Record<CellOutcome, string>> = { yes: '✓', depends: '◐', no: '✕' };

export const classWords: Readonly<Record<VerdictClass, string>> = {
  create: 'cannot be created there',
  state: 'the state cannot be loaded',
  guest: 'the guest would see a change',
  policy: 'not declared compatible',
};

export const levelWords = {
  live: 'live migration works',
  restart: 'the same configuration can be started there',
  none: 'nothing carries over',
} as const;

/** `qemu@5.2.0` without its implementation and, in lists, without a trailing `.0`: `5.2`. */
export function shortBuild(build: string): string {
  const name = build.slice(build.indexOf('@') + 1);
  return name.replace(/^(\d+\.\d+)\.0$/, '$1');
}

/** `5.2 → 5.1 pc-i440fx-5.1: no, PARAM_VALUE_REFUSED` */
export function cellName(matrix: MatrixResult, cell: MatrixCell): string {
  const codes = [...new Set(cell.reasons.map((reason) => reason.code))];
  const verdict = [cell.outcome, ...codes.slice(0, 1)].join(', ');
  const known = cell.errata === undefined ? '' : ` (erratum ${cell.errata.join(', ')})`;
  return `${shortBuild(cell.source)} → ${shortBuild(cell.destination)} ${matrix.label}: ${verdict}${known}`;
}

/** `virtio-blk` of `https://qemu.org/devices/virtio-blk`. */
export function shortModel(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1);
}

/** Stable and usable as an HTML id. */
export function cellId(matrixIndex: number, row: number, column: number): string {
  return `c${matrixIndex}-${row}-${column}`;
}
