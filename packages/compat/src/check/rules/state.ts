/** Rule 6: the layout that the source writes against the layout that the destination reads. */
import type { DocumentExpression, DocumentField, DocumentLayout, DocumentSection, Expr } from '@migspec/capabilities';
import type { Asker } from '../ask.js';
import { always, bool, differ, isFalse, not } from '../build.js';
import { deviates } from '../layout/deviates.js';
import { checkInvariants } from '../layout/invariants.js';
import { knownOfField } from '../layout/known.js';
import { notReset } from '../layout/lost.js';
import { sameWithSameParams } from '../layout/relevant.js';
import { absentValue, foldDestination, foldSource, isScalar, receiveAbsent, type Scope, type Walk } from '../layout/scope.js';
import { absentSubsection, compareSubsections, optionalAtSource, settleAll, versionRange } from '../layout/subsections.js';
import { compareFields } from '../layout/walk.js';
import { note } from '../note.js';
import { foldSide } from '../side.js';
import type { DeviceSide, Note } from '../types.js';

export interface StateResult {
  /** A variable of the destination after the load, over the source's state. */
  readonly received: (name: string) => Expr | undefined;
  /** An expression of the destination after the load, over the source's state. */
  readonly read: (expression: DocumentExpression) => Expr;
  readonly notes: readonly Note[];
}

export function checkState(asker: Asker): StateResult {
  const walk: Walk = { asker, received: new Map(), settled: new Set(), missing: new Map(), later: [], notes: [] };
  const { source, destination } = asker.pair;
  rememberKnown(walk);
  checkOrder(asker);
  const theirs = new Map(destination.model.sections.map((section) => [wireName(destination, section), section]));
  for (const section of source.model.sections) {
    const name = wireName(source, section);
    const other = theirs.get(name);
    theirs.delete(name);
    if (other === undefined) unknownSection(walk, section, name);
    else knownSection(walk, section, other);
  }
  for (const [name, section] of theirs) absentSection(walk, section, name);
  const top = scopeOf(walk, { id: '', version: 1 }, 1);
  // What no section of the destination carries is what a new device has, or follows from what came.
  for (const variable of destination.model.variables) {
    if (variable.derived !== undefined) walk.received.set(variable.name, foldDestination(top, variable.derived));
    else if (!walk.received.has(variable.name)) receiveAbsent(top, variable);
  }
  for (const run of walk.later) run();
  checkInvariants(top, source.model, destination.model);
  checkLost(walk, top);
  return { received: (name) => walk.received.get(name), read: (expression) => foldDestination(top, expression), notes: walk.notes };
}

/** What the source's own description says of all its states: bounds of variables, and rules across them. */
function rememberKnown(walk: Walk): void {
  const { asker } = walk;
  const { source } = asker.pair;
  for (const section of source.model.sections) {
    const scope = scopeOf(walk, section, section.version);
    for (const field of section.fields) knownOfField(scope, field, asker.known);
    asker.known.push(...section.invariants.map((rule) => foldSource(scope, rule)));
  }
  asker.known.push(...source.model.invariants.map((rule) => foldSide(source, rule.expr)));
}

function scopeOf(walk: Walk, section: { readonly id: string; readonly version: number }, wire: number): Scope {
  return {
    walk,
    section: section.id,
    path: '',
    at: (name) => ({ op: 'state', name }),
    received: walk.received,
    versions: { source: section.version, destination: wire },
    wrap: (bad) => bad,
    known: [],
    depth: 0,
  };
}

