/** Structs are compared field by field; one with a version of its own has it on the wire in the native framing. */
import type { DocumentStruct, Expr } from '@migspec/capabilities';
import { always } from '../build.js';
import { deviates } from './deviates.js';
import { checkInvariants } from './invariants.js';
import { sameWithSameParams } from './relevant.js';
import type { Scope } from './scope.js';
import { compareSubsections } from './subsections.js';
import { compareFields } from './walk.js';

/** False when what follows on the wire no longer lies where the destination looks. */
export function compareStructs(scope: Scope, sourceId: string, destinationId: string, value: Expr, path: string): boolean {
  const { source, destination } = scope.walk.asker.pair;
  const [from, to] = [source.model.structs[sourceId], destination.model.structs[destinationId]];
  if (from === undefined || to === undefined) return true;
  const { versions } = scope;
  const same = from.digest === to.digest && !deviates(source.model, from) && !deviates(destination.model, to);
  if (same && versions.source === versions.destination && sameWithSameParams(scope.walk.asker.pair, from, to)) return true;
  if (!versionAccepted(scope, from, to, path)) return false;
  const native = source.document.framing === 'native';
  const inner: Scope = {
    ...scope,
    path,
    at: (name) => ({ op: 'field', of: value, name }),
    received: new Map(),
    struct: destinationId,
    versions: {
      source: from.version ?? versions.source,
      destination: (native ? from.version : undefined) ?? to.version ?? versions.destination,
    },
  };
  const aligned = compareFields(inner, from, to);
  if (aligned) compareSubsections(inner, from, to);
  scope.walk.later.push(() => checkInvariants(inner, from, to));
  return aligned;
}

function versionAccepted(scope: Scope, source: DocumentStruct, destination: DocumentStruct, path: string): boolean {
  const { asker } = scope.walk;
  if (asker.pair.source.document.framing !== 'native') return true;
  const subject = { section: scope.section, field: path, have: show(source.version), want: show(destination.version) };
  if ((source.version === undefined) !== (destination.version === undefined)) {
    asker.ask('SECTION_LAYOUT_DIFFERS', 'state', always, subject, { wrap: scope.wrap });
    return false;
  }
  // Without a version, a struct says how many subsections follow only where its type can have some.
  if (source.version === undefined && source.subsections.length > 0 !== destination.subsections.length > 0) {
    const words = (struct: DocumentStruct): string => (struct.subsections.length > 0 ? 'room for subsections' : 'no room for subsections');
    asker.ask(
      'SECTION_LAYOUT_DIFFERS',
      'state',
      always,
      { ...subject, have: words(source), want: words(destination) },
      { wrap: scope.wrap },
    );
    return false;
  }
  if (source.version !== undefined && destination.version !== undefined && source.version > destination.version) {
    asker.ask('STRUCT_VERSION_REFUSED', 'state', always, subject, { wrap: scope.wrap });
    return false;
  }
  return true;
}

function show(version: number | undefined): string {
  return version === undefined ? 'no struct version' : `struct version ${version}`;
}
