/** Everything from a spec that reaches a description passes through here. */

/**
 * Text for `doc` and `title`. Kaitai's compiler writes it raw into comments and doc strings of every language, so nothing
 * of it may end a comment, a string or a line, and Java and Python read escapes in both: one line, no backslash, no double
 * quote, no comment signs, nothing that cannot be seen.
 */
export function docText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', "'")
    .replace(/\*(?=\/)/g, '* ')
    .replace(/\/(?=\*)/g, '/ ')
    .replace(/'(?='')/g, "' ")
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/[`#$@{}]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** A string literal of Kaitai's expression language; nothing in `value` can end it, and its compiler escapes it for each language. */
export function quote(value: string): string {
  const escaped = value.replace(/[\\"\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}#$]/gu, (character) => {
    if (character === '\\' || character === '"') return `\\${character}`;
    return [...character].flatMap((each) => units(each)).join('');
  });
  return `"${escaped}"`;
}

function units(character: string): string[] {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`);
}
