import { countOf, type Report } from './finding.js';

export const findingsSchema = 'findings-1.schema.json';

/** What both JSON forms say at the end: without it, a run was cut off. */
export function summary(report: Report) {
  return {
    command: report.command,
    status: report.findings.length === 0 ? 'clean' : 'findings',
    errors: countOf(report, 'error'),
    warnings: countOf(report, 'warning'),
  };
}

/** One object; `schema/findings-1.schema.json` of this package describes it. */
export function json(report: Report): string {
  return `${JSON.stringify({ format: 1, ...summary(report), findings: report.findings }, undefined, 2)}\n`;
}
