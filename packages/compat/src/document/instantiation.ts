import { MigspecError, parseInstantiation } from '@migspec/runtime';
import type { Result } from '../problem.js';

/** `version=2,rx-table-size=64` taken apart; values are still text. */
export interface Instantiation {
  readonly version?: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The runtime's reading of instantiation strings, its refusal as data. The empty string is all defaults. */
export function readInstantiation(text: string): Result<Instantiation> {
  try {
    const { version, values } = parseInstantiation(text);
    return { ok: true, value: { ...(version === undefined ? {} : { version }), values: Object.fromEntries(values) } };
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return { ok: false, problems: [{ code: 'INSTANTIATION_INVALID', message: error.message.replace(/^INSTANTIATION_INVALID: /, '') }] };
  }
}
