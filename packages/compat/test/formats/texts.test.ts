/** The forms as their threads show them, and what is no such form. */
import { type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import type { Form, FormFiles, FormOptions } from '../../src/formats/form.js';
import { findForm } from '../../src/formats/forms.js';
import { awkward, narrowed } from './corpus.js';

const form = (name: string): Form => findForm(name) as Form;
const known = (build: string): CapabilityDocument => loadDocument(build) as CapabilityDocument;
const one = (name: string, text: string): FormFiles => ({ [form(name).file]: text });

function text(name: string, document: CapabilityDocument, options?: FormOptions): string {
  const written = form(name).write(document, options);
  if (!written.ok) throw new Error(JSON.stringify(written.problems));
  return Object.values(written.value).join('');
}

const json = (name: string, document: CapabilityDocument, options?: FormOptions): unknown => JSON.parse(text(name, document, options));

function read(name: string, files: FormFiles, options?: FormOptions): CapabilityDocument {
  const result = form(name).read(files, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

test('the array of the thread, letter by letter', () => {
  expect(json('array-2020', known('thread-2020@3'))).toEqual([
    { model: 'example.org/beeper', params: [], versions: [{ name: '1', params: [] }] },
    {
      model: 'https://example.org/devices/e1000e',
      params: ['rss', 'rx-table-size'],
      versions: [
        { name: '1', params: [] },
        { name: '2', params: ['rss=on', 'rx-table-size=32'] },
        { name: '3', params: ['rss=on', 'rx-table-size=64'] },
      ],
    },
  ]);
  const thread = `${JSON.stringify(
    [
      {
        model: 'https://qemu.org/devices/e1000e',
        params: ['rss'],
        versions: [
          { name: '1', params: [] },
          { name: '2', params: ['rss=on'] },
        ],
      },
    ],
    undefined,
    2,
  )}\n`;
  const model = read('array-2020', one('array-2020', thread)).models['https://qemu.org/devices/e1000e'];
  expect(model?.versions.map(({ name, values }) => [name, values])).toEqual([
    ['2', { rss: 'on' }],
    ['1', { rss: '' }],
  ]);
  expect(text('array-2020', read('array-2020', one('array-2020', thread)))).toBe(thread);
});

test('the JSON of the third proposal, with its example', () => {
  expect(json('info-v3', known('vfio-user-2020@vendor-a-1'))).toEqual({
    models: {
      'vendor-a.com/my-nic': {
        params: {
          'num-resources': {
            type: 'int',
            init_value: 64,
            allowed_values: [64],
            description: 'Resources that the guest finds; there is no device without them.',
          },
          'link-speed': {
            type: 'int',
            init_value: 10000,
            off_value: 0,
            allowed_values: ['0-4294967295'],
            description: 'What the port had when the device was created. A guest keeps it; a host whose port is slower cannot take it.',
          },
        },
      },
    },
  });
  expect(json('info-v3', known('vfio-user-2020@vendor-a-2'))).toMatchObject({
    models: { 'vendor-a.com/my-nic': { params: { 'new-feature': { type: 'bool', init_value: true, off_value: false } } } },
  });
});

test('the traps of the third proposal', () => {
  const written = json('info-v3', awkward) as { models: Record<string, { params: Record<string, Record<string, unknown>> }> };
  const params = Object.values(written.models)[0]?.params;
  expect(params?.signed).toMatchObject({ type: 'int', init_value: -5, allowed_values: ['-5--1', 0] });
  expect(params?.huge).toMatchObject({ init_value: '9223372036854775808', off_value: '18446744073709551615' });
  expect(params?.dashed).toMatchObject({ type: 'str', allowed_values: ['0-255', 'a<b&"c', ''] });
  expect(params?.choice).toMatchObject({ type: 'str', init_value: 'fast', allowed_values: ['slow', 'fast'] });
  expect(params?.stepped).toMatchObject({ allowed_values: [0, 16, 32, 48, 64] });
  expect(params?.powers?.allowed_values).toHaveLength(64);
  expect(params?.never).toMatchObject({ allowed_values: [] });
  expect(params?.gone).toEqual({ type: 'bool', init_value: true, allowed_values: [true] });
  for (const name of ['free', 'many', 'bits']) expect(params?.[name]).not.toHaveProperty('allowed_values');

  const back = read('info-v3', one('info-v3', text('info-v3', awkward)));
  const [model] = Object.values(back.models);
  const byName = new Map(model?.params.map((param, at) => [param.name, { param, at }]));
  expect(byName.get('signed')?.param.type).toEqual({ kind: 'int', bits: 8, signed: true });
  expect(byName.get('dashed')?.param.range.items[0]).toEqual({ value: '0-255' });
  expect(byName.get('huge')?.param.off).toBe('18446744073709551615');
  // Without allowed values nobody knows which are accepted; with them it is known.
  const silent = (name: string) => back.silent?.some((at) => at.endsWith(`/params/${byName.get(name)?.at}/range`));
  expect(['many', 'bits', 'free', 'signed', 'only'].map(silent)).toEqual([true, true, true, false, false]);
});

test('versions alone, and the list of a vhost-user backend', () => {
  expect(json('info-v4', known('thread-2020@3'))).toEqual({
    models: { 'https://example.org/devices/e1000e': { versions: ['3', '2', '1'] }, 'example.org/beeper': { versions: ['1'] } },
  });
  expect(json('vhost-user-versions', known('dpdk@17.02'))).toEqual({
    model: 'dpdk.org/vhost-user-back',
    latest: 'org.dpdk.v4.5.8',
    supported: ['org.dpdk.v4.5.8', 'org.dpdk.v4.5.7', 'org.dpdk.v4.5.6'],
  });
  const bare = read('vhost-user-versions', one('vhost-user-versions', '{"latest":"b","supported":["a","b"]}'), { model: 'dpdk' });
  expect(bare.models.dpdk?.versions.map(({ name }) => name)).toEqual(['b', 'a']);
});

test('what a vhost-user backend prints', () => {
  const net = { ...known('qemu@5.2.0'), models: { 'x.org/virtio-net': known('dpdk@17.02').models['dpdk.org/vhost-user-back'] } };
  expect(json('vhost-user-capabilities', net as CapabilityDocument)).toMatchObject({
    type: 'net',
    features: expect.arrayContaining([expect.stringMatching(/^m-/)]),
  });
  const other = read('vhost-user-capabilities', one('vhost-user-capabilities', '{"type":"gpu","features":["virgl","m-scale"]}'));
  expect(other.models.gpu?.params.map(({ name }) => name)).toEqual(['scale']);
});

test('the lists of the mdev thread', () => {
  const files = form('mdev').write(known('i915@o-minimum'));
  expect(files).toMatchObject({
    ok: true,
    value: {
      'mdev_supported_types/https_3a!!intel.com!mdev!i915-GVTg_5fV5_5f4/migration/model': 'https://intel.com/mdev/i915-GVTg_V5_4\n',
      'mdev_supported_types/https_3a!!intel.com!mdev!i915-GVTg_5fV5_5f4/migration/state_versions': '5.3\n5.2\n5.1\n',
      'mdev_supported_types/https_3a!!intel.com!mdev!i915-GVTg_5fV5_5f4/migration/minimum': '5.2\n',
    },
  });
});

test('XML: usable, and what blocks it', () => {
  const xml = text('libvirt-xml', {
    ...narrowed,
    models: {
      m: {
        ...(Object.values(awkward.models)[0] as CapabilityDocument['models'][string]),
        versions: [{ name: '2', fingerprint: '', lifecycle: 'deprecated', values: { signed: 7, stepped: 8, only: true } }],
      },
    },
  });
  expect(xml).toContain(`<version name='2' usable='no' deprecated='yes'>`);
  for (const name of ['signed', 'stepped', 'never']) expect(xml).toContain(`<feature name='${name}'/>`);
  expect(xml).not.toContain(`<feature name='only'/>`);
});

test('labels and traits have the characters and lengths of theirs, and no two are one', () => {
  const { metadata } = json('node-labels', awkward) as { metadata: { labels: Record<string, string> } };
  const label = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
  for (const [key, value] of Object.entries(metadata.labels)) {
    const [prefix = '', name = '', ...rest] = key.split('/');
    expect(rest).toEqual([]);
    expect(prefix).toMatch(/^([a-z]+\.)?migspec\.dev$/);
    expect([key, label.test(name), label.test(value)]).toEqual([key, true, true]);
  }
  const { providers } = json('nova-traits', awkward) as { providers: { traits: { additional: string[] } }[] };
  const traits = providers[0]?.traits.additional ?? [];
  for (const trait of traits) expect(trait).toMatch(/^CUSTOM_[A-Z0-9_]{1,248}$/);
  expect(new Set(traits).size).toBe(traits.length);
  expect(traits).toContain('CUSTOM_MIGSPEC_STATE_EXAMPLE_2EORG_2F_4FPAQUE_5F_4FNE__6_2E3');
});

test('a name that no form could tell from something else is refused, and so is a second model', () => {
  const [name, model] = Object.entries(known('thread-2020@3').models)[1] as [string, CapabilityDocument['models'][string]];
  const renamed = (to: string): CapabilityDocument => ({
    ...known('thread-2020@3'),
    models: { [name]: { ...model, params: model.params.map((param) => ({ ...param, name: to })).slice(0, 1) } },
  });
  for (const [to, each] of [
    ['a=b', 'array-2020'],
    ['a b', 'info-v3'],
    ['a/b', 'info-v3'],
  ] as const) {
    const written = form(each).write(renamed(to));
    expect([each, written.ok || written.problems[0]?.code]).toEqual([each, 'FORM_CANNOT_SAY']);
  }
  for (const each of ['vhost-user-versions', 'vhost-user-capabilities']) {
    expect(form(each).write(known('thread-2020@3'))).toMatchObject({ ok: false, problems: [{ code: 'FORM_CANNOT_SAY' }] });
  }
  const lines = { ...known('i915@o'), models: { x: { ...model, versions: [], stateVersions: ['a\nb'] } } };
  expect(form('mdev').write(lines)).toMatchObject({ ok: false });
});

const v3 = (param: object): string => JSON.stringify({ models: { m: { params: { p: { type: 'int', init_value: 1, ...param } } } } });

/** Form, text, and where it is wrong. */
const refused: readonly (readonly [string, string, string])[] = [
  ['array-2020', '{', ''],
  ['array-2020', '{}', ''],
  ['array-2020', '[1]', '/0'],
  ['array-2020', '[{"params":[]}]', '/0/model'],
  ['array-2020', '[{"model":"m","params":["a","a"]}]', '/0/params/1'],
  ['array-2020', '[{"model":"m","params":["a"],"versions":[{"name":"1","params":["a"]}]}]', '/0/versions/0/params/0'],
  ['array-2020', '[{"model":"m","params":["a"],"versions":[{"name":"1","params":["b=1"]}]}]', '/0/versions/0/params/0'],
  ['array-2020', '[{"model":"m"},{"model":"m"}]', ''],
  ['info-v3', v3({ type: 'float' }), '/models/m/params/p/type'],
  ['info-v3', v3({ init_value: 1.5 }), '/models/m/params/p/init_value'],
  ['info-v3', v3({ init_value: 2 ** 53 }), '/models/m/params/p/init_value'],
  ['info-v3', v3({ init_value: '18446744073709551616' }), '/models/m/params/p'],
  ['info-v3', v3({ allowed_values: ['5-1'] }), '/models/m/params/p/allowed_values/0'],
  ['info-v3', v3({ allowed_values: ['1-5-9'] }), '/models/m/params/p/allowed_values/0'],
  ['info-v3', v3({ allowed_values: '0-5' }), '/models/m/params/p/allowed_values'],
  ['info-v3', v3({ type: 'str', init_value: 1 }), '/models/m/params/p/init_value'],
  ['info-v3', v3({ type: 'bool', init_value: 'on' }), '/models/m/params/p/init_value'],
  ['info-v3', '{"models":{"m":{"params":{"a=b":{"type":"int","init_value":1}}}}}', '/models/m/params/a=b'],
  ['info-v4', '{"models":{"m":{"versions":"1"}}}', '/models/m/versions'],
  ['info-v4', '{"models":{"m":{"versions":["1","1"]}}}', '/models/m/versions/1'],
  ['info-v4', `{"models":{"m":{"versions":["${'x'.repeat(2000)}"]}}}`, '/models/m/versions/0'],
  ['info-v4', `{"models":{"m":{"versions":[${'"",'.repeat(5000)}""]}}}`, '/models/m/versions'],
  ['vhost-user-versions', '{"latest":"1","supported":["1"]}', '/model'],
  ['vhost-user-versions', '{"model":"m","latest":"2","supported":["1"]}', '/latest'],
  ['vhost-user-capabilities', '{"features":[]}', '/type'],
  ['libvirt-xml', '<domainCapabilities>', 'character 20'],
  ['libvirt-xml', '<!DOCTYPE x [<!ENTITY a "b">]><domainCapabilities/>', 'character 0'],
  ['libvirt-xml', '<domainCapabilities>text</domainCapabilities>', 'character 20'],
  ['libvirt-xml', `<a a='&bomb;'/>`, 'character 15'],
  ['libvirt-xml', '<a>'.repeat(40), 'character 51'],
  [
    'libvirt-xml',
    `<domainCapabilities><build name='a@1' implementation='a'/><devices><device model='m'><param name='p' type='u7'/></device></devices></domainCapabilities>`,
    '<param type>',
  ],
  ['node-labels', '{"metadata":{"labels":{"version.migspec.dev/m.a_.v.1":"first"}}}', '/metadata/labels/version.migspec.dev~1m.a_.v.1'],
  ['node-labels', '{"metadata":{"labels":{"model.migspec.dev/m.a_zz":"true"}}}', '/metadata/labels/model.migspec.dev~1m.a_zz'],
  [
    'node-labels',
    '{"metadata":{"labels":{"version.migspec.dev/m.a_.v.1":"1","version.migspec.dev/m.a_.v.2":"1"}}}',
    '/metadata/labels/version.migspec.dev~1m.a_.v.2',
  ],
  ['nova-traits', '{"providers":[{"traits":{"additional":["custom_x"]}}]}', '/providers/0/traits/additional/0'],
  ['nova-traits', '{"providers":[{"traits":{"additional":["CUSTOM_MIGSPEC_VERSION_A"]}}]}', '/providers/0/traits/additional/0'],
  ['nova-traits', '{"providers":[{"traits":{"additional":["CUSTOM_MIGSPEC_MODEL_A_4"]}}]}', '/providers/0/traits/additional/0'],
];

test.each(refused)('%s: %s is refused at %s', (name, content, at) => {
  expect(form(name).read(one(name, content))).toMatchObject({ ok: false, problems: [{ code: 'FORM_INVALID', at }] });
});

test('a tree that is none: a page that is too long, a minimum that is not listed, no name', () => {
  const tree = (files: Record<string, string>) =>
    form('mdev').read(
      Object.fromEntries(Object.entries(files).map(([path, content]) => [`mdev_supported_types/t/migration/${path}`, content])),
    );
  for (const files of [
    { model: 'm\n', state_versions: Array.from({ length: 900 }, (_, at) => `v${at}\n`).join('') },
    { model: 'm\n', state_versions: '1\n', minimum: '2\n' },
    { model: 'm\n', minimum: '2\n' },
    { model: 'm\nn\n' },
    { model: '' },
    { state_versions: '1\n' },
    { model: 'm\n', state_versions: '1\n1\n' },
    { model: 'm\n', versions: '1\n\n2\n' },
  ]) {
    expect([files, tree(files)]).toMatchObject([files, { ok: false, problems: [{ code: 'FORM_INVALID' }] }]);
  }
});

test('names of the prototype are names', () => {
  const text = '{"models":{"__proto__":{"versions":["constructor"]},"toString":{"versions":["__proto__"]}}}';
  const document = read('info-v4', one('info-v4', text));
  expect(Object.keys(document.models)).toEqual(['__proto__', 'toString']);
  const v3 = '{"models":{"m":{"params":{"__proto__":{"type":"bool","init_value":true}}}}}';
  expect(read('info-v3', one('info-v3', v3)).models.m?.params.map(({ name }) => name)).toEqual(['__proto__']);
});
