import { type Finding, nameOf, type Report } from './finding.js';

/** Workflow commands of GitHub Actions: annotations beside the lines of a change. */
export function github(report: Report): string {
  if (report.findings.length === 0) return `::notice title=${property(`migspec ${report.command}`)}::no findings\n`;
  return report.findings.map((finding) => `${annotation(finding)}\n`).join('');
}

function annotation(finding: Finding): string {
  const { place, severity, message, help, subject } = finding;
  const properties = {
    ...(place === undefined
      ? {}
      : { file: place.file, line: place.line, endLine: place.endLine, col: place.column, endColumn: place.endColumn }),
    title: nameOf(finding),
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const text = [message, subject, help].filter((part) => part !== undefined).join('\n');
  return `::${severity} ${written.join(',')}::${data(text)}`;
}

/** A line break or a percent sign in a message would end the command or forge another. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
