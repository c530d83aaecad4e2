import { type ConformanceResult, onlyOption } from '@migspec/conformance';
import type { Finding } from './finding.js';

/** Disagreements of a matrix, and real streams that did not come out as they went in. */
export function conformanceFindings(result: ConformanceResult, streamFaults: readonly string[]): readonly Finding[] {
  const cells = result.findings.map(({ kind, law, message, selector }): Finding => {
    const subject = selector === undefined ? {} : { subject: selector, help: `migspec conform ${onlyOption(selector)}` };
    const id = kind.toUpperCase().replaceAll('-', '_');
    return { id, severity: 'error', message: law === undefined ? message : `law ${law}: ${message}`, related: [], ...subject };
  });
  const streams = streamFaults.map((message): Finding => ({ id: 'REAL_STREAM', severity: 'error', message, related: [] }));
  return [...cells, ...streams];
}
