/** Lines of the spec that a reason comes from, in this process. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../src/exit.js';
import { Whereabouts } from '../src/explain/where.js';
import { root, temporaryFolder } from './run.js';

const folder = temporaryFolder();
const model = 'https://example.org/devices/e1000e';

function copyAt(name: string, change: (text: string) => string = (text) => text): Whereabouts {
  const spec = join(folder, name, 'spec');
  for (const file of ['models/example.org', 'implementations/thread-2020.yaml'])
    cpSync(join(root, 'spec', file), join(spec, file), { recursive: true });
  const path = join(spec, 'models/example.org/devices/e1000e.yaml');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return new Whereabouts(spec);
}

const whereabouts = copyAt('same');
const [older, newer] = ['thread-2020@2', 'thread-2020@3'].map((build) =>
  whereabouts.documents.find((document) => document.build === build),
);
if (older === undefined || newer === undefined) throw new Error('two builds');
const sides = [{ document: newer }, { document: older }];

/** What a reason may be about, what the lines are said to be about, and how they begin. */
const rows = [
  [{ param: 'rx-table-size', code: 'PARAM_VALUE_REFUSED' }, [['param rx-table-size', 'rx-table-size:']]],
  [{ observable: 'table-entries', code: 'GUEST_INTERFACE_DIFFERS' }, [['observable table-entries', 'table-entries:']]],
  [{ section: 'e1000e/rss', code: 'SECTION_UNKNOWN' }, [['section e1000e/rss', 'e1000e/rss:']]],
  [
    { section: 'e1000e', field: 'head', code: 'OUT_OF_RANGE' },
    [
      ['section e1000e', 'e1000e:'],
      ['field head', 'head:'],
    ],
  ],
  [
    { code: 'MODEL_UNKNOWN' },
    [
      ['https://example.org/devices/e1000e in thread-2020@3', '"3":'],
      ['https://example.org/devices/e1000e in thread-2020@2', '"2":'],
    ],
  ],
] as const;
for (const [about, lines] of rows) {
  test(`${about.code}: ${lines.map(([what]) => what).join(', ')}`, () => {
    const found = whereabouts.linesOf({ model, ...about }, sides);
    expect(found.map(({ about: what, text }) => [what, text.slice(0, lines.find(([own]) => own === what)?.[1].length)])).toEqual(lines);
    for (const { file, line, text } of found)
      expect(
        readFileSync(join(folder, 'same', file), 'utf8')
          .split('\n')
          [line - 1]?.trim(),
      ).toBe(text);
  });
}

test('documents of another spec are refused, and those of an unknown build', () => {
  whereabouts.expectSame([older, newer]);
  const lying = copyAt('lying', (text) => text.replace('title: ', 'title: Not '));
  expect(() => lying.expectSame([newer])).toThrow(UsageError);
  expect(() => whereabouts.expectSame([{ ...newer, build: 'thread-2020@4' }])).toThrow('has no build thread-2020@4');
});
