import { files } from '../diagnostics/codes/files.js';
import type { Reporter } from '../diagnostics/reporter.js';
import type { SourceText } from '../text/source.js';

/** Control characters other than tab and line breaks, and the marks that reorder text on screen. */
const forbidden = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufffe\uffff]/gu;

/** Reports every kind of forbidden character once per file. */
export function checkCharacters(source: SourceText, reporter: Reporter): void {
  const seen = new Set<string>();
  for (const match of source.text.matchAll(forbidden)) {
    const name = `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const span = { file: source.file, start: match.index, end: match.index + match[0].length };
    reporter.report(files.characterForbidden, span, `the file holds ${name}, which hides or reorders text`, {
      help: 'remove it; in a double-quoted string an escape like "\\u202e" is refused as well',
    });
  }
}

export function hasForbiddenCharacter(text: string): boolean {
  forbidden.lastIndex = 0;
  return forbidden.test(text);
}
