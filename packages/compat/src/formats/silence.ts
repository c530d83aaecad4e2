/** Which members of a document say something: a document that was read from a poorer form names those that do not. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Loss } from './form.js';

/** False where the member, or something around it, is one that the document is silent about. */
export function says({ silent }: CapabilityDocument, pointer: string): boolean {
  if (silent === undefined) return true;
  const wanted = pointer.split('/');
  return !silent.some((pattern) => covers(pattern.split('/'), wanted));
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
