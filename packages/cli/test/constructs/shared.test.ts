/** Enums and flags of a types file: in fields of sections and structs, as arguments, and as types of params. */
import { expect, test } from 'vitest';
import { native, runSpec } from './run.js';

const types = `types: net
sources: [test]
enums: { Speed: { values: { slow: 0, fast: 7 } } }
flags: { Features: { of: u64, bits: { csum: 0, tso: 40 } } }
structs:
  Port: { parameters: { lane: type }, fields: { speed: Speed, lane: args.lane, acked: { type: Features, of: u64 } } }
`;
const model = `model: example.org/nic
sources: [test]
params:
  speed: { type: net.Speed, default: fast, off: slow, sources: [test] }
  features: { type: net.Features, default: [csum, tso], off: [], sources: [test] }
versions: { "2": { speed: fast, features: [tso] }, "1": {} }
observables:
  speed: "params.speed == 'fast'"
  tso: "params.features.tso"
state:
  nic:
    sources: [test]
    fields:
      current: { type: net.Speed, of: u16, reset: "params.speed" }
      history: { type: net.Speed, count: 3 }
      port: { type: net.Port, with: { lane: net.Speed } }
      offered: { type: net.Features, negotiated: "params.features" }
situations:
  fresh: {}
  fast: { state: { current: fast, history: [slow, fast, slow], port: { lane: fast, acked: [csum] } } }
`;

test('one declaration, used everywhere; the carrier may be said where it is used', async () => {
  const { findings, packages, verdict } = await runSpec({
    'types/net.yaml': types,
    'models/example.org/nic.yaml': model,
    'implementations/acme.yaml': native({ 2: '', 1: '' }),
  });
  expect(findings).toEqual([]);
  expect(verdict('acme@1', 'acme@2', 'version=2')).toBe('yes');
  const device = (await packages.registry['acme@1']?.['example.org/nic']?.())?.create('speed=fast,features=0x10000000000');
  const [saved] = device?.save() ?? [];
  // u16, three u8, the struct (u8, u8, u64), u64.
  expect(Buffer.from(saved?.payload ?? []).toString('hex')).toBe(`0007${'00'.repeat(3 + 2 + 8 + 8)}00`);
  expect(device?.configuration).toEqual({ speed: 'fast', features: 1n << 40n });
});

test('what is wrong with them is said where it stands', async () => {
  const broken = runSpec({
    'types/net.yaml': types.replace('fast: 7', 'fast: 0').replace('structs:\n', 'structs:\n  Speed: { fields: { a: u8 } }\n'),
    'models/example.org/nic.yaml': model.replace('type: net.Features, default', 'type: net.Feature, default'),
    'implementations/acme.yaml': native({ 1: '' }),
  });
  await expect(broken).rejects.toThrow(/MS3011 NAME_DUPLICATE/);
  await expect(broken).rejects.toThrow(/MS5006 VALUE_TWICE/);
  await expect(broken).rejects.toThrow(/there is no type "net.Feature"; did you mean "?net.Features/);
});
