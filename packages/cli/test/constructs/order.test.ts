/** Load order: a native receiver refuses a section that comes before one that it loads first. */
import { expect, test } from 'vitest';
import { implementation, native, runSpec } from './run.js';

const model = `model: example.org/nic
sources: [test]
revisions: ["any", "ordered"]
state:
  queues-first: { name: queues, removed: ordered, sources: [test], fields: { tail: { type: u16, removed: ordered } } }
  control: { sources: [test], fields: { status: u8 } }
  queues: { added: ordered, after: [control], sources: [test], fields: { tail: { type: u16, added: ordered } } }
situations: { fresh: {}, running: { state: { status: 1, tail: 7 } } }
`;
const builds = { 2: 'ordered', 1: 'any' };

test('native: the order is refused, and foretold', async () => {
  const { cell, findings, packages, verdict } = await runSpec({
    'models/example.org/nic.yaml': model,
    'implementations/acme.yaml': native(builds),
  });
  expect(findings).toEqual([]);
  expect(verdict('acme@1', 'acme@2')).toBe('no ORDER_WRONG queues');
  expect(cell('acme@1', 'acme@2', 'running')).toBe('no → refused-at-load');
  expect(verdict('acme@2', 'acme@1')).toBe('yes');
  const device = (await packages.registry['acme@2']?.['example.org/nic']?.())?.create();
  expect(device?.save().map(({ name }) => name)).toEqual(['control', 'queues']);
  expect(() => device?.load(device.save().reverse())).toThrow('ORDER_WRONG control, have after queues, want before queues');
});

test('qemu: the loader takes what comes as it comes', async () => {
  const { findings, verdict } = await runSpec({
    'models/example.org/nic.yaml': model,
    'implementations/acme.yaml': implementation('qemu', 'configured', builds),
  });
  expect(findings).toEqual([]);
  expect(verdict('acme@1', 'acme@2')).toBe('yes');
});
