/** Whatever text a spec holds, it stays text: the C code has the same tokens as with harmless text. */
import { expect, test } from 'vitest';
import { emitC } from '../../../src/emit/c/emit.js';
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import { hostile, rename, talkative } from '../hostile.js';
import { everyKind } from '../ts/every-kind.js';
import { specOf } from '../ts/harness.js';
import { tokenKinds } from './lexer.js';

const emit = (snapshots: readonly SnapshotIR[]): readonly (readonly [string, string])[] =>
  emitC({ spec: specOf(snapshots), snapshots, packageName: 'test-c' })
    .filter(({ path }) => /\.[ch]$/.test(path))
    .map(({ path, text }) => [path, text]);

function compare(forms: readonly SnapshotIR[], texts: readonly string[]): void {
  const plain = emit(rename(forms, 'some words ')).map(([, text]) => tokenKinds(text).join(' '));
  for (const text of texts) {
    const files = emit(rename(forms, `${text} `));
    expect([text, files.length]).toEqual([text, plain.length]);
    files.forEach(([path, content], index) => {
      const found = tokenKinds(content).join(' ');
      expect([text, found === plain[index] ? 'same' : content]).toEqual([text, 'same']);
      // Nothing invisible, nothing that turns the direction of what a reader sees.
      const seen = /[^\n\P{Cc}]|[\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u.exec(content);
      expect([path, text, seen?.[0]]).toEqual([path, text, undefined]);
      // A line that goes on in the next one is a warning even inside a comment.
      expect([path, text, /^.*(\\|\?\?\/)$/m.exec(content)?.[0]]).toEqual([path, text, undefined]);
      expect(path).toMatch(/^[A-Za-z0-9._@/-]+$/);
    });
  }
}

test('hostile text gives the same tokens as harmless text', () => {
  compare([talkative()], hostile);
});

test('in every kind of field, too', () => {
  compare([everyKind('native'), everyKind('qemu')], [hostile.join(' ')]);
});