function knownSection(walk: Walk, source: DocumentSection, destination: DocumentSection): void {
  const { asker } = walk;
  const wire = source.version;
  const scope = scopeOf(walk, source, wire);
  if (wire < destination.minimum || wire > destination.version) {
    asker.ask('SECTION_VERSION_REFUSED', 'state', always, { section: source.id, have: String(wire), want: versionRange(destination) });
    settleAll(scope, source);
    absentSubsection(scope, destination);
    return;
  }
  const digest = source.digests[wire];
  const same = digest !== undefined && digest === destination.digests[wire];
  const deviating = deviates(asker.pair.source.model, source) || deviates(asker.pair.destination.model, destination);
  if (same && !deviating && sameWithSameParams(asker.pair, source, destination)) {
    identical(walk, source);
    return;
  }
  if (compareFields(scope, source, destination)) compareSubsections(scope, source, destination);
  else {
    for (const subsection of source.subsections) settleAll(scope, subsection);
    for (const subsection of destination.subsections) absentSubsection(scope, subsection);
  }
  walk.later.push(() => checkInvariants(scope, source, destination));
}

/** Every variable arrives as it is. */
function identical(walk: Walk, layout: DocumentLayout): void {
  for (const field of layout.fields) {
    if (field.name === '' || field.filler !== undefined) continue;
    walk.received.set(field.name, { op: 'state', name: field.name });
    walk.settled.add(field.name);
  }
  for (const subsection of layout.subsections) identical(walk, subsection);
}

function unknownSection(walk: Walk, section: DocumentSection, name: string): void {
  const { asker, notes } = walk;
  const scope = scopeOf(walk, section, section.version);
  settleAll(scope, section);
  const optional = optionalAtSource(scope, section);
  const subject = { section: section.id, have: name };
  asker.ask('SECTION_UNKNOWN', 'state', not(optional), subject);
  if (!isFalse(optional)) notes.push(note('STATE_DROPPED', asker.pair, subject));
}

/** The qemu framing takes what comes; the native one knows what must come. */
function absentSection(walk: Walk, section: DocumentSection, name: string): void {
  const { asker } = walk;
  const { destination } = asker.pair;
  absentSubsection(scopeOf(walk, section, section.version), section);
  if (destination.document.framing === 'qemu') return;
  const optional =
    section.optional === false
      ? bool(false)
      : foldSide(destination, section.optional.expr, { state: (variable) => walk.received.get(variable) });
  asker.ask('SECTION_MISSING', 'state', not(optional), { section: section.id, want: name });
}

/** Variables of the source that nothing carries, and whose loss nothing else reported. */
function checkLost(walk: Walk, scope: Scope): void {
  const { source, destination } = walk.asker.pair;
  for (const variable of source.model.variables) {
    if (walk.settled.has(variable.name)) continue;
    const value = scope.at(variable.name);
    const other = destination.model.variables.find((candidate) => candidate.name === variable.name);
    const here = other !== undefined && isScalar(other) && isScalar(variable) ? received(scope, other) : undefined;
    const bad = here === undefined ? notReset(scope, variable, value) : differ(value, here);
    walk.asker.ask('STATE_LOST', 'state', bad, { field: variable.name });
  }
}

function received(scope: Scope, variable: DocumentField): Expr {
  return (variable.derived === undefined ? undefined : scope.received.get(variable.name)) ?? absentValue(scope, variable);
}

/** The native framing refuses a section that comes before one that must be loaded first. */
function checkOrder(asker: Asker): void {
  const { source, destination } = asker.pair;
  if (destination.document.framing !== 'native') return;
  const sent = source.model.sections.map((section) => wireName(source, section));
  const names = new Map(destination.model.sections.map((section) => [section.id, wireName(destination, section)]));
  for (const section of destination.model.sections) {
    const own = sent.indexOf(names.get(section.id) ?? '');
    for (const first of section.after ?? []) {
      if (own >= 0 && sent.indexOf(names.get(first) ?? '') > own)
        asker.ask('ORDER_WRONG', 'state', always, { section: section.id, want: first });
    }
  }
}

/** Name and instance as they travel. */
function wireName(side: DeviceSide, section: DocumentSection): string {
  const text = (part: Expr): string => {
    const folded = foldSide(side, part);
    return folded.op === 'string' || folded.op === 'int' ? String(folded.value) : JSON.stringify(folded);
  };
  const name = section.name.map((part) => (typeof part === 'string' ? part : text(part.expr))).join('');
  return `${name}/${text(section.instance.expr)}`;
}
