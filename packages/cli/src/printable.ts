/**
 * Text of a stream as it may be printed: what a terminal would act on (control and format characters, line separators) is
 * written as an escape. Native streams may hold any text.
 */
export function printable(text: string): string {
  return text.replaceAll(unprintable, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}

/** JSON text with the same characters escaped as JSON has it; its own line ends stay. */
export function printableJson(json: string): string {
  return json.replaceAll(unprintable, (found) => (found === '\n' ? found : found.split('').map(unit).join('')));
}

const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

function unit(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
