import { IntView } from '../../../arrays.js';
import type { PlainValue } from '../plain.js';
import type { InspectedVariable } from './records.js';

/** A decoded value as a flat list: structs by dotted paths, arrays of structs by index, arrays of numbers as one. */
export function variablesOf(value: unknown): InspectedVariable[] {
  const variables: InspectedVariable[] = [];
  collect(value, '', variables);
  return variables;
}

function collect(value: unknown, path: string, into: InspectedVariable[]): void {
  if (value instanceof Uint8Array) {
    into.push({ path, value });
  } else if (value instanceof IntView) {
    into.push({ path, value: value.toArray() });
  } else if (Array.isArray(value)) {
    if (value.every(isPlain)) into.push({ path, value });
    else for (const [index, element] of value.entries()) collect(element, `${path}[${index}]`, into);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inside] of Object.entries(value)) collect(inside, path === '' ? name : `${path}.${name}`, into);
  } else if (isPlain(value)) {
    into.push({ path, value });
  }
}

function isPlain(value: unknown): value is PlainValue {
  return value === null || ['number', 'bigint', 'boolean', 'string'].includes(typeof value);
}
