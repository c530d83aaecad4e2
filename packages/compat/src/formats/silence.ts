/** Which members of a document say something: a document that was read from a poorer form names those that do not. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Loss } from './form.js';

interface Silence {
  /** Pointers without a `*`, as they stand. */
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly (readonly string[])[];
}

const known = new WeakMap<CapabilityDocument, Silence>();

/** False where the member, or something around it, is one that the document is silent about. */
export function says(document: CapabilityDocument, pointer: string): boolean {
  if (document.silent === undefined) return true;
  const { exact, patterns } = silenceOf(document, document.silent);
  const wanted = pointer.split('/');
  for (let parts = 1; parts <= wanted.length; parts++) if (exact.has(wanted.slice(0, parts).join('/'))) return false;
  return !patterns.some((pattern) => covers(pattern, wanted));
}

function silenceOf(document: CapabilityDocument, silent: readonly string[]): Silence {
  const found = known.get(document);
  if (found !== undefined) return found;
  const starred = silent.filter(isPattern);
  const made = { exact: new Set(silent.filter((each) => !isPattern(each))), patterns: starred.map((pattern) => pattern.split('/')) };
  known.set(document, made);
  return made;
}

/** Whether it stands for several members: patterns are looked at one by one, so that a document has few. */
export function isPattern(pointer: string): boolean {
  return pointer.split('/').includes('*');
}

function covers(pattern: readonly string[], pointer: readonly string[]): boolean {
  return pattern.length <= pointer.length && pattern.every((part, at) => part === '*' || part === pointer[at]);
}

/** What a form that loses this is silent about. Order and names are no members. */
export function silentOf(losses: readonly Loss[]): readonly string[] {
  return losses.filter(({ only }) => only === undefined).map(({ at }) => at);
}

/** A key as a part of a JSON pointer. */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
