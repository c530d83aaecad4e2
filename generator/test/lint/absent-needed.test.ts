import { expect, test } from 'vitest';
import { nicFindings } from '../compile/support.js';

const params = 'params:\n  mode: { type: u8, off: 0, default: 0, range: 0..3, guest-visible: false, sources: [test] }\n';

function found(needed: string, fields: string, before = ''): readonly string[] {
  const sub = `nic/s: { needed: ${JSON.stringify(needed)}, fields: { ${fields} } }`;
  const state = `${before}state:\n  nic:\n    sources: [test]\n    fields: { ctrl: u32 }\n    subsections: { ${sub} }\n`;
  return nicFindings(state).map((each) => each.replace(/its variables .* is true/, '…'));
}

const wrong = ['MS5040 where nic/s does not come, …'];

test('absent values with which the subsection would have been sent', () => {
  expect(found('state.x > 0', 'x: u8')).toEqual([]);
  expect(found('state.x > 0', 'x: { type: u8, reset: 4 }')).toEqual(wrong);
  expect(found('state.x > 0', 'x: { type: u8, reset: 4, absent: 0 }')).toEqual([]);
  expect(found('!isReset(state.x)', 'x: { type: u8, reset: 4 }')).toEqual([]);
  expect(found('!isReset(state.x)', 'x: { type: u8, reset: 4, absent: 0 }')).toEqual(wrong);
  expect(found("state.x != 'off'", 'x: { type: enum, of: u8, values: { on: 0, off: 1 } }')).toEqual(wrong);
  expect(found("state.x != 'on'", 'x: { type: enum, of: u8, values: { on: 0, off: 1 } }')).toEqual([]);
  expect(found('!state.x[1]', 'x: "bool[3]"')).toEqual(wrong);
});

test('what else decides is left open, unless it cannot help', () => {
  expect(found('state.ctrl > 0', 'x: u8')).toEqual([]);
  expect(found('state.ctrl > 0 && state.x != 5', 'x: u8')).toEqual([]);
  expect(found('state.ctrl > 0 || state.x != 5', 'x: u8')).toEqual(wrong);
});

test('the message names the configuration', () => {
  expect(found('params.mode == 2 || state.x > 0', 'x: u8', params)).toEqual([]);
  expect(found('state.x != params.mode', 'x: u8', params)).toEqual(['MS5040 where nic/s does not come, … when mode is 1']);
  expect(found('state.x != params.mode', 'x: { type: u8, absent: "params.mode" }', params)).toEqual([]);
});
