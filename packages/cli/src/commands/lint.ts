import { compileSpec, Memory } from '@migspec/generator/lint';
import { exitCodes } from '../exit.js';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';
import { diagnosticFindings } from '../formats/diagnostics.js';
import { type Format, print } from '../formats/format.js';
import { watching } from '../watch.js';

interface LintOptions {
  readonly spec: string;
  readonly format: Format;
  readonly watch: boolean;
}

/** Exit 1: the spec has errors. */
export async function lint(options: LintOptions): Promise<number> {
  const specDir = specFolder(options.spec);
  if (!options.watch) return once(specDir, options.format);
  const memory = new Memory();
  return watching(specDir, async () => {
    once(specDir, options.format, memory);
  });
}

function once(specDir: string, format: Format, memory?: Memory): number {
  const { diagnostics, sources } = compileSpec({ specDir, ...(memory === undefined ? {} : { memory }) });
  if (format !== 'text') {
    process.stdout.write(print({ command: 'lint', findings: diagnosticFindings(diagnostics, sources, specDir) }, format));
  } else if (diagnostics.length === 0) process.stderr.write('no findings\n');
  else process.stdout.write(findingsText(diagnostics, sources));
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? exitCodes.findings : exitCodes.ok;
}
