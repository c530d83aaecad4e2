import { type ConformanceResult, onlyOption, type RunSummary } from '@migspec/conformance';
import type { RealStreams } from '../streams/real.js';

/** The figures, the predicates with their counts unless `short`, the findings. */
export function conformanceText(result: ConformanceResult, summary: RunSummary, streams: RealStreams, short: boolean): string {
  const { verdicts, realStreams: real } = summary;
  const lines = [
    `${summary.models} models in ${summary.builds} builds, ${summary.versions} versions, ${summary.machineTypes} machine types`,
    `${summary.cells} cells in ${summary.pairs} pairs, ${summary.chains} chains: ${summary.agree} agree, ${summary.disagree} disagree, ${summary.expectedFailures} expected failures`,
    `verdicts: ${verdicts.yes} yes, ${verdicts.no} no, ${verdicts.depends} depends; ${summary.notDeclared} not declared`,
    ...(short ? [] : ['', ...predicateLines(result), '']),
    `real QEMU streams (${streams.from}): ${real.recodedIdentical} of ${real.files} rewritten byte for byte, ${real.sections} sections, ${real.typedBytes} bytes typed, ${real.opaqueBytes} opaque`,
    ...streams.faults.slice(0, 10).map((fault) => `  ${fault}`),
    ...findingLines(result),
  ];
  return `${lines.join('\n')}\n`;
}

function predicateLines(result: ConformanceResult): string[] {
  const rows = result.predicates.map(({ build, model, use, subject, text: written, true: yes, false: no }) => {
    const name = `${build} ${model.slice(model.lastIndexOf('/') + 1)}`;
    return { name, what: `${use} ${subject}`, counts: `${yes} true, ${no} false`, written };
  });
  const width = (key: 'name' | 'what' | 'counts') => rows.reduce((most, row) => Math.max(most, row[key].length), 0);
  const [name, what, counts] = [width('name'), width('what'), width('counts')];
  return [
    `predicates, and how often each was true and false:`,
    ...rows.map((row) => `  ${row.name.padEnd(name)}  ${row.what.padEnd(what)}  ${row.counts.padEnd(counts)}  ${row.written}`),
  ];
}

export function findingLines(result: ConformanceResult): string[] {
  if (result.findings.length === 0) return ['no findings'];
  const shown = result.findings
    .slice(0, 30)
    .flatMap(({ kind, law, message, selector }) => [
      `${kind}${law === undefined ? '' : ` (law ${law})`}: ${message}`,
      ...(selector === undefined ? [] : [`  migspec conform ${onlyOption(selector)}`]),
    ]);
  return ['', ...shown, `${result.findings.length} findings`];
}
