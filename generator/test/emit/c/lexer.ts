/** Just enough of C to see what a compiler would take a text for: kinds of tokens, comments dropped, strings as one token. */

export function tokenKinds(text: string): readonly string[] {
  const kinds: string[] = [];
  // Trigraphs and line splices come first in C, everywhere.
  const trigraphs: Readonly<Record<string, string>> = {
    '=': '#',
    '(': '[',
    '/': '\\',
    ')': ']',
    "'": '^',
    '<': '{',
    '!': '|',
    '>': '}',
    '-': '~',
  };
  let rest = text.replace(/\?\?([=(/)'<!>-])/g, (_, character: string) => trigraphs[character] ?? '').replace(/\\\n/g, '');
  const patterns: readonly (readonly [string, RegExp])[] = [
    ['', /^\s+/],
    ['', /^\/\*[\s\S]*?\*\//],
    ['comment', /^\/\/[^\n]*/],
    ['string', /^"(?:[^"\\\n]|\\.)*"/],
    ['number', /^\d[\w.]*/],
    ['name', /^[A-Za-z_]\w*/],
    ['sign', /^[-+*/%&|^~!<>=?:;,.()[\]{}#]/],
  ];
  while (rest !== '') {
    const found = patterns.map(([kind, pattern]) => [kind, pattern.exec(rest)?.[0]] as const).find(([, matched]) => matched !== undefined);
    if (found?.[1] === undefined) throw new Error(`no C: ${JSON.stringify(rest.slice(0, 60))}`);
    const [kind, matched] = found;
    if (kind !== '') kinds.push(kind === 'sign' ? matched : kind);
    rest = rest.slice(matched.length);
  }
  return kinds;
}
