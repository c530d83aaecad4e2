import { breakingChanges, differenceLines, differencesText } from '@migspec/generator';
import { breakingFindings } from '../breaking/findings.js';
import { judgeOf } from '../breaking/judge.js';
import { statesOf } from '../breaking/states.js';
import { exitCodes } from '../exit.js';
import type { Finding } from '../formats/finding.js';
import { print } from '../formats/format.js';
import { printable } from '../printable.js';
import type { BreakingOptions } from './breaking.js';

/** Everything that differs, whatever it means; what breaks is marked. Exit 0 whatever there is: `breaking` judges. */
export function diff(older: string | undefined, newer: string | undefined, options: Omit<BreakingOptions, 'prove'>): number {
  const { format, compatibility } = options;
  const { before, after, folder } = statesOf(older, newer, options);
  const result = breakingChanges(before, after, judgeOf(before, after), { compatibility });
  const lines = differenceLines(result.diff, result.findings);
  if (format === 'text') {
    if (lines.length === 0) process.stderr.write('no differences\n');
    process.stdout.write(differencesText(lines).split('\n').map(printable).join('\n'));
    return exitCodes.ok;
  }
  const findings = breakingFindings(result, after, folder, { compatibility });
  const others = lines.filter(({ breaks }) => breaks.length === 0).map((line) => noted(line));
  process.stdout.write(print({ command: 'diff', findings: [...findings, ...others] }, format));
  return exitCodes.ok;
}

/** A difference that breaks nothing, as the formats have findings. */
function noted({ build, against, model, kind, aspect, name }: ReturnType<typeof differenceLines>[number]): Finding {
  const what = aspect === 'added' || aspect === 'removed' ? `${kind} ${name} ${aspect}` : `${kind} ${name}: ${aspect} changed`;
  const where = build === undefined ? 'the spec' : `${build}, against ${against}`;
  return {
    id: `DIFFERENCE_${kind}_${aspect}`.toUpperCase().replaceAll('-', '_'),
    severity: 'warning',
    message: what,
    subject: [where, model].filter((part) => part !== undefined).join(': '),
    related: [],
  };
}
