import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { loadSpec } from '../../src/parse/load.js';

function load(...names: readonly string[]) {
  const root = join(mkdtempSync(join(tmpdir(), 'migspec-load-')), 'spec');
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), 'model: example.org/x\n');
  }
  const reporter = new Reporter();
  const read = loadSpec(root, reporter).map(({ folder, path }) => `${folder}/${path}`);
  return { read, found: reporter.sorted().map(({ code, message, help }) => `${code} ${message}; ${help}`) };
}

test('both extensions are read, at any depth', () => {
  expect(load('models/a.yaml', 'models/example.org/b.yml', 'types/c.yaml', 'models/notes.txt')).toEqual({
    read: ['models/a', 'models/example.org/b', 'types/c'],
    found: [],
  });
});

test('a file with an extension in upper case is named, beside good ones and alone', () => {
  const unread = 'MS1018 nothing reads spec/models/B.YAML: its extension is in upper case; call it spec/models/B.yaml';
  expect(load('models/a.yaml', 'models/B.YAML')).toEqual({ read: ['models/a'], found: [unread] });
  expect(load('models/B.YAML')).toEqual({ read: [], found: [unread] });
  expect(load('models/a.yaml', 'B.Yml').found.map((each) => each.slice(0, 6))).toEqual(['MS1018']);
  expect(load('models/a.yaml', 'model/B.YML').found.map((each) => each.slice(0, 6))).toEqual(['MS1018']);
});
