/**
 * The only file that knows Handlebars. Templates come with this package and nowhere else; they print what they are given
 * and decide nothing. Nothing is escaped by itself, so every value goes through one of the helpers below: a test reads
 * all templates for one that does not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { codeSpan, fencedBlock, inline, linkTarget, prose, tableCell, tableCode } from './markdown.js';

/** Each takes texts and gives Markdown. */
export const helpers: Readonly<Record<string, (...values: unknown[]) => string>> = {
  text: (value) => inline(string(value)),
  cell: (value) => tableCell(string(value)),
  prose: (value) => prose(string(value)),
  code: (value) => codeSpan(string(value)),
  cellCode: (value) => tableCode(string(value)),
  block: (language, value) => fencedBlock(string(language), string(value)),
  target: (value) => linkTarget(string(value)),
};

const instance = Handlebars.create();
// Handlebars adds its own argument behind those of the template.
for (const [name, helper] of Object.entries(helpers)) {
  instance.registerHelper(name, (...given: unknown[]) => helper(...given.slice(0, -1)));
}

/** The templates, both from `src` and from `dist`. */
const folder = new URL('../../../templates/', import.meta.url);

export const templateNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.hbs'))
  .map((file) => file.slice(0, -'.hbs'.length))
  .sort();

export function templateText(name: string): string {
  return readFileSync(new URL(`${name}.hbs`, folder), 'utf8');
}

const compiled = new Map<string, (data: unknown) => string>();

/** Throws when the data lack something that the template names. */
export function render(name: string, data: unknown): string {
  let template = compiled.get(name);
  if (template === undefined) {
    template = instance.compile<unknown>(templateText(name), {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(Object.keys(helpers).map((helper) => [helper, true])),
    });
    compiled.set(name, template);
  }
  return `${template(data)
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

const last = new Map<string, { readonly data: string; readonly text: string }>();

/** For pages of the whole package, which seldom change when a model does: the text is kept, with the data it was made of. */
export function renderAgain(name: string, data: unknown): string {
  const text = JSON.stringify(data);
  const known = last.get(name);
  if (known?.data === text) return known.text;
  const made = { data: text, text: render(name, data) };
  last.set(name, made);
  return made.text;
}

function string(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`a template hands a helper a ${typeof value}`);
}
