import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrame } from '../../src/text/frame.js';
import { lineColumn, lineText, sourceText } from '../../src/text/source.js';
import { distance, suggest } from '../../src/text/suggest.js';

test('lines and columns of every offset, as counting by hand gives them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\r\n', 'ü', '👍')), (parts) => {
      const text = parts.join('');
      const source = sourceText('x', text);
      for (let offset = 0; offset <= text.length; offset++) {
        const before = text.slice(0, offset).split('\n');
        expect(lineColumn(source, offset)).toEqual({ line: before.length, column: (before.at(-1) ?? '').length + 1 });
      }
      expect(text.split(/\r?\n/).map((_, i) => lineText(source, i + 1))).toEqual(text.split(/\r?\n/));
    }),
  );
});

test('a code frame underlines exactly the span', () => {
  const source = sourceText('x', 'one\n  two: three\nfour');
  expect(codeFrame(source, { file: 'x', start: 11, end: 16 })).toEqual(['2 |   two: three', '  |        ^^^^^']);
  expect(codeFrame(source, { file: 'x', start: 6, end: 21 })).toEqual(['2 |   two: three', '  |   ^^^^^^^^^^']);
  expect(codeFrame(source, { file: 'x', start: 21, end: 21 })).toEqual(['3 | four', '  |     ^']);
});

test('a code frame of a long line shows the part around the span, and no control characters', () => {
  const source = sourceText('x', `${'a'.repeat(5000)}\u001b[31mHERE${'b'.repeat(5000)}`);
  const [line = '', carets = ''] = codeFrame(source, { file: 'x', start: 5005, end: 5009 });
  expect(line.length).toBeLessThan(200);
  expect(line).toContain('·[31mHERE');
  expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
});

test('distance: insertions, deletions, replacements and swaps of neighbours cost one', () => {
  const pairs: readonly (readonly [string, string, number])[] = [
    ['reset', 'reset', 0],
    ['rest', 'reset', 1],
    ['resett', 'reset', 1],
    ['resat', 'reset', 1],
    ['reste', 'reset', 1],
    ['abcdef', 'badcfe', 3],
    ['', 'abc', 3],
  ];
  for (const [a, b, expected] of pairs) {
    expect(distance(a, b, 10), `${a} ${b}`).toBe(expected);
    expect(distance(b, a, 10), `${b} ${a}`).toBe(expected);
  }
  expect(distance('completely', 'different', 2)).toBe(3);
});

test('a suggestion is near and the only one that is', () => {
  expect(suggest('rest', ['reset', 'range'])).toBe('reset');
  expect(suggest('virtio-blk-devise', ['virtio-blk-device', 'virtio-rng-device'])).toBe('virtio-blk-device');
  expect(suggest('ab', ['ac', 'ad'])).toBeUndefined();
  expect(suggest('queues', ['vectors', 'size'])).toBeUndefined();
  expect(suggest('x'.repeat(1000), ['x'.repeat(999)])).toBeUndefined();
});
