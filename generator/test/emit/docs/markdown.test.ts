/** Whatever text a spec holds, it stays text on its page. */
import { expect, test } from 'vitest';
import { anchorOf, codeSpan, fencedBlock, inline, linkTarget, prose, tableCell, tableCode } from '../../../src/emit/docs/markdown.js';

test('signs of Markdown, HTML and site generators mean themselves in running text', () => {
  const cases: [string, string][] = [
    ['plain text, with (signs) - and 1.5', 'plain text, with (signs) - and 1.5'],
    ['<script>x</script>', '\\<script\\>x\\</script\\>'],
    ['a | b', 'a \\| b'],
    ['*a* _b_ ~~c~~', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~'],
    ['VIRTIO_BLK_F', 'VIRTIO_BLK_F'],
    ['[x](javascript:1)', '\\[x\\](javascript:1)'],
    ['{{ x }} $y$', '\\{\\{ x \\}\\} \\$y\\$'],
    ['&lt; &#60; a & b', '&amp;lt; &amp;#60; a & b'],
    ['a\\*b', 'a\\\\\\*b'],
    ['one\ntwo\r\n\tthree', 'one two three'],
    ['\u202e\ufeff\ud800', '\\\\u202e\\\\ufeff\\\\ud800'],
    ['use `a | b` and `c', 'use `a | b` and \\`c'],
    ['since qemu@5.1.0, thread@3.', 'since `qemu@5.1.0`, thread@3.'],
    ['``x``', '\\``x`\\`'],
  ];
  expect(cases.map(([text]) => [text, inline(text)])).toEqual(cases);
});

test('paragraphs stay paragraphs and begin nothing', () => {
  expect(prose('one\ntwo\n\n# three\n\n1. four\n\n- five\n\n> six\n\n\n')).toBe('one two\n\n\\# three\n\n1\\. four\n\n\\- five\n\n\\> six');
});

test('code spans and blocks hold anything and end where they end', () => {
  const spans: [string, string][] = [
    ['x', '`x`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['', '`  `'],
    ['a\nb', '`a b`'],
  ];
  expect(spans.map(([text]) => [text, codeSpan(text)])).toEqual(spans);
  expect(tableCell('a | b `c | d`')).toBe('a \\| b `c \\| d`');
  expect(tableCode('a | b')).toBe('`a \\| b`');
  expect(tableCode('a\\|b')).toBe('`a\\ \\|b`');
  expect(fencedBlock('ts', 'x\n```\ny')).toBe('````ts\nx\n```\ny\n````');
  expect(fencedBlock('text', '| x\t\u001b[2J')).toBe('```text\n| x  [2J\n```');
});

test('links go where they say', () => {
  expect(linkTarget('a b/c(d)/<e>.md')).toBe('a%20b/c%28d%29/%3Ce%3E.md');
  expect(linkTarget('#x-y')).toBe('#x-y');
  expect(anchorOf('Section `virtio-blk`, version 2')).toBe('#section-virtio-blk-version-2');
});
