const sizes = new Map([
  ['kib', 1024n],
  ['mib', 1024n ** 2n],
  ['gib', 1024n ** 3n],
]);

/** What an author meant who wrote a text without quotes where an expression is needed. */
export function inQuotes(text: string): string {
  if (/^(yes|on)$/i.test(text)) return 'write true';
  if (/^(no|off)$/i.test(text)) return 'write false';
  const [, number, unit] = /^(\d+)\s*([A-Za-z%/]+)$/.exec(text) ?? [];
  if (number !== undefined && unit !== undefined && !/^0[xX]/.test(text)) {
    const size = sizes.get(unit.toLowerCase());
    return `write the number alone, such as ${size === undefined ? number : BigInt(number) * size}; of a param or field, \`unit\` says of what`;
  }
  return `write "${text.replaceAll('"', "'")}"`;
}
