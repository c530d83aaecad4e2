import { ScaffoldRefused, type ScaffoldRequest, scaffold } from '@migspec/generator/scaffold';
import { exitCodes, UsageError } from '../exit.js';
import { findingsText } from '../findings.js';

/** Where new things are known from, until the author says so. */
const unnamed = 'to be named';

/** Exit 1: the spec has errors, or would have; nothing is written then. */
export function newThing(request: ScaffoldRequest, options: { readonly spec: string; readonly source?: string }): number {
  const { diagnostics, sources, written, next } = perform(request, options);
  if (diagnostics.length > 0) process.stderr.write(findingsText(diagnostics, sources));
  if (written.length === 0) {
    process.stderr.write('nothing was written\n');
    return exitCodes.findings;
  }
  for (const { file, made } of written) process.stdout.write(`${made ? 'made' : 'changed'} ${file}\n`);
  const named = options.source === undefined ? [`replace "${unnamed}" by the sources`] : [];
  process.stderr.write(`next:\n${[...next, ...named].map((line) => `  - ${line}\n`).join('')}`);
  return exitCodes.ok;
}

function perform(request: ScaffoldRequest, { spec, source }: { readonly spec: string; readonly source?: string }) {
  try {
    return scaffold(spec, request, source ?? unnamed);
  } catch (error) {
    if (error instanceof ScaffoldRefused) throw new UsageError(error.message);
    throw error;
  }
}
