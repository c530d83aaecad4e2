/** `migspec capabilities`: the document of a build, of a build on a host, and whether a copy holds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDocument } from '@migspec/capabilities';
import { loadCapabilities } from '@migspec/compat';
import { expect, test } from 'vitest';
import { migspec, temporaryFolder } from './run.js';

const folder = temporaryFolder();
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const facts = written('facts.json', '{ "link-speed": 1000 }');

test('the document of a build is the generated one', () => {
  const { status, stdout, stderr } = migspec('capabilities', 'vfio-user-2020@vendor-a-2');
  expect([status, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual(loadDocument('vfio-user-2020@vendor-a-2'));
});

test('on a host: facts, epoch, a narrower range, a default that is worked out, and a digest of it all', () => {
  const { status, stdout } = migspec('capabilities', 'vfio-user-2020@vendor-a-2', '--host', facts, '--epoch', 'boot 1');
  const loaded = loadCapabilities(JSON.parse(stdout));
  if (status !== 0 || !loaded.ok) throw new Error(stdout);
  const { host, validity, models } = loaded.value;
  expect({ host, validity }).toEqual({ host: { 'link-speed': 1000 }, validity: { facts: ['link-speed'], epoch: 'boot 1' } });
  const param = models['vendor-a.com/my-nic']?.params.find(({ name }) => name === 'link-speed');
  expect([param?.range, param?.default.text]).toEqual([{ items: [{ min: '0', max: '1000' }] }, '1000']);
});

test('a copy: exit 0 while it holds, 3 with the reasons when not; facts that are none are the caller’s mistake', () => {
  const document = ['capabilities', 'vfio-user-2020@vendor-a-2', '--host'];
  const copy = written('copy.json', migspec(...document, facts, '--epoch', 'boot 1').stdout);
  expect(migspec(...document, facts, '--epoch', 'boot 2', '--cached', copy)).toEqual({ status: 0, stdout: `${copy}: holds\n`, stderr: '' });
  const faster = written('faster.json', '{ "link-speed": 10000 }');
  const old = migspec(...document, faster, '--epoch', 'boot 2', '--cached', copy);
  expect(old.status).toBe(3);
  expect(old.stdout).toContain('DOCUMENT_STALE: the epoch is boot 2 on the host, and boot 1 in the copy');
  expect(old.stdout).toContain('DOCUMENT_STALE: host fact link-speed is 10000 on the host, and 1000 in the copy');
  for (const [text, message] of [
    ['[]', 'names of host facts'],
    ['{', 'is not JSON'],
    ['{ "link-speed": {} }', 'names of host facts'],
    ['{ "link-speed": "fast" }', 'HOST_FACT_REFUSED'],
    ['{ "speed": 1 }', "declares no host fact 'speed'"],
  ] as const) {
    const { status, stdout, stderr } = migspec(...document, written('wrong.json', text));
    expect([text, status, stdout]).toEqual([text, 2, '']);
    expect(stderr).toContain(message);
  }
});
