/** Subsections: sent when the source needs them; known to the destination or not. */
import type { DocumentLayout, DocumentSubsection, Expr } from '@migspec/capabilities';
import { always, and, isFalse, isTrue, never, not } from '../build.js';
import { note } from '../note.js';
import { foldSide } from '../side.js';
import { checkInvariants } from './invariants.js';
import { askAllLeftOut } from './lost.js';
import { absentDiffers, foldSource, receiveAbsent, type Scope, settle, under } from './scope.js';
import { compareFields } from './walk.js';

export function compareSubsections(scope: Scope, source: DocumentLayout, destination: DocumentLayout): void {
  const theirs = new Map(destination.subsections.map((subsection) => [subsection.name, subsection]));
  for (const subsection of source.subsections) {
    const other = theirs.get(subsection.name);
    theirs.delete(subsection.name);
    const needed = foldSource(scope, subsection.needed);
    if (subsection.intended !== undefined)
      askAllLeftOut({ ...scope, section: subsection.name }, subsection, and(foldSource(scope, subsection.intended), not(needed)));
    if (other === undefined) unknownSubsection(scope, subsection, needed);
    else knownSubsection(scope, subsection, other, needed);
  }
  for (const subsection of theirs.values()) absentSubsection(scope, subsection);
}

function unknownSubsection(scope: Scope, subsection: DocumentSubsection, needed: Expr): void {
  settleAll(scope, subsection);
  const optional = optionalAtSource(scope, subsection);
  const subject = { section: subsection.name };
  const { asker, notes } = scope.walk;
  asker.ask('SECTION_UNKNOWN', 'state', and(needed, not(optional)), subject, { wrap: scope.wrap, known: scope.known });
  const dropped = foldSide(asker.pair.source, and(needed, optional));
  if (!isFalse(dropped)) notes.push(note('STATE_DROPPED', asker.pair, subject));
}

function knownSubsection(scope: Scope, source: DocumentSubsection, destination: DocumentSubsection, needed: Expr): void {
  if (isFalse(needed)) {
    settleAll(scope, source);
    absentSubsection(scope, destination);
    return;
  }
  const inner: Scope = {
    ...under(scope, needed),
    section: source.name,
    versions: { source: source.version, destination: source.version },
  };
  if (source.version < destination.minimum || source.version > destination.version) {
    const subject = { section: source.name, have: String(source.version), want: versionRange(destination) };
    scope.walk.asker.ask('SECTION_VERSION_REFUSED', 'state', always, subject, { wrap: inner.wrap });
    settleAll(scope, source);
    absentSubsection(scope, destination);
    return;
  }
  const aligned = compareFields(inner, source, destination);
  if (aligned) compareSubsections(inner, source, destination);
  scope.walk.later.push(() => checkInvariants(inner, source, destination));
  if (!isTrue(needed)) checkAbsentValues(scope, source, destination, not(needed));
}

/**
 * Not needed means that the source's variables have their absent values, and the destination gives its own: where the two
 * are not the same, what was not sent changes.
 */
function checkAbsentValues(scope: Scope, source: DocumentSubsection, destination: DocumentSubsection, notNeeded: Expr): void {
  for (const field of destination.fields) {
    const theirs = source.fields.find((candidate) => candidate.name === field.name);
    if (theirs === undefined) continue;
    const bad = absentDiffers(scope, theirs, field, scope.at(field.name));
    const subject = {
      section: source.name,
      field: field.name,
      have: theirs.absent?.text ?? theirs.reset?.text ?? '',
      want: field.absent?.text ?? field.reset?.text ?? '',
    };
    scope.walk.asker.ask('STATE_LOST', 'state', and(notNeeded, bad), subject, { wrap: scope.wrap });
  }
}

/** A subsection that the source does not know: its variables take their absent values. */
export function absentSubsection(scope: Scope, subsection: DocumentLayout): void {
  for (const field of subsection.fields) receiveAbsent(scope, field);
  for (const inner of subsection.subsections) absentSubsection(scope, inner);
}

export function settleAll(scope: Scope, layout: DocumentLayout): void {
  for (const field of layout.fields) settle(scope, field);
  for (const subsection of layout.subsections) settleAll(scope, subsection);
}

/** Only the native framing marks what may be dropped. */
export function optionalAtSource(scope: Scope, part: { readonly optional: DocumentSubsection['optional'] }): Expr {
  if (part.optional === false || scope.walk.asker.pair.source.document.framing !== 'native') return never;
  return foldSource(scope, part.optional);
}

/** For messages: what is accepted. */
export function versionRange({ minimum, version }: { readonly minimum: number; readonly version: number }): string {
  return minimum === version ? String(version) : `${minimum} to ${version}`;
}
