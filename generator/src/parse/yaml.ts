import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { files } from '../diagnostics/codes/files.js';
import type { Reporter } from '../diagnostics/reporter.js';
import type { SourceText, Span } from '../text/source.js';
import { checkCharacters, hasForbiddenCharacter } from './characters.js';
import { nestsDeeper } from './depth.js';
import { forbiddenKeys, limits } from './limits.js';
import type { MapEntry, YamlNode } from './node.js';

/**
 * Reads one spec file. YAML 1.2 core without anchors, aliases, tags, merge keys, directives or further documents; what the
 * library only warns about is an error. Gives nothing when the file as a whole makes no sense; findings never throw.
 */
export function parseYaml(source: SourceText, reporter: Reporter): YamlNode | undefined {
  checkCharacters(source, reporter);
  if (nestsDeeper(source.text, limits.depth)) {
    reporter.report(files.tooDeep, { file: source.file, start: 0, end: 1 }, `maps and lists are nested more than ${limits.depth} deep`);
    return undefined;
  }
  const document = compose(source, reporter);
  if (document === undefined) return undefined;
  if (document.contents === null) {
    reporter.report(files.yamlInvalid, { file: source.file, start: 0, end: 0 }, 'the file is empty');
    return undefined;
  }
  return new Converter(source, reporter).node(document.contents, 0);
}

function compose(source: SourceText, reporter: Reporter) {
  const spanOf = (pos: readonly [number, number]): Span => ({ file: source.file, start: pos[0], end: Math.max(pos[1], pos[0]) });
  try {
    const document = parseDocument(source.text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      intAsBigInt: true,
      uniqueKeys: false,
      prettyErrors: false,
      strict: true,
      logLevel: 'error',
      lineCounter: new LineCounter(),
    });
    let line: number | undefined;
    for (const problem of document.errors) {
      // What comes behind a mistake in its line seldom is another one.
      const lineStart = source.text.lastIndexOf('\n', problem.pos[0] - 1);
      if (lineStart === line && problem.code !== 'MULTIPLE_DOCS') continue;
      line = lineStart;
      if (problem.code === 'MULTIPLE_DOCS')
        reporter.report(files.yamlDocuments, spanOf(problem.pos), 'a second document begins here', {
          help: 'write a file for each, or remove the line `---`',
        });
      else reporter.report(files.yamlInvalid, spanOf(problem.pos), problem.message, hint(problem.message));
    }
    for (const problem of document.warnings) {
      if (problem.code !== 'TAG_RESOLVE_FAILED') reporter.report(files.yamlInvalid, spanOf(problem.pos), problem.message);
    }
    if (document.directives?.yaml.explicit === true || hasDirective(source.text)) {
      reporter.report(
        files.yamlDirective,
        { file: source.file, start: 0, end: 1 },
        'a YAML directive is refused: a spec is always YAML 1.2',
        {
          help: 'remove the line that begins with %',
        },
      );
    }
    return document.errors.length > 0 ? undefined : document;
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    reporter.report(files.tooDeep, { file: source.file, start: 0, end: 1 }, `maps and lists are nested more than ${limits.depth} deep`);
    return undefined;
  }
}

/** What to do, by a part of the library's message. */
const hints: readonly (readonly [string, string])[] = [
  ['Nested mappings', 'a value that holds ": " is quoted; expressions always are'],
  ['Tabs are not allowed', 'indent with spaces, two for each level'],
  ['same column', 'keys of one map stand exactly below each other: correct the spaces in front of this one'],
  ['sufficiently indented', 'close what is open with } or ], or indent this line further'],
  ['at node end', 'a text with brackets, braces, commas or quotes in it is quoted as a whole: "u8[4]"'],
  ['Missing closing', 'close the quotes'],
  ['Implicit keys', 'a key and its colon stand in one line: is a colon missing, or a quote?'],
  ['implicit map key', 'a key and its colon stand in one line: is a colon missing, or a quote?'],
  ['Plain value cannot start', 'put the text in quotes'],
];

function hint(message: string): { help: string } | Record<string, never> {
  const found = hints.find(([part]) => message.includes(part));
  return found === undefined ? {} : { help: found[1] };
}

/** Whether a line before the first content is a directive. */
function hasDirective(text: string): boolean {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (text[start] === '%') return true;
    const line = text.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#')) return false;
    start = end + 1;
  }
  return false;
}

class Converter {
  readonly #source: SourceText;
  readonly #reporter: Reporter;

  constructor(source: SourceText, reporter: Reporter) {
    this.#source = source;
    this.#reporter = reporter;
  }

