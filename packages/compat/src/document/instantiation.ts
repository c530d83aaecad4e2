import type { Result } from '../problem.js';

/** `version=2,rx-table-size=64` taken apart; values are still text. */
export interface Instantiation {
  readonly version?: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Reads an instantiation string: `name=value` pairs with commas between; `version` picks a version. The empty string is all defaults. */
export function parseInstantiation(text: string): Result<Instantiation> {
  if (text.length > maxLength) return invalid(`longer than ${maxLength} characters`);
  let version: string | undefined;
  const values: Record<string, string> = {};
  for (const part of text === '' ? [] : text.split(',')) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at < 1 || name === '') return invalid(`'${part}' is not name=value`);
    const value = part.slice(at + 1).trim();
    if (Object.hasOwn(values, name) || (name === 'version' && version !== undefined)) return invalid(`'${name}' is set twice`);
    if (name === 'version') version = value;
    else Object.defineProperty(values, name, { value, enumerable: true });
  }
  return { ok: true, value: { ...(version === undefined ? {} : { version }), values } };
}

const maxLength = 65_536;

function invalid(message: string): Result<never> {
  return { ok: false, problems: [{ code: 'INSTANTIATION_INVALID', message }] };
}
