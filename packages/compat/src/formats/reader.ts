/** Reading what strangers wrote: every step bounded, what is wrong is said with its place. */
import type { Problem, Result } from '../problem.js';

/** Bounds of one form: text in characters, things in one list, characters of a name. */
export const mostText = 1 << 24;
export const mostItems = 4096;
export const mostName = 1000;

class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Runs a reader or a writer; what it refuses becomes a problem. */
export function attempt<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problems: [error.problem] };
    throw error;
  }
}

export function invalid(at: string, want: string): never {
  throw new Refused({ code: 'FORM_INVALID', message: `${at === '' ? 'the file' : at}: ${want} is expected`, at, want });
}

export function cannotSay(message: string, have?: string): never {
  throw new Refused({ code: 'FORM_CANNOT_SAY', message, ...(have === undefined ? {} : { have: have.slice(0, 200) }) });
}

export function parseJson(text: string): unknown {
  if (text.length > mostText)
    throw new Refused({ code: 'DOCUMENT_TOO_LARGE', message: `the file has more than ${mostText} characters`, at: '' });
  try {
    return JSON.parse(text);
  } catch {
    return invalid('', 'JSON');
  }
}

export type JsonObject = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, at: string): JsonObject {
  if (!isObject(value)) return invalid(at, 'an object');
  if (Object.keys(value).length > mostItems) return invalid(at, `at most ${mostItems} members`);
  return value;
}

/** A member by its own name; nothing of the prototype. */
export function member(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

export function listAt(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) return invalid(at, 'a list');
  if (value.length > mostItems) return invalid(at, `at most ${mostItems} entries`);
  return value;
}

export function nameAt(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') return invalid(at, 'a text that is not empty');
  return boundedName(value, at);
}

export function boundedName(value: string, at: string): string {
  return value.length > mostName ? invalid(at, `at most ${mostName} characters`) : value;
}

/** A list of names, each once. */
export function namesAt(value: unknown, at: string): readonly string[] {
  const names = listAt(value, at).map((each, index) => nameAt(each, `${at}/${index}`));
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) return invalid(`${at}/${index}`, 'a name that is not there yet');
    seen.add(name);
  }
  return names;
}

/** The one file of a form. */
export function onlyFile(files: Readonly<Record<string, string>>): string {
  const texts = Object.values(files);
  const [text] = texts;
  return texts.length === 1 && text !== undefined ? text : invalid('', 'one file');
}

/** The one model that a form with room for one speaks of. */
export function oneModel<T>(models: Readonly<Record<string, T>>, wanted: string | undefined): readonly [string, T] {
  const [only, ...others] = Object.entries(models);
  if (wanted !== undefined) {
    const found = Object.hasOwn(models, wanted) ? models[wanted] : undefined;
    return found === undefined
      ? cannotSay(`the build has no model ${wanted}; it has ${Object.keys(models).join(', ')}`, wanted)
      : [wanted, found];
  }
  if (only === undefined) return cannotSay('the build implements no model');
  if (others.length > 0) return cannotSay(`the form has room for one model: name one of ${Object.keys(models).join(', ')}`);
  return only;
}
