import type { Reason, Verdict } from '@migspec/compat';
import type { CompatAnswer } from './compat.js';

const symbols = { yes: '✓', depends: '◐', no: '✕' } as const;

/** The verdict for people: outcome first, then every reason with its remedy, then the way back. */
export function verdictText({ source, destination, machine, verdict, back }: CompatAnswer): string {
  const lines = [`${source} → ${destination}${machine.type === undefined ? '' : ` ${machine.type}`}: ${head(verdict)}`];
  for (const device of machine.devices) {
    const values = Object.entries(device.configuration).map(([name, value]) => `${name}=${String(value)}`);
    lines.push(`  ${device.model} at ${device.address}${values.length === 0 ? '' : `: ${values.join(' ')}`}`);
  }
  lines.push(...body(verdict));
  if (back !== undefined && source !== destination) lines.push(`way back, ${destination} → ${source}: ${head(back)}`, ...body(back));
  return `${lines.join('\n')}\n`;
}

function head(verdict: Verdict): string {
  const kind = verdict.outcome === 'no' && verdict.class !== undefined ? ` (${verdict.class})` : '';
  return `${symbols[verdict.outcome]} ${verdict.outcome}${kind}, level ${verdict.level}`;
}

function body(verdict: Verdict): string[] {
  return [...verdict.reasons.flatMap(reasonLines), ...new Set(verdict.notes.map((note) => `  note ${note.code}: ${note.text}`))];
}

function reasonLines(reason: Reason): string[] {
  const where = [reason.address, reason.param, reason.section, reason.field, reason.observable]
    .filter((part) => part !== undefined)
    .join(' · ');
  const values = reason.have === undefined && reason.want === undefined ? '' : ` (have ${reason.have ?? '–'}, want ${reason.want ?? '–'})`;
  const lines = [`  ${reason.code}${where === '' ? '' : ` ${where}`}: ${reason.meaning}${values}`];
  if (reason.predicate !== undefined) lines.push(`    fails when ${reason.predicate.text}`);
  if (reason.witness?.bad !== undefined)
    lines.push(`    for example in the situation ${reason.witness.bad.situation}; not in ${reason.witness.fine?.situation ?? 'any other'}`);
  if (reason.errata !== undefined && reason.errata.length > 0) lines.push(`    erratum ${reason.errata.join(', ')}`);
  if (reason.remedy !== undefined) lines.push(`    remedy: ${reason.remedy}`);
  return lines;
}
