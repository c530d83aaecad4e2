import type { Report } from './finding.js';
import { summary } from './json.js';

/** A finding a line, and a last line that says how many there were: a stream without it is not whole. */
export function jsonl(report: Report): string {
  const lines = [...report.findings.map((finding) => ({ type: 'finding', ...finding })), { type: 'summary', ...summary(report) }];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
