import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mostDevices, readFleet, readVm } from '../../src/vm/read.js';
import { vmSchema } from '../../src/vm/schema.js';

const device = { address: 'a', model: 'x' };
const codesOf = (json: unknown): readonly (readonly [string, string | undefined])[] => {
  const read = readVm(json);
  return read.ok ? [] : read.problems.map(({ code, at }) => [code, at] as const);
};

test('a machine file becomes a command line', () => {
  const read = readVm({
    name: 'web',
    machine: 'pc-1',
    facts: { cpus: 4 },
    stream: { footers: true },
    ram: [
      { name: 'pc.ram', size: '0x8000000000' },
      { name: 'rom', size: 4096 },
    ],
    devices: [{ address: 'a', class: 'nic-pci', model: 'x', instance: 1, version: '2', properties: { queues: 4 } }],
  });
  expect(read).toEqual({
    ok: true,
    value: {
      name: 'web',
      request: {
        type: 'pc-1',
        facts: { cpus: 4 },
        stream: { footers: true },
        ram: [
          { name: 'pc.ram', size: 0x8000000000n },
          { name: 'rom', size: 4096n },
        ],
        devices: [{ address: 'a', class: 'nic-pci', model: 'x', instance: 1, version: '2', configuration: { queues: 4 } }],
      },
    },
  });
});

const mistakes: readonly (readonly [string, unknown, readonly (readonly [string, string | undefined])[]])[] = [
  ['no object', 'text', [['MACHINE_INVALID', '']]],
  ['nothing in it', {}, [['MACHINE_INVALID', '/devices']]],
  ['a list of devices that is none', { devices: {} }, [['MACHINE_INVALID', '/devices']]],
  ['a key that is none', { devices: [], cpus: 4 }, [['MACHINE_INVALID', '/cpus']]],
  ['a device without a class or model', { devices: [{ address: 'a' }] }, [['MACHINE_INVALID', '/devices/0']]],
  ['a fact that is a list', { devices: [], facts: { cpus: [4] } }, [['MACHINE_INVALID', '/facts/cpus']]],
  ['two devices at one address', { devices: [device, device] }, [['DEVICE_DUPLICATE', '/devices/1/address']]],
  ['RAM of no size', { devices: [], ram: [{ name: 'r', size: '4 MiB' }] }, [['MACHINE_INVALID', '/ram/0/size']]],
  ['RAM below nothing', { devices: [], ram: [{ name: 'r', size: '-1' }] }, [['MACHINE_INVALID', '/ram/0/size']]],
  [
    'too many devices',
    { devices: Array.from({ length: mostDevices + 1 }, (_, index) => ({ address: String(index), model: 'x' })) },
    [['DOCUMENT_TOO_LARGE', '/devices']],
  ],
  ['too much of everything', { devices: Array.from({ length: 100_000 }, () => device) }, [['DOCUMENT_TOO_LARGE', undefined]]],
];

for (const [name, json, codes] of mistakes) {
  test(`refused: ${name}`, () => {
    if (codes[0]?.[1] !== undefined) expect(codesOf(json)).toEqual(codes);
    else expect(codesOf(json).map(([code]) => code)).toContain(codes[0]?.[0]);
  });
}

test('a fleet: hosts in order, machines with their hosts, and the names of what has none', () => {
  const read = readFleet({
    hosts: { b: { build: 'q@2', facts: { net: 'tap' } }, a: { build: 'q@1' } },
    vms: [{ host: 'a', devices: [device] }],
  });
  expect(read).toMatchObject({
    ok: true,
    value: {
      hosts: [
        { name: 'b', build: 'q@2', facts: { net: 'tap' } },
        { name: 'a', build: 'q@1', facts: {} },
      ],
      vms: [{ name: 'vm 0', host: 'a' }],
    },
  });
  const refused = readFleet({ hosts: { a: { build: 'q@1' } }, vms: [{ devices: [device] }, { name: 'w', host: 'c', devices: [device] }] });
  expect(refused.ok ? [] : refused.problems.map(({ code, at }) => [code, at])).toEqual([
    ['HOST_UNKNOWN', '/vms/0/host'],
    ['HOST_UNKNOWN', '/vms/1/host'],
  ]);
});

for (const [of, file] of [
  ['Vm', 'vm-1'],
  ['Fleet', 'fleet-1'],
] as const) {
  test(`the published schema of ${of} is the one that is read by`, () => {
    const url = new URL(`../../schema/${file}.schema.json`, import.meta.url);
    const text = `${JSON.stringify(vmSchema(of), undefined, 2)}\n`;
    if (process.env.MIGSPEC_UPDATE === '1') writeFileSync(url, text);
    expect(JSON.parse(readFileSync(url, 'utf8'))).toEqual(JSON.parse(text));
  });
}
