import { files } from '../diagnostics/codes/files.js';
import type { Reporter } from '../diagnostics/reporter.js';
import type { SourceText } from '../text/source.js';

/**
 * What cannot be seen: control characters other than tab and line breaks, format characters, halves of a character, what
 * screens leave out (variation selectors, fillers, tags), and every space but the usual one. Properties that new versions of
 * Unicode do not take characters out of or put known ones into: the same file is refused everywhere.
 */
const forbidden = /(?![\t\n\r ])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Zs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** At the start of a file it says that the file is Unicode. */
const byteOrderMark = '\ufeff';

/** Reports every kind of forbidden character once per file. */
export function checkCharacters(source: SourceText, reporter: Reporter): void {
  const seen = new Set<string>();
  for (const match of source.text.matchAll(forbidden)) {
    if (match.index === 0 && match[0] === byteOrderMark) continue;
    const name = `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const span = { file: source.file, start: match.index, end: match.index + match[0].length };
    reporter.report(files.characterForbidden, span, `the file holds ${name}, which cannot be seen or reorders text`, {
      help: 'remove it; in a double-quoted string an escape like "\\u202e" is refused as well',
    });
  }
}

export function hasForbiddenCharacter(text: string): boolean {
  forbidden.lastIndex = 0;
  return forbidden.test(text);
}
