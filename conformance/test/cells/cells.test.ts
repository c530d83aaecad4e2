import { spawnSync } from 'node:child_process';
import type { DocumentParam } from '@migspec/capabilities';
import { boundaries, factCombinations, hostVariations, starts } from '@migspec/compat';
import type { Tried } from '@migspec/emulator';
import type { Configuration, ParamValue } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { factsText, hostsText } from '../../src/cells/facts.js';
import { onlyOption, parseSelector, selectorText, selects } from '../../src/cells/selector.js';

function param(name: string, type: DocumentParam['type'], range: DocumentParam['range'], off?: DocumentParam['off']): DocumentParam {
  return {
    id: name,
    name,
    type,
    range,
    ...(off === undefined ? {} : { off }),
    guestVisible: true,
    default: { text: '1', expr: { op: 'int', value: '1' } },
    compare: 'equal',
    resolves: 'create',
    settable: 'create',
    since: '1',
  };
}

const u16 = { kind: 'int', bits: 16, signed: false } as const;

test('boundaries are the ends of every interval, off, and the default', () => {
  const items = [{ min: '1', max: '8' }, { value: '64' }];
  expect(boundaries(param('n', u16, { items }, 0), 4)).toEqual([1, 8, 64, 0, 4]);
  expect(boundaries(param('n', u16, { items: [{ min: '1', max: '30' }], multipleOf: '4' }), undefined)).toEqual([4, 28]);
  expect(boundaries(param('n', u16, { items: [{ min: '3', max: '1000' }], powerOfTwo: true }), undefined)).toEqual([4, 512]);
  expect(boundaries(param('n', { kind: 'int', bits: 8, signed: true }, { items: [] }), undefined)).toEqual([-128, 127]);
  expect(boundaries(param('n', { kind: 'int', bits: 64, signed: false }, { items: [] }), undefined)).toEqual([0n, 0xffff_ffff_ffff_ffffn]);
  expect(boundaries(param('b', { kind: 'bool' }, { items: [] }, false), true)).toEqual([false, true]);
  expect(boundaries(param('b', { kind: 'bool' }, { items: [{ value: 'true' }] }), true)).toEqual([true]);
  expect(boundaries(param('e', { kind: 'enum', values: ['a', 'b'] }, { items: [] }), 'a')).toEqual(['a', 'b']);
  const names = [
    { name: 'x', bit: 0 },
    { name: 'y', bit: 5 },
  ];
  expect(boundaries(param('f', { kind: 'flags', bits: 32, names }, { items: [], mask: '33' }), undefined)).toEqual([0, 33, 1, 32]);
});

test('starts cover defaults, versions, all off and boundaries, and bring a second param where a constraint forbids a boundary alone', () => {
  const rss = param('rss', { kind: 'bool' }, { items: [] }, false);
  const size = param('size', u16, { items: [{ min: '0', max: '64' }] }, 0);
  const model = { params: [rss, size], versions: [{ name: '1', fingerprint: '', values: {} }] };
  const make = (version: string | undefined, values: Readonly<Record<string, ParamValue>>): Tried<Configuration> => {
    const configuration = { rss: version === undefined, size: version === undefined ? 64 : 0, ...values };
    const refused = configuration.rss === true && configuration.size === 0;
    return refused ? { ok: false, refusal: { code: 'CONSTRAINT_BROKEN', message: '', details: {} } } : { ok: true, value: configuration };
  };
  expect(starts(model, true, make).map(({ label }) => label)).toEqual([
    'defaults',
    'version=1',
    'rss=off,size=0',
    'rss=off',
    'size=0,rss=off',
  ]);
  expect(starts(model, false, make).map(({ label }) => label)).toEqual(['defaults', 'rss=off,size=0', 'rss=off', 'size=0,rss=off']);
});

test('hosts differ from the first in one fact, and a route says what it is at each', () => {
  const hosts = hostVariations({ uso: [false, true], queues: [2, 8, 16] });
  expect(hosts.map(factsText)).toEqual(['uso=off,queues=2', 'uso=on,queues=2', 'uso=off,queues=8', 'uso=off,queues=16']);
  expect(hostVariations({})).toEqual([{}]);
  expect(
    hostsText([
      { uso: true, queues: 2 },
      { uso: false, queues: 2 },
    ]),
  ).toBe('host.uso=on>off,host.queues=2');
  expect(hostsText([{}, {}])).toBe('');
});

test('machine facts are combined', () => {
  const combinations = factCombinations({ cpus: [1, 4], smm: [false, true] });
  expect(combinations.map(factsText)).toEqual(['cpus=1,smm=off', 'cpus=1,smm=on', 'cpus=4,smm=off', 'cpus=4,smm=on']);
  expect(factCombinations({})).toEqual([{}]);
});

test('a selector is the text of a cell, and what a cell does not say is not excluded', () => {
  const cell = {
    model: 'https://a.org/x',
    route: ['q@1', 'q@2'],
    on: 'pc-1',
    config: 'size=0,rss=off',
    facts: 'cpus=4',
    situation: 'fresh',
  };
  const text = selectorText(cell);
  expect(text).toBe('model:https://a.org/x route:q@1>q@2 on:pc-1 config:size=0,rss=off facts:cpus=4 in:fresh');
  const parsed = parseSelector(text);
  if (!parsed.ok) throw new Error(parsed.message);
  expect(selects(parsed.selector, cell)).toBe(true);
  expect(selects(parsed.selector, { model: cell.model, on: cell.on })).toBe(true);
  for (const other of [
    { model: 'b' },
    { route: ['q@2', 'q@1'] },
    { route: ['q@1', 'q@2', 'q@1'] },
    { on: 'pc-2' },
    { config: 'defaults' },
    { facts: 'cpus=1' },
    { situation: 'x' },
  ]) {
    expect(selects(parsed.selector, { ...cell, ...other })).toBe(false);
  }
  expect(parseSelector('route:a>b reset:yes')).toEqual({ ok: true, selector: { route: ['a', 'b'], reset: true } });
  expect(parseSelector('nonsense').ok).toBe(false);
});

test('whatever names hold, a selector reads back as it was written, and a shell takes its option for one word', () => {
  const cell = {
    model: 'm',
    route: ["x';id;'@a>b", 'q@2'],
    on: 'pc 1',
    config: "version=x';id;' 50%25\n",
    facts: 'a=%20 b',
    situation: 'a\tb',
  };
  const text = selectorText(cell);
  const parsed = parseSelector(text);
  expect(parsed).toEqual({ ok: true, selector: cell });
  const { stdout } = spawnSync('sh', ['-c', `printf '[%s]' ${onlyOption(text)}`], { encoding: 'utf8' });
  expect(stdout).toBe(`[--only][${text}]`);
  expect(parseSelector('config:a=50%,b=%FF%')).toEqual({ ok: true, selector: { config: 'a=50%,b=%FF%' } });
});
