import { dirname, resolve } from 'node:path';
import { formatSpec } from '@migspec/generator/format';
import { exitCodes, UsageError } from '../exit.js';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';
import { diagnosticFindings, fromHere } from '../formats/diagnostics.js';
import { type Finding, wholeFile } from '../formats/finding.js';
import { type Format, print } from '../formats/format.js';

interface FmtOptions {
  readonly spec: string;
  readonly check: boolean;
  readonly format: Format;
}

/** Exit 1: a file has errors and was left as it is, or with `--check` one would change. */
export function fmt(files: readonly string[], options: FmtOptions): number {
  const specDir = specFolder(options.spec);
  const result = formatSpec({ specDir, check: options.check, ...(files.length === 0 ? {} : { files }) });
  const [unknown] = result.unknown;
  if (unknown !== undefined) {
    throw new UsageError(
      `${unknown}: no file of the spec in ${options.spec}; --spec DIR names the folder that holds models/ and implementations/`,
    );
  }
  const errors = result.diagnostics.some(({ severity }) => severity === 'error');
  if (options.format !== 'text') {
    const found = diagnosticFindings(result.diagnostics, result.sources, specDir);
    const unformatted = options.check ? result.changed.map((file) => notFormatted(fromHere(file, dirname(resolve(specDir))))) : [];
    process.stdout.write(print({ command: 'fmt', findings: [...found, ...unformatted] }, options.format));
  } else {
    if (result.diagnostics.length > 0) process.stderr.write(findingsText(result.diagnostics, result.sources));
    for (const file of result.changed) process.stdout.write(`${file}\n`);
  }
  const what = options.check ? 'would change' : 'changed';
  process.stderr.write(
    `${result.files} ${result.files === 1 ? 'file' : 'files'}, ${result.changed.length === 0 ? 'nothing to do' : `${result.changed.length} ${what}`}\n`,
  );
  return errors || (options.check && result.changed.length > 0) ? exitCodes.findings : exitCodes.ok;
}

function notFormatted(file: string): Finding {
  const message = `${file} is not in canonical form`;
  return { id: 'NOT_FORMATTED', severity: 'error', message, place: wholeFile(file), related: [], help: 'run `migspec fmt`' };
}
