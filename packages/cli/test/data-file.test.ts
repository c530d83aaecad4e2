/** Machine and fleet files, read in this process. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFleet, readVm } from '@migspec/compat';
import { expect, test } from 'vitest';
import { readDataFile } from '../src/data-file.js';
import { UsageError } from '../src/exit.js';
import { temporaryFolder } from './run.js';

const folder = temporaryFolder();

/** The message, without the path. */
async function refusal(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, text);
  try {
    await readDataFile(path, readVm);
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(path, name);
    throw error;
  }
  return 'taken';
}

test('YAML and JSON say the same', async () => {
  const yaml = join(folder, 'fleet.yaml');
  writeFileSync(yaml, 'hosts: { a: { build: "x@1", facts: { uso: true } } }\nvms: [{ host: a, devices: [{ address: b, model: y }] }]\n');
  const json = join(folder, 'fleet.json');
  writeFileSync(
    json,
    JSON.stringify({ hosts: { a: { build: 'x@1', facts: { uso: true } } }, vms: [{ host: 'a', devices: [{ address: 'b', model: 'y' }] }] }),
  );
  expect(await readDataFile(yaml, readFleet)).toEqual(await readDataFile(json, readFleet));
});

/** Name, text, and what the message has in it. */
const mistakes: readonly (readonly [string, string, string])[] = [
  [
    'line.yaml',
    'devices:\n  - { address: a, model: x }\n  - { adress: b, model: x }\n',
    'line.yaml:3: MACHINE_INVALID: /devices/1/address',
  ],
  ['torn.yaml', 'devices:\n  - [a\n', 'torn.yaml:3: not YAML'],
  ['alias.yaml', 'devices: &d [{ address: a, model: x }]\nname: *d\n', 'alias.yaml: '],
  ['merge.yaml', 'devices: []\n<<: { name: x }\n', 'MACHINE_INVALID: /<<'],
  ['two.yaml', 'devices: []\n---\ndevices: []\n', 'not YAML'],
  ['twice.yaml', 'devices: []\ndevices: []\n', 'not YAML'],
  ['deep.yaml', '['.repeat(20_000), 'deep.yaml'],
  ['torn.json', '{ "devices": [', 'torn.json is not JSON'],
  ['key.json', '{ "devices": [], "cpus": 4 }', 'key.json: MACHINE_INVALID: /cpus'],
];
for (const [name, text, message] of mistakes) {
  test(`refused: ${name}`, async () => {
    expect(await refusal(name, text)).toContain(message);
  });
}

test('an alias is refused for being one: a small file could say very much', async () => {
  expect(await refusal('bomb.yaml', 'name: &n x\nhost: *n\ndevices: []\n')).not.toBe('taken');
});
