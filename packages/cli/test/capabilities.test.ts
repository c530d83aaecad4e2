/** `migspec capabilities`: the document of a build, of a build on a host, and whether a copy holds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDocument } from '@migspec/capabilities';
import { forms, loadCapabilities } from '@migspec/compat';
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

test('every form is printed, read by what it looks like, and printed the same again', () => {
  const cases = [
    ['thread-2020@3', ['array-2020', 'info-v3', 'info-v4', 'libvirt-xml', 'node-labels', 'nova-traits']],
    ['dpdk@17.02', ['vhost-user-versions']],
  ] as const;
  for (const [build, names] of cases) {
    for (const name of names) {
      const first = migspec('capabilities', build, '--as', name);
      expect([name, first.status, first.stderr]).toEqual([name, 0, '']);
      const path = written(`form-${name}`, first.stdout);
      expect(migspec('capabilities', path, '--as', name)).toEqual(first);
      const native = JSON.parse(migspec('capabilities', '--from', name, path).stdout);
      expect(loadCapabilities(native).ok).toBe(true);
      expect(native.silent).toContain('/models/*/sections');
    }
  }
});

test('a tree of files is written into a folder and read from it', () => {
  const out = join(folder, 'sysfs');
  expect(migspec('capabilities', 'i915@o-minimum', '--as', 'mdev', '--out', out).status).toBe(0);
  const read = migspec('capabilities', join(out, 'mdev_supported_types'));
  expect(Object.values(JSON.parse(read.stdout).models)).toMatchObject([{ stateVersions: ['5.3', '5.2', '5.1'], minimum: '5.2' }]);
  const verdict = migspec('compat', 'i915@n-5.2', join(out, 'mdev_supported_types'));
  expect([verdict.status, verdict.stdout.includes('state version 5.2')]).toEqual([3, true]);
});

test('compat takes a form on either side, says what it does not tell, and never yes', () => {
  const path = written('v3.json', migspec('capabilities', 'thread-2020@2', '--as', 'info-v3').stdout);
  const device = ['--device', 'https://example.org/devices/e1000e,version=3'];
  const refused = migspec('compat', 'thread-2020@3', path, ...device);
  expect(refused.status).toBe(3);
  expect(refused.stdout).toContain('no (create), level none');
  expect(refused.stdout).toContain('PARAM_VALUE_REFUSED');
  const open = migspec('compat', 'thread-2020@3', path, '--device', 'https://example.org/devices/e1000e,version=2');
  expect(open.stdout).toContain('◐ depends');
  expect(open.stdout).toContain('DOCUMENT_SILENT');
  const array = written('array.json', migspec('capabilities', 'thread-2020@2', '--as', 'array-2020').stdout);
  const from = migspec('compat', array, 'thread-2020@3', '--device', 'e1000e', '--json');
  expect(JSON.parse(from.stdout)).toMatchObject({
    machine: { devices: [{ configuration: { rss: 'on', 'rx-table-size': '32' } }] },
    verdict: { outcome: 'depends' },
  });
});

test('all forms are listed with what they lose', () => {
  const { status, stdout } = migspec('capabilities', '--forms');
  expect(status).toBe(0);
  for (const { name, loses } of forms) {
    expect(stdout).toContain(`${name}: `);
    for (const { at, what } of loses) expect(stdout).toContain(`    ${at}: ${what}\n`);
  }
});

test('a verdict as NVML says it, and what its masks say', () => {
  const device = ['--device', 'https://example.org/devices/e1000e,version=3', '--as', 'nvml'];
  const refused = migspec('compat', 'thread-2020@3', 'thread-2020@2', ...device);
  expect([refused.status, JSON.parse(refused.stdout)]).toEqual([3, { vgpuVmCompatibility: 0, compatibilityLimitCode: 1 }]);
  const works = migspec('compat', 'thread-2020@3', 'thread-2020@3', ...device);
  expect([works.status, JSON.parse(works.stdout)]).toEqual([0, { vgpuVmCompatibility: 15, compatibilityLimitCode: 0 }]);
  const read = migspec('capabilities', '--from', 'nvml', written('nvml.json', '{"vgpuVmCompatibility":3,"compatibilityLimitCode":1}'));
  expect(JSON.parse(read.stdout)).toEqual({ level: 'restart', states: ['cold', 'hibernate'], limits: ['host-driver'] });
  expect(migspec('capabilities', '--from', 'nvml', facts).stderr).toContain('FORM_INVALID');
  expect(migspec('capabilities', 'thread-2020@3', '--as', 'nvml').stderr).toContain('of two builds');
});

test('a document of a host is not told another', () => {
  const path = written('host.json', migspec('capabilities', 'vfio-user-2020@vendor-b-1', '--host', facts).stdout);
  const ask = (...host: readonly string[]) =>
    migspec('compat', path, path, '--device', 'my-nic', ...host.flatMap((each) => ['--host', each]));
  expect(ask().status).toBe(0);
  expect(ask('link-speed=1000').status).toBe(0);
  expect(ask('destination.link-speed=2500')).toMatchObject({ status: 2, stdout: '' });
});
