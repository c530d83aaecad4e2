import type { StateValue } from '@migspec/runtime';
import { elementsOf, toValue } from '../expr/value.js';

const mostElements = 8;
const mostFields = 12;
const mostText = 400;

/** A value for a message: long arrays, wide structs and long texts are cut. */
export function showState(value: StateValue): string {
  const text = show(value);
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text;
}

function show(value: StateValue): string {
  const elements = elementsOf(toValue(value));
  if (elements !== undefined) {
    const shown = Array.from({ length: Math.min(elements.length, mostElements) }, (_, index) => {
      const element = elements.get(index);
      return element === undefined ? '?' : show(element);
    });
    return `[${shown.join(' ')}${elements.length > mostElements ? ` … ${elements.length} in all` : ''}]`;
  }
  if (typeof value !== 'object') return String(value);
  const fields = Object.entries(value as { readonly [name: string]: StateValue });
  const shown = fields.slice(0, mostFields).map(([name, inner]) => `${name}: ${show(inner)}`);
  return `{${shown.join(', ')}${fields.length > mostFields ? ', …' : ''}}`;
}
