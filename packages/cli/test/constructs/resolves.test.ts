/** What a host decides when a state is loaded is nothing to ask for. */
import { createConfiguration, loadCapabilities } from '@migspec/compat';
import { expect, test } from 'vitest';
import { native, runSpec } from './run.js';

const facts =
  'host-facts: { uso: { type: bool, default: false, matrix: [false, true] }, speed: { type: u32, default: 1000, matrix: [1000] } }\n';

test("what resolves at load takes no value but the host's", async () => {
  const model = `model: example.org/nic
sources: [test]
params: { speed: { type: u32, off: 0, default: "host.speed", resolves: load, guest-visible: false, compare: at-most, sources: [test] } }
state: { nic: { sources: [test], fields: { work: u8 } } }
situations: { fresh: {}, working: { state: { work: 1 } } }
`;
  const ran = await runSpec({ 'models/example.org/nic.yaml': model, 'implementations/acme.yaml': native({ 1: '' }, facts) });
  const { registry, documents } = ran.packages;
  const type = await registry['acme@1']?.['example.org/nic']?.();
  const made = (speed: number): unknown => type?.create({ speed }, { host: { speed: 1000 } }).configuration;
  expect(made(1000)).toEqual({ speed: 1000 });
  expect(() => made(10)).toThrow('PARAM_VALUE_REFUSED: speed=10, the host has 1000');
  expect(() => type?.create('speed=10', { host: { speed: 1000 } })).toThrow('PARAM_VALUE_REFUSED');

  const loaded = loadCapabilities(documents[0]);
  if (!loaded.ok) throw new Error('no document');
  const described = loaded.value.models['example.org/nic'];
  if (described === undefined) throw new Error('no model');
  const asked = (speed: number) => createConfiguration('example.org/nic', described, { values: { speed } }, { host: { speed: 1000 } });
  expect(asked(1000)).toMatchObject({ ok: true });
  expect(asked(10)).toMatchObject({ ok: false, problems: [{ code: 'PARAM_VALUE_REFUSED', param: 'speed', have: '10', want: '1000' }] });
});
