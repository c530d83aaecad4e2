/** The ready-made program, with devices that are generated from the spec. */
import { type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { registry } from '../../../devices/src/index.js';
import { documentForHost } from '../../src/document/host.js';
import { formOf } from '../../src/formats/forms.js';
import { infoV4 } from '../../src/formats/info-v4.js';
import { type DeviceProgram, deviceProgram } from '../../src/program/program.js';

const program = (build: string, rest: Partial<DeviceProgram> = {}): DeviceProgram => ({
  document: loadDocument(build) as CapabilityDocument,
  devices: registry[build] ?? {},
  ...rest,
});
const e1000e = 'https://example.org/devices/e1000e';
const thread = program('thread-2020@3');
const run = async (argv: readonly string[], of: DeviceProgram = thread) => {
  const { status, stdout, stderr, device, rest } = await deviceProgram(argv, of);
  return { status, stdout, stderr, configuration: device?.configuration, rest };
};

test('every device class of every build prints its capabilities and its migration info', async () => {
  for (const build of Object.keys(registry)) {
    const of = program(build);
    for (const model of Object.keys(of.document.models)) {
      const capabilities = await run(['--print-capabilities', '--migration-model', model, '--nonsense'], of);
      expect([build, capabilities.status, capabilities.stderr]).toEqual([build, 0, '']);
      expect(JSON.parse(capabilities.stdout)).toEqual({ type: expect.any(String), features: expect.any(Array) });
      const info = await run(['--print-migration-info-json', `--migration-model=${model}`], of);
      expect([build, info.status, info.stderr]).toEqual([build, 0, '']);
      expect(formOf({ f: info.stdout })?.name).toBe('info-v3');
      // The same text is what the fourth proposal asks for.
      expect(infoV4.recognises({ f: info.stdout })).toBe(true);
    }
  }
});

test('a device is created at a version, with params in both spellings', async () => {
  const at = ['--migration-model', e1000e, '--migration-version', '2'];
  expect(await run(at)).toMatchObject({ status: 0, stdout: '', stderr: '', configuration: { rss: true, 'rx-table-size': 32 } });
  expect(await run([...at, '--m-rx-table-size=48'])).toMatchObject({ configuration: { rss: true, 'rx-table-size': 48 } });
  expect(await run([...at, '--m-rx-table-size', '48', '--m-rss', 'on'])).toMatchObject({ configuration: { 'rx-table-size': 48 } });
  expect(await run([`--migration-model=${e1000e}`, '--m-rss=off', '--m-rx-table-size=0', '--print-configuration'])).toMatchObject({
    status: 0,
    stdout: `${e1000e}\nrss=false\nrx-table-size=0\n`,
  });
  expect((await run(['--migration-model', e1000e])).configuration).toEqual({ rss: true, 'rx-table-size': 64 });
});

test('failure: a message on stderr, exit status 1, nothing on stdout and no device', async () => {
  const at = ['--migration-model', e1000e];
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], '--migration-model names one of example.org/beeper, https://example.org/devices/e1000e'],
    [['--migration-model', 'other'], 'MODEL_UNKNOWN'],
    [['--migration-model', '__proto__'], 'MODEL_UNKNOWN'],
    [[...at, '--migration-version', '9'], 'VERSION_UNKNOWN'],
    [[...at, '--m-rss', 'maybe'], 'PARAM_VALUE_REFUSED'],
    [[...at, '--m-rx-table-size=65'], 'PARAM_VALUE_REFUSED'],
    [[...at, '--m-other=1'], 'PARAM_UNKNOWN'],
    [[...at, '--m-rx-table-size=0'], 'CONSTRAINT_BROKEN'],
    [[...at, '--m-rss'], '--m-rss expects a value'],
    [[...at, '--m-=1'], 'no such option'],
    [[...at, '--m-rss=on', '--m-rss=on'], '--m-rss is given twice'],
    [[...at, ...at], '--migration-model is given twice'],
    [['--frob'], '--frob: no such option'],
    [['word'], 'word: no such option'],
    [['--print-document', 'yaml'], 'yaml is no form that can be printed'],
    [['--print-document', 'mdev'], 'mdev is no form that can be printed'],
    [['--print-migration-info-json', '--migration-model=other'], 'MODEL_UNKNOWN'],
    [['--print-capabilities'], 'FORM_CANNOT_SAY'],
    [Array.from({ length: 5000 }, () => '--m-x=1'), 'more than 4096 arguments'],
  ];
  for (const [argv, message] of cases) {
    const result = await run(argv);
    expect([argv.slice(0, 4), result]).toEqual([
      argv.slice(0, 4),
      { status: 1, stdout: '', stderr: expect.stringContaining(message), configuration: undefined, rest: [] },
    ]);
    expect(result.stderr.endsWith('\n')).toBe(true);
  }
});

test('the host of the document limits what is created', async () => {
  const document = documentForHost(loadDocument('vfio-user-2020@vendor-b-1') as CapabilityDocument, { 'link-speed': 1000 });
  if (!document.ok) throw new Error('no document');
  const of = program('vfio-user-2020@vendor-b-1', { document: document.value });
  const at = ['--migration-model', 'vendor-a.com/my-nic'];
  expect((await run(at, of)).configuration).toMatchObject({ 'link-speed': 1000 });
  // A reset works out again what resolves then, on the host that the document is of.
  expect((await deviceProgram(at, of)).device?.placement.host).toEqual({ 'link-speed': 1000 });
  expect((await deviceProgram(at, { ...of, host: { 'link-speed': 500 } })).stderr).toContain('PARAM_VALUE_REFUSED');
  expect((await run([...at, '--m-link-speed=2500'], of)).stderr).toContain('PARAM_VALUE_REFUSED');
  expect((await run([...at, '--m-link-speed=2500'], program('vfio-user-2020@vendor-b-1'))).status).toBe(0);
});

test("a program's own options come back, and so does all behind two dashes", async () => {
  const of = program('dpdk@17.02', { options: ['--socket-path'], type: 'net' });
  expect(await run(['--socket-path=/run/x', '--', '--print-capabilities', '-v'], of)).toMatchObject({
    status: 0,
    stdout: '',
    rest: ['--socket-path', '/run/x', '--print-capabilities', '-v'],
  });
  const { stdout } = await run(['--print-capabilities'], of);
  expect(JSON.parse(stdout)).toMatchObject({ type: 'net', features: expect.arrayContaining([expect.stringMatching(/^m-/)]) });
  expect((await run(['--help'], of)).stdout).toContain('--socket-path VALUE');
});

test('the native document and its forms are printed whole', async () => {
  expect(JSON.parse((await run(['--print-document', 'native'])).stdout)).toEqual(thread.document);
  expect(formOf({ f: (await run(['--print-document=libvirt-xml'])).stdout })?.name).toBe('libvirt-xml');
});
