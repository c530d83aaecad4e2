import { compileSpec, renderText } from '@migspec/generator';
import { exitCodes } from '../exit.js';
import { specFolder } from '../folders.js';

export function lint(options: { readonly spec: string }): number {
  const { diagnostics } = compileSpec({ specDir: specFolder(options.spec) });
  if (diagnostics.length === 0) {
    process.stderr.write('no findings\n');
    return exitCodes.ok;
  }
  process.stdout.write(renderText(diagnostics));
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? exitCodes.findings : exitCodes.ok;
}
