/** `isReset` of what did not come, and values that a device compares with its own: the check and the emulator say the same. */
import { expect, test } from 'vitest';
import { native, type Ran, runSpec } from './run.js';

async function grown(type: string, more = ''): Promise<Ran> {
  const model = `model: example.org/nic
sources: [test]
revisions: [a, b]
${more}state: { nic: { sources: [test], version: { a: 1, b: 2 }, minimum: 1, fields: { work: u8, late: { type: ${type}, added: b, when: "version >= 2" } } } }
invariants: [{ rule: "state.work != 1 || isReset(state.late)", added: b }]
situations:
  fresh: {}
  working: { state: { work: 1 } }
  late: { added: b, state: { late: random } }
`;
  return runSpec({ 'models/example.org/nic.yaml': model, 'implementations/acme.yaml': native({ 2: 'b', 1: 'a' }) });
}

test('what did not come is at its reset value, whatever it is', async () => {
  for (const [type, more] of [
    ['u16', ''],
    ['"u16[3]"', ''],
    ['"u8[4]"', ''],
    ['Pair', 'types: { Pair: { fields: { one: u8, two: "u16[2]" } } }\n'],
  ] as const) {
    const ran = await grown(type, more);
    expect(ran.findings.filter((each) => !each.startsWith('predicate-constant'))).toEqual([]);
    expect(ran.verdict('acme@1', 'acme@2')).toBe('yes');
  }
});

test('the reset value of who loads decides, and not that of who sends', async () => {
  const model = `model: example.org/nic
sources: [test]
revisions: [a, b]
state: { nic: { sources: [test], fields: { level: { type: u8, reset: "host.fast ? 2 : 1" } } } }
invariants: [{ rule: "isReset(state.level)", added: b }]
situations: { fresh: {}, one: { removed: b, state: { level: 1 } }, two: { removed: b, state: { level: 2 } } }
`;
  const facts = 'host-facts: { fast: { type: bool, default: false, matrix: [false, true] } }\n';
  const ran = await runSpec({ 'models/example.org/nic.yaml': model, 'implementations/acme.yaml': native({ 2: 'b', 1: 'a' }, facts) });
  expect(ran.findings.filter((each) => each.startsWith('disagreement'))).toEqual([]);
  const said = ran.result.matrices
    .flatMap(({ cells }) => cells.flat())
    .filter(({ source, destination }) => source === 'acme@1' && destination === 'acme@2')
    .flatMap(({ configurations }) => configurations.flatMap(({ reasons }) => reasons.map(({ code, predicate }) => `${code} ${predicate}`)));
  expect([...new Set(said)].sort()).toEqual([
    'INVARIANT_BROKEN !isReset(state.level)',
    'INVARIANT_BROKEN state.level != 1',
    'INVARIANT_BROKEN state.level != 2',
  ]);
});

test('a situation in which it is something else is none', async () => {
  for (const [own, value] of [
    ['equal', '4'],
    ['at-most', '"params.most + 1"'],
    ['{ masked: 3 }', '7'],
  ]) {
    const model = `model: example.org/nic
sources: [test]
params: { most: { type: u8, range: 3..5, off: 3, default: 4, guest-visible: false, sources: [test] } }
state: { nic: { sources: [test], fields: { image: { type: u16, reset: "params.most", own: ${own} } } } }
situations: { fresh: {}, other: { state: { image: ${value} } } }
`;
    const files = { 'models/example.org/nic.yaml': model, 'implementations/acme.yaml': native({ 1: '' }) };
    await expect(runSpec(files)).rejects.toThrow('SITUATION_OUTSIDE_BOUNDS');
  }
});

test('a value that looks random is still what a device compares with its own', async () => {
  for (const [type, own, reset = '3'] of [
    ['"u16[3]"', 'equal'],
    ['"u16[3]"', 'at-most'],
    ['"u16[3]"', '{ masked: 255 }'],
    ['"u8[2]"', `{ masked: "'f000'" }`, '[3, 3]'],
    ['u32', '{ masked: 15 }'],
  ]) {
    const model = `model: example.org/nic
sources: [test]
state: { nic: { sources: [test], fields: { image: { type: ${type}, reset: ${reset}, own: ${own} }, work: u8 } } }
situations: { fresh: {}, working: { state: { image: random, work: 1 } } }
`;
    const ran = await runSpec({ 'models/example.org/nic.yaml': model, 'implementations/acme.yaml': native({ 1: '' }) });
    expect(ran.findings).toEqual([]);
    expect(ran.cell('acme@1', 'acme@1', 'working')).toBe('yes → migrated');
  }
});
