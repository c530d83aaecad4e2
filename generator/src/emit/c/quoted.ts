import { cString } from '../../expr/print-c-text.js';

/** The name of a field as errors have it. */
export const quoted = (name: string): string => cString(name === '' ? 'padding' : name);
