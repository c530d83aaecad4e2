import type { Invocation, Location, Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding, Place, Report } from './finding.js';

/** SARIF 2.1.0 (OASIS), as code scanning takes it. */
export function sarif(report: Report): string {
  const rules = new Map<string, ReportingDescriptor>();
  for (const { id, code } of report.findings) rules.set(code ?? id, { id: code ?? id, name: id });
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'migspec', rules: [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) } },
        automationDetails: { id: `migspec/${report.command}` },
        // Findings are an answer, not a failure of the tool.
        invocations: [invocation(report)],
        columnKind: 'utf16CodeUnits',
        results: report.findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** A clean run says so: an empty list could as well be one that nobody filled. */
function invocation({ command, findings }: Report): Invocation {
  if (findings.length > 0) return { executionSuccessful: true };
  return {
    executionSuccessful: true,
    toolExecutionNotifications: [{ level: 'note', message: { text: `migspec ${command}: no findings` } }],
  };
}

function result(finding: Finding): Result {
  const { code, id, severity, message, place, subject, related, help } = finding;
  const location: Location = {
    ...(place === undefined ? {} : { physicalLocation: physical(place) }),
    ...(subject === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: subject }] }),
  };
  return {
    ruleId: code ?? id,
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [location],
    ...(finding.breaking === undefined ? {} : { properties: { breaking: finding.breaking } }),
    ...(related.length === 0
      ? {}
      : { relatedLocations: related.map((other) => ({ physicalLocation: physical(other.place), message: { text: other.message } })) }),
  };
}

function physical({ file, line, column, endLine, endColumn }: Place) {
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}
