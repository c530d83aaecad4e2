/** Names of states that are refused before anything reads them. */
import { expect, test } from 'vitest';
import { filesAtRevision } from '../../src/breaking/revision.js';
import { statesOf } from '../../src/breaking/states.js';
import { root } from '../run.js';

const options = { spec: `${root}/packages/cli/test/breaking/bases/configured/old` };

test.each(['-x', '--output=x', '-x:spec'])('%s is no state: it would be an option of git', (name) => {
  expect(() => statesOf(undefined, name, options)).toThrow(`${name}: not a folder`);
});

test.each(['-x', '--all', '', ':spec', '-x:spec'])('%j is no revision either', (name) => {
  expect(() => filesAtRevision(name, options.spec)).toThrow('not a git revision');
});
