import { breakingChanges, type SpecState, stateOfFolder } from '@migspec/generator';
import { judgeOf } from '../breaking/judge.js';
import { exitCodes } from '../exit.js';
import { findingsText } from '../findings.js';
import { specFolder } from '../folders.js';
import { diagnosticFindings } from '../formats/diagnostics.js';
import { type Format, print } from '../formats/format.js';
import { SpecRefused } from '../packages.js';

interface BreakingOptions {
  readonly format: Format;
  readonly prove: boolean;
}

/** Exit 1: something breaks, or what was found is not what happens. */
export async function breaking(older: string, newer: string, { format, prove }: BreakingOptions): Promise<number> {
  const [before, after] = [stateAt(older), stateAt(newer)];
  const judge = judgeOf(before, after);
  const { diagnostics, sources } = breakingChanges(before, after, judge);
  if (format !== 'text')
    process.stdout.write(print({ command: 'breaking', findings: diagnosticFindings(diagnostics, sources, newer) }, format));
  else if (diagnostics.length === 0) process.stderr.write('nothing breaks\n');
  else process.stdout.write(findingsText(diagnostics, sources));
  if (prove) {
    const { compared, disagreements } = await (await import('../breaking/prove.js')).prove(older, newer, judge);
    process.stderr.write(`${[`${compared} pairs emulated, ${disagreements.length} disagree`, ...disagreements].join('\n')}\n`);
    if (disagreements.length > 0) return exitCodes.findings;
  }
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.ok;
}

/** Throws SpecRefused for a spec with errors. */
function stateAt(folder: string): SpecState {
  const { state, ...refused } = stateOfFolder(specFolder(folder));
  if (state !== undefined) return state;
  if ('diagnostics' in refused) throw new SpecRefused(refused.diagnostics, refused.sources);
  throw new Error('a spec without a state has findings');
}
