import { MigspecError } from './errors.js';

/** `version=2,rx-table-size=64` taken apart: nothing is looked up yet. */
export interface Instantiation {
  readonly version?: string;
  /** Param name to text, in the order written. */
  readonly values: ReadonlyMap<string, string>;
}

const longest = 65_536;

/** An empty string says nothing: every param takes the build's default. Throws INSTANTIATION_INVALID. */
export function parseInstantiation(text: string): Instantiation {
  if (text.length > longest) throw invalid(text.slice(0, 80), `longer than ${longest} characters`);
  const values = new Map<string, string>();
  let version: string | undefined;
  for (const part of text.trim() === '' ? [] : text.split(',')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? '' : part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    if (name === '' || value === '') throw invalid(text, `"${part.trim()}" is not name=value`);
    if (name === 'version') {
      if (version !== undefined) throw invalid(text, 'version is given twice');
      version = value;
    } else {
      if (values.has(name)) throw invalid(text, `${name} is given twice`);
      values.set(name, value);
    }
  }
  return { ...(version === undefined ? {} : { version }), values };
}

function invalid(text: string, why: string): MigspecError {
  return new MigspecError('INSTANTIATION_INVALID', `INSTANTIATION_INVALID: ${why}`, { have: text, want: 'version=…,name=value,…' });
}
