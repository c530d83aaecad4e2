/** XML of elements and attributes: what forms need, and nothing that a stranger could use against a reader. */
import { invalid, mostText } from './reader.js';

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
}

const deepest = 16;
const mostElements = 200_000;

export function xmlText(element: Element, indent = ''): string {
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}='${escaped(value)}'`).join('');
  if (element.children.length === 0) return `${indent}<${element.name}${attributes}/>\n`;
  const inner = element.children.map((child) => xmlText(child, `${indent}  `)).join('');
  return `${indent}<${element.name}${attributes}>\n${inner}${indent}</${element.name}>\n`;
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly Element[] = [],
): Element {
  const said = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { name, attributes: new Map(said), children };
}

/** What XML 1.0 has no way to write, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

export function writable(text: string): boolean {
  return !unwritable.test(text);
}

function escaped(text: string): string {
  return text.replace(/[&<>'"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', apos: "'", quot: '"' };

function unescaped(text: string, at: number): string {
  return text.replace(/&([^;&]{0,12});?/g, (whole, entity: string) => {
    const code =
      /^#(\d{1,7})$/.exec(entity)?.[1] ??
      (/^#x([0-9a-fA-F]{1,6})$/.test(entity) ? String(Number.parseInt(entity.slice(2), 16)) : undefined);
    const found =
      code !== undefined && Number(code) <= 0x10ffff
        ? String.fromCodePoint(Number(code))
        : Object.hasOwn(named, entity)
          ? named[entity]
          : undefined;
    return found !== undefined && whole.endsWith(';') && writable(found) ? found : invalid(`character ${at}`, 'an entity of XML itself');
  });
}

const start = /<([A-Za-z][\w.-]{0,99})((?:\s+[A-Za-z][\w.-]{0,99}\s*=\s*(?:'[^'<]*'|"[^"<]*"))*)\s*(\/?)>/y;
const end = /<\/([A-Za-z][\w.-]{0,99})\s*>/y;
const blank = /(?:\s+|<!--(?:(?!--)[\s\S]){0,65536}-->)+/y;
const declaration = /<\?xml\s[^?<>]{0,200}\?>/y;
const attribute = /([A-Za-z][\w.-]{0,99})\s*=\s*(?:'([^'<]*)'|"([^"<]*)")/g;

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
}

/** One root; comments and white space between elements; no text, no DOCTYPE, no CDATA, no processing instructions. */
export function parseXml(text: string): Element {
  if (text.length > mostText) return invalid('', `at most ${mostText} characters`);
  let at = 0;
  let count = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  take(declaration);
  const root: Open = { name: '', attributes: new Map(), children: [] };
  const open: Open[] = [root];
  take(blank);
  for (; at < text.length; take(blank)) {
    const inner = open[open.length - 1] ?? root;
    const opened = take(start);
    if (opened !== null) {
      if (++count > mostElements || open.length > deepest)
        return invalid(`character ${at}`, `at most ${mostElements} elements, ${deepest} deep`);
      const found: Open = { name: opened[1] ?? '', attributes: attributesOf(opened[2] ?? '', at), children: [] };
      inner.children.push(found);
      if (opened[3] === '') open.push(found);
      continue;
    }
    const closed = take(end);
    if (closed === null || open.length === 1 || closed[1] !== inner.name)
      return invalid(`character ${at}`, open.length > 1 ? `an element, or </${inner.name}>` : 'an element');
    open.pop();
  }
  const [only, ...others] = root.children;
  return open.length === 1 && only !== undefined && others.length === 0 ? only : invalid(`character ${at}`, 'one element, and its end');
}

function attributesOf(text: string, at: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', single, double] of text.matchAll(attribute)) {
    if (found.has(name)) return invalid(`character ${at}`, `${name} once`);
    found.set(name, unescaped(single ?? double ?? '', at));
  }
  return found;
}
