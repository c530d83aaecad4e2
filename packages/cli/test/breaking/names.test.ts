/** Names of states that are refused before anything reads them, and what is left out of those that are read. */
import { expect, test } from 'vitest';
import { prove } from '../../src/breaking/prove.js';
import { filesAtRevision, specFilesIn } from '../../src/breaking/revision.js';
import { statesOf } from '../../src/breaking/states.js';
import { root } from '../run.js';

const options = { spec: `${root}/packages/cli/test/breaking/bases/configured/old` };

test.each(['-x', '--output=x', '-x:spec'])('%s is no state: it would be an option of git', (name) => {
  expect(() => statesOf(undefined, name, options)).toThrow(`${name}: not a folder`);
});

test.each(['-x', '--all', '', ':spec', '-x:spec'])('%j is no revision either', (name) => {
  expect(() => filesAtRevision(name, options.spec)).toThrow('not a git revision');
});

test('a lock is nothing to drive', async () => {
  await expect(prove([{ kind: 'lock' }, { kind: 'lock' }], () => [])).rejects.toThrow('STATE_HAS_NO_TEXT');
});

test('links of a revision are named, and not read', () => {
  const line = (mode: string, path: string) => `${mode} blob ${'a'.repeat(40)}      25\tmine/spec/${path}\0`;
  const listing = [
    line('100644', 'models/example.org/nic.yaml'),
    line('120000', 'models/example.org/other.yaml'),
    line('100644', 'locks/vm@1.0.json'),
    line('100644', 'notes.txt'),
  ].join('');
  const { entries, links } = specFilesIn(listing, 'mine/spec/');
  expect(entries.map(({ path, size }) => [path, size])).toEqual([
    ['models/example.org/nic.yaml', 25],
    ['locks/vm@1.0.json', 25],
  ]);
  expect(links).toEqual(['models/example.org/other.yaml']);
});
