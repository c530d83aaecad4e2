import type { StateValue } from '@migspec/runtime';
import { elementsOf, toValue } from '../expr/value.js';

const most = 8;

/** A value for a message: long arrays cut, structs by field. */
export function showState(value: StateValue): string {
  const elements = elementsOf(toValue(value));
  if (elements !== undefined) {
    const shown = Array.from({ length: Math.min(elements.length, most) }, (_, index) => {
      const element = elements.get(index);
      return element === undefined ? '?' : showState(element);
    });
    return `[${shown.join(' ')}${elements.length > most ? ` … ${elements.length} in all` : ''}]`;
  }
  if (typeof value !== 'object') return String(value);
  const fields = Object.entries(value as { readonly [name: string]: StateValue });
  return `{${fields.map(([name, inner]) => `${name}: ${showState(inner)}`).join(', ')}}`;
}
