import type { Reason, Verdict } from '@migspec/compat';
import type { CompatAnswer, Summary } from './compat.js';
import { type Explained, speaksOf } from './compat-explain.js';

const symbols = { yes: '✓', depends: '◐', no: '✕' } as const;

/** The verdict for people: outcome first, then every reason with its remedy, then the way back, then where it comes from. */
export function verdictText({ source, destination, machine, verdict, back, devices = [], explained }: CompatAnswer): string {
  const lines = [`${source} → ${destination}${machine.type === undefined ? '' : ` ${machine.type}`}: ${head(verdict)}`];
  for (const device of machine.devices) {
    const values = Object.entries(device.configuration).map(([name, value]) => `${name}=${String(value)}`);
    const own = devices.find(({ address }) => address === device.address);
    const said = own === undefined ? '' : `${head(own.verdict)}${own.back === undefined ? '' : `, back ${own.back.outcome}`}: `;
    lines.push(`  ${said}${device.model} at ${device.address}${values.length === 0 ? '' : `: ${values.join(' ')}`}`);
  }
  const word = explained?.word;
  lines.push(...body(verdict, word));
  if (back !== undefined && source !== destination) lines.push(`way back, ${destination} → ${source}: ${head(back)}`, ...body(back, word));
  if (explained !== undefined) lines.push(...explainedLines(explained));
  return `${lines.join('\n')}\n`;
}

/** What each thing is at both ends, and the lines of the spec that say so. */
export function explainedLines({ word, subjects }: Explained): readonly string[] {
  if (subjects.length === 0) return [word === undefined ? 'nothing to explain' : `${word}: no reason speaks of it, and no device has it`];
  return subjects.flatMap(({ about, address, source, destination, lines }) => [
    `${about}${address === undefined ? '' : ` at ${address}`}${source === undefined && destination === undefined ? '' : `: ${source ?? 'unknown'} → ${destination ?? 'unknown'}`}`,
    ...lines.map(({ file, line, column, text, build }) => `  ${file}:${line}:${column} (${build}) ${text}`),
  ]);
}

export function head(verdict: Summary): string {
  const kind = verdict.outcome === 'no' && verdict.class !== undefined ? ` (${verdict.class})` : '';
  return `${symbols[verdict.outcome]} ${verdict.outcome}${kind}, level ${verdict.level}`;
}

function body(verdict: Verdict, word: string | undefined): string[] {
  const reasons = word === undefined ? verdict.reasons : verdict.reasons.filter((reason) => speaksOf(reason, word));
  return [
    ...reasons.flatMap((reason) => reasonLines(reason, verdict.errata)),
    ...new Set(verdict.notes.map((note) => `  note ${note.code}: ${note.text}`)),
  ];
}

/** `errata`: what the verdict says of those that its reasons cite. */
export function reasonLines(reason: Reason, errata?: Verdict['errata']): string[] {
  const where = [reason.address, reason.param, reason.section, reason.field, reason.observable]
    .filter((part) => part !== undefined)
    .join(' · ');
  const values = reason.have === undefined && reason.want === undefined ? '' : ` (have ${reason.have ?? '–'}, want ${reason.want ?? '–'})`;
  const lines = [`  ${reason.code}${where === '' ? '' : ` ${where}`}: ${reason.meaning}${values}`];
  if (reason.predicate !== undefined) lines.push(`    fails when ${reason.predicate.text}`);
  if (reason.witness?.bad !== undefined)
    lines.push(`    for example in the situation ${reason.witness.bad.situation}; not in ${reason.witness.fine?.situation ?? 'any other'}`);
  for (const id of reason.errata ?? []) lines.push(...erratumLines(id, reason.model, errata));
  if (reason.remedy !== undefined) lines.push(`    remedy: ${reason.remedy}`);
  return lines;
}

/** Which build it is, where it is fixed, and what helps on this migration: each remedy is enough. */
function erratumLines(id: string, about: string | undefined, errata: Verdict['errata'] = []): string[] {
  const cited = errata.filter(({ id: own, model }) => own === id && model === about);
  if (cited.length === 0) return [`    erratum ${id}`];
  return cited.flatMap(({ build, fixedIn, remedies }) => [
    `    erratum ${id} of ${build}${fixedIn === undefined ? '' : `, fixed in ${fixedIn}`}`,
    ...remedies.map(({ text, when }) => `      remedy${when === undefined ? '' : ` when ${when.text}`}: ${text}`),
  ]);
}
