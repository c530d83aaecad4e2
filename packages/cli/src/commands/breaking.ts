import { breakingChanges, type CompatibilityMode } from '@migspec/generator';
import { breakingFindings } from '../breaking/findings.js';
import { judgeOf } from '../breaking/judge.js';
import { statesOf } from '../breaking/states.js';
import { exitCodes } from '../exit.js';
import { findingsText } from '../findings.js';
import { type Format, print } from '../formats/format.js';

export interface BreakingOptions {
  readonly spec: string;
  readonly format: Format;
  readonly prove: boolean;
  /** Of models that do not say one. */
  readonly compatibility?: CompatibilityMode;
}

/** Exit 1: something breaks that was promised, or what was found is not what happens. */
export async function breaking(older: string | undefined, newer: string | undefined, options: BreakingOptions): Promise<number> {
  const { format, prove, compatibility } = options;
  const { before, after, places, folder } = statesOf(older, newer, options);
  const judge = judgeOf(before, after);
  const result = breakingChanges(before, after, judge, { compatibility });
  const { diagnostics, sources } = result;
  if (format !== 'text')
    process.stdout.write(print({ command: 'breaking', findings: breakingFindings(result, after, folder, { compatibility }) }, format));
  else if (diagnostics.length === 0) process.stderr.write('nothing breaks\n');
  else process.stdout.write(findingsText(diagnostics, sources));
  if (prove) {
    const { compared, disagreements } = await (await import('../breaking/prove.js')).prove(places, judge);
    process.stderr.write(`${[`${compared} pairs emulated, ${disagreements.length} disagree`, ...disagreements].join('\n')}\n`);
    if (disagreements.length > 0) return exitCodes.findings;
  }
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.ok;
}
