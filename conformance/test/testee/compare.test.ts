/** An answer is right when it is the expected one, and not when it only looks like it. */
import { expect, test } from 'vitest';
import { answerText, sameAnswer } from '../../src/testee/compare.js';
import { FrameReader, frame } from '../../src/testee/frames.js';
import { type Answer, longestMessage, readAnswer } from '../../src/testee/protocol.js';

const value = (json: unknown): Answer => ({ kind: 'value', value: json as never });

test('verdict, code, bytes and value must be the same', () => {
  const right: readonly (readonly [Answer, Answer])[] = [
    [
      { kind: 'error', code: 'TRUNCATED' },
      { kind: 'error', code: 'TRUNCATED' },
    ],
    [
      { kind: 'hex', hex: '00' },
      { kind: 'hex', hex: '00' },
    ],
    [value({ a: 1, b: { c: ['1', true] } }), value({ b: { c: ['1', true] }, a: 1 })],
  ];
  for (const [expected, got] of right) expect(sameAnswer(expected, got)).toBe(true);
  const wrong: readonly (readonly [Answer, Answer])[] = [
    [
      { kind: 'error', code: 'TRUNCATED' },
      { kind: 'error', code: 'TRAILING_BYTES' },
    ],
    [{ kind: 'error', code: 'TRUNCATED' }, value({})],
    [
      { kind: 'hex', hex: '00' },
      { kind: 'hex', hex: '0000' },
    ],
    [{ kind: 'hex', hex: '00' }, { kind: 'unsupported' }],
    [value({ a: 1 }), value({ a: '1' })],
    [value({ a: 1 }), value({ a: 1, b: 2 })],
    [value({ a: 1, b: 2 }), value({ a: 1 })],
    [value({ a: [1, 2] }), value({ a: [2, 1] })],
    [value({ a: [] }), value({ a: {} })],
  ];
  for (const [expected, got] of wrong) expect(sameAnswer(expected, got)).toBe(false);
});

test('a difference in values is told by its place', () => {
  const [expected, got] = [value({ a: [{ b: 1 }, { b: 2 }] }), value({ a: [{ b: 1 }, { b: 3 }] })];
  expect([answerText(expected, got), answerText(got, expected)]).toEqual(['a[1].b 2', 'a[1].b 3']);
});

test('a reply that is none is told apart from an answer', () => {
  for (const reply of [null, [], 'yes', {}, { ok: 1 }, { ok: false }, { ok: true }, { ok: true, hex: '00' }])
    expect(readAnswer('decode', reply).kind).toBe('garbled');
  expect(readAnswer('encode', { ok: true, hex: '00' })).toEqual({ kind: 'hex', hex: '00' });
});

test('messages come out as they went in, in whatever pieces they come', () => {
  const messages = [{ op: 'hello' }, { text: 'ü'.repeat(1000) }, null, [1]];
  const bytes = Buffer.concat(messages.map(frame));
  for (const size of [1, 3, 7, bytes.length]) {
    const reader = new FrameReader();
    const found: unknown[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      reader.push(bytes.subarray(at, at + size));
      for (let next = reader.next(); next !== undefined; next = reader.next()) found.push(next);
    }
    expect(found).toEqual(messages);
  }
});

test('a message that is too long is refused before it has come', () => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(longestMessage + 1);
  const reader = new FrameReader();
  reader.push(head);
  expect(() => reader.next()).toThrow(/at most 16777216/);
});