  node(node: Node, depth: number): YamlNode | undefined {
    const span = this.#span(node);
    if (depth > limits.depth) {
      this.#reporter.report(files.tooDeep, span, `maps and lists are nested more than ${limits.depth} deep`);
      return undefined;
    }
    if (isAlias(node)) {
      this.#reporter.report(files.yamlRefused, span, 'YAML aliases are refused: a fact has one place', {
        help: 'shared structs live in spec/types/; a plain text that starts with * is quoted',
      });
      return undefined;
    }
    const decorated = this.#refuseDecoration(node, span);
    if (isScalar(node)) return decorated ? undefined : this.#scalar(node.value, node.source, node.type, span);
    if (isSeq(node) && node.items.length > limits.keysPerMap) {
      this.#reporter.report(files.tooManyKeys, span, `a list has ${node.items.length} items; the bound is ${limits.keysPerMap}`);
      return undefined;
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => (isNode(item) ? this.node(item, depth + 1) : undefined));
      return { kind: 'list', span, items: items.filter((item) => item !== undefined) };
    }
    if (isMap(node)) return { kind: 'map', span, entries: this.#entries(node.items, span, depth) };
    return undefined;
  }

  #entries(items: readonly unknown[], span: Span, depth: number): readonly MapEntry[] {
    if (items.length > limits.keysPerMap) {
      this.#reporter.report(files.tooManyKeys, span, `a map has ${items.length} keys; the bound is ${limits.keysPerMap}`);
      return [];
    }
    const first = new Map<string, Span>();
    const entries: MapEntry[] = [];
    for (const item of items) {
      if (!isPair(item) || !isNode(item.key)) continue;
      const key = this.#key(item.key);
      if (key === undefined) continue;
      const { text, keySpan } = key;
      const before = first.get(text);
      if (before !== undefined) {
        this.#reporter.report(files.keyDuplicate, keySpan, `the key "${text}" stands here a second time`, {
          related: [{ message: 'first', span: before }],
        });
        continue;
      }
      first.set(text, keySpan);
      const empty = { file: keySpan.file, start: keySpan.end, end: keySpan.end };
      const value = isNode(item.value) ? this.node(item.value, depth + 1) : this.#scalar(null, '', 'PLAIN', empty);
      if (value !== undefined) entries.push({ key: text, keySpan, value });
    }
    return entries;
  }

  #key(node: Node): { text: string; keySpan: Span } | undefined {
    const keySpan = this.#span(node);
    if (isAlias(node)) {
      this.node(node, 0);
      return undefined;
    }
    this.#refuseDecoration(node, keySpan);
    if (!isScalar(node)) {
      this.#reporter.report(files.keyNotString, keySpan, 'a key is a string, not a map or a list');
      return undefined;
    }
    const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
    if (typeof node.value !== 'string') {
      const number = typeof node.value === 'number' ? `: unquoted, YAML reads the number ${node.value}` : '';
      this.#reporter.report(files.keyNotString, keySpan, `the key ${text === '' ? 'is empty' : `${text} is not a string${number}`}`, {
        help: `write "${text}"`,
      });
    } else if (text === '<<' && node.type === 'PLAIN') {
      this.#reporter.report(files.yamlRefused, keySpan, 'YAML merge keys are refused: a fact has one place', {
        help: 'write the keys out; structs that several models share live in spec/types/',
      });
      return undefined;
    } else if (forbiddenKeys.has(text)) {
      this.#reporter.report(files.keyForbidden, keySpan, `the key "${text}" is refused: every object of the generated code inherits it`);
      return undefined;
    } else if (hasForbiddenCharacter(text)) this.#escaped(keySpan);
    return { text, keySpan };
  }

  #scalar(value: unknown, source: string | undefined, type: unknown, span: Span): YamlNode | undefined {
    const written = source ?? '';
    const quoted = type !== 'PLAIN';
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#reporter.report(files.numberNotFinite, span, `${written} is no number of a spec`);
      return undefined;
    }
    if (typeof value === 'string') {
      if (hasForbiddenCharacter(value)) this.#escaped(span);
      return { kind: 'scalar', span, value, written, quoted };
    }
    if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
      return { kind: 'scalar', span, value, written, quoted };
    }
    return undefined;
  }

  /** An escape in a double-quoted string gets around the look at the file's text. */
  #escaped(span: Span): void {
    this.#reporter.report(files.characterForbidden, span, 'the text holds a character that cannot be seen or reorders text');
  }

  #refuseDecoration(node: Node, span: Span): boolean {
    if ('anchor' in node && typeof node.anchor === 'string') {
      const start = this.#source.text.lastIndexOf(`&${node.anchor}`, span.start);
      const place = start < 0 ? span : { file: span.file, start, end: start + node.anchor.length + 1 };
      this.#reporter.report(files.yamlRefused, place, `the YAML anchor &${node.anchor} is refused: a fact has one place`, {
        help: 'shared structs live in spec/types/; a plain text that starts with & is quoted',
      });
    }
    if (typeof node.tag !== 'string') return false;
    if (isMap(node) && node.tag === 'tag:yaml.org,2002:map') return false;
    if (isSeq(node) && node.tag === 'tag:yaml.org,2002:seq') return false;
    const tagged = isScalar(node) && node.tag.startsWith('!') ? `${node.tag} ${node.source ?? ''}`.trim() : undefined;
    this.#reporter.report(files.yamlTag, this.#withTag(span), `YAML takes the text for a tag, ${node.tag}`, {
      help: tagged === undefined ? 'remove the tag' : `an expression is a quoted string: "${tagged.replaceAll('"', "'")}"`,
    });
    return true;
  }

  /** The place from the tag on: the library's own begins behind it. */
  #withTag(span: Span): Span {
    let start = this.#source.text.lastIndexOf('!', span.start);
    while (this.#source.text[start - 1] === '!') start--;
    return start < 0 ? span : { ...span, start };
  }

  #span(node: Node): Span {
    const range = node.range;
    return { file: this.#source.file, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
  }
}

function isNode(value: unknown): value is Node {
  return isAlias(value) || isScalar(value) || isSeq(value) || isMap(value);
}
