import { compileSpec } from '@migspec/generator';
import { exitCodes } from '../exit.js';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';

export function lint(options: { readonly spec: string }): number {
  const { diagnostics, sources } = compileSpec({ specDir: specFolder(options.spec) });
  if (diagnostics.length === 0) {
    process.stderr.write('no findings\n');
    return exitCodes.ok;
  }
  process.stdout.write(findingsText(diagnostics, sources));
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? exitCodes.findings : exitCodes.ok;
}
