import { expect, test } from 'vitest';
import { machineTables } from '../../../src/ir/machine-tables.js';
import type { CompatEntryIR } from '../../../src/ir/spec.js';
import { build, implementation, spec } from './fixture.js';

const value = (n: number) => ({ kind: 'int', value: String(n) }) as const;
const entry = (name: string, n: number, rest: Partial<CompatEntryIR> = {}): CompatEntryIR => ({
  class: 'disk',
  property: name,
  value: value(n),
  ...rest,
});

const demo = implementation('demo', [build('7.2.22', [], '7.2'), build('5.2.0', [], '5.2'), build('5.1.0', [], '5.1')]);
const whole = spec({
  implementations: [demo],
  compatSets: [
    { name: '5.1', implementation: 'demo', sources: [], entries: [entry('queues', 1)] },
    {
      name: '7.1',
      implementation: 'demo',
      sources: [],
      entries: [
        entry('queues', 4),
        entry('late', 0, { added: '7.2.22' }),
        entry('later', 0, { added: '8.0' }),
        entry('once', 1, { only: ['7.2'] }),
        entry('gone', 1, { removed: '7.2.22' }),
      ],
    },
  ],
  machineFamilies: [
    {
      name: 'pc',
      implementation: 'demo',
      types: [
        { name: 'pc-5.2', added: '5.2.0', compat: ['7.1'] },
        { name: 'pc-5.1', compat: ['5.1'], removed: '7.2.22' },
        { name: 'pc-5.0', compat: [] },
      ],
    },
    { name: 'other', implementation: 'another', types: [{ name: 'foreign' }] },
  ],
});

function tables(name: string) {
  const found = demo.builds.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(name);
  return Object.fromEntries(
    machineTables(whole, demo, found).map((table) => [
      table.name,
      table.entries.map((item) => `${item.property}=${item.value.value}`).join(' '),
    ]),
  );
}

test('a set restores only what releases after its own changed, and the older word comes last', () => {
  expect(tables('5.1.0')).toEqual({ 'pc-5.1': '', 'pc-5.0': '' });
  expect(tables('5.2.0')).toEqual({ 'pc-5.2': '', 'pc-5.1': 'queues=1', 'pc-5.0': 'queues=1' });
  expect(tables('7.2.22')).toEqual({ 'pc-5.2': 'queues=4 late=0 once=1', 'pc-5.0': 'queues=4 late=0 once=1 queues=1' });
});
