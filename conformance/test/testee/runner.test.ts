/** The runner tells a right testee from a wrong one, and says what is wrong with one that cannot go on. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testeeRun } from '../../src/testee/conform.js';
import type { TesteeResult } from '../../src/testee/run.js';

const bad = fileURLToPath(new URL('bad-testee.mjs', import.meta.url));

function run(command: string, patience = 20_000): Promise<TesteeResult> {
  return testeeRun({ command, codec: 'beeper', patience, described: 5, mutate: 0, seed: 1, packages: undefined });
}

function wrong(way: string, patience?: number): Promise<TesteeResult> {
  return run(`'${process.execPath}' '${bad}' '${way}'`, patience);
}

test('a testee that refuses everything fails, and the failures say what was expected and what came', async () => {
  const result = await wrong('refuses everything');
  expect(result.failed).toBeGreaterThan(0);
  expect(result.failures[0]).toMatchObject({ codec: 'example.org/beeper|thread-2020@2|beeper', got: 'TRUNCATED' });
  expect(result.ended).toBeUndefined();
});

test('what a testee does not have is counted apart', async () => {
  for (const way of ['knows nothing', 'claims nothing']) {
    const result = await wrong(way);
    expect(result).toMatchObject({ asked: 0, passed: 0, failed: 0 });
    expect(result.unsupported).toBeGreaterThan(0);
    expect(result.codecs.unsupported).toEqual(['example.org/beeper|thread-2020@2|beeper', 'example.org/beeper|thread-2020@3|beeper']);
  }
});

test('an answer that is none is a failure of that question', async () => {
  const result = await wrong('says nothing of use');
  expect(result).toMatchObject({ passed: 0, ended: undefined });
  expect(result.failed).toBe(result.asked);
  expect(result.failures[0]?.got).toBe('no answer: ok is neither true nor false: {"yes":"please"}');
});

const endings: readonly (readonly [way: string, ended: RegExp])[] = [
  ['old protocol', /^the testee speaks protocol 0, this runner 1$/],
  [
    'crashes',
    /^it ended with exit code 7; it said: out of luck; it had to answer: example\.org\/beeper\|thread-2020@\d\|beeper (de|en)code /,
  ],
  ['hangs', /^it did not answer within 0\.4 s; it had to answer: example\.org\/beeper\|thread-2020@2\|beeper decode reset$/],
  ['drips', /^it did not answer within 0\.4 s; /],
  ['prints', /^a message says that it has 1684366191 bytes; at most 16777216 are allowed; /],
  ['speaks no JSON', /^a message is no JSON: "\{\{"; /],
];
for (const [way, ended] of endings) {
  test(`a testee that ${way} ends the run with a reason`, async () => {
    const result = await wrong(way, way === 'hangs' || way === 'drips' ? 400 : 20_000);
    expect(result.ended).toMatch(ended);
    expect(result.passed).toBe(0);
    expect(result.notAnswered).toBeGreaterThan(0);
  });
}

test('a command that is none ends the run with a reason', async () => {
  const result = await run('/no/such/program');
  expect(result.ended).toMatch(/^it ended with exit code 12[67]; it said: .*; it had to answer hello$/);
  expect(result.name).toBeUndefined();
});

test('an answer that nobody asked for is a failure of the testee', async () => {
  const result = await wrong('says everything twice');
  expect(result.passed).toBe(0);
  expect(result.failed + result.notAnswered).toBeGreaterThan(0);
});
