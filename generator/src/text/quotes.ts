/** What an author meant who wrote a text without quotes where an expression is needed. */
export function inQuotes(text: string): string {
  if (/^(yes|on)$/i.test(text)) return 'write true';
  if (/^(no|off)$/i.test(text)) return 'write false';
  const [, number] = /^(\d[\d_]*)\s*[A-Za-z%/]+$/.exec(text) ?? [];
  if (number !== undefined && !/^0[xX]/.test(text)) return `write the number alone, such as ${number}; \`unit\` says of what`;
  return `write "${text.replaceAll('"', "'")}"`;
}
