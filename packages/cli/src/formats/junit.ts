import { countOf, type Finding, nameOf, type Report } from './finding.js';

/** A suite with a case for each finding; a clean run is one case that passed, so that no run is an empty one. */
export function junit(report: Report): string {
  const name = `migspec ${report.command}`;
  const errors = countOf(report, 'error');
  const cases =
    report.findings.length === 0 ? [`    <testcase classname="${text(name)}" name="no findings"/>`] : report.findings.map(testCase);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${errors}" errors="0">`,
    `  <testsuite name="${text(name)}" tests="${cases.length}" failures="${errors}" errors="0">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(finding: Finding): string {
  const { place, subject, severity, message, help } = finding;
  const where = place === undefined ? (subject ?? 'migspec') : place.file;
  const at = place === undefined ? '' : `:${place.line}:${place.column}`;
  const body = text([`${where}${at}`, message, help].filter((part) => part !== undefined).join('\n'));
  const inside =
    severity === 'error'
      ? `<failure message="${text(message)}" type="${text(nameOf(finding))}">${body}</failure>`
      : `<system-out>warning: ${body}</system-out>`;
  return `    <testcase classname="${text(where)}" name="${text(`${nameOf(finding)}${at}`)}">${inside}</testcase>`;
}

/** Escaped for text and attributes; what XML 1.0 cannot hold becomes a question mark. */
function text(value: string): string {
  return value
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
