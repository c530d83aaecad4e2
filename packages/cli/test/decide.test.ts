/** `compat --vm`, `--explain`, `negotiate` and `plan`, as a user types them; JSON is as the published schemas say. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { fixturePath, migspec, root, temporaryFolder } from './run.js';

const folder = temporaryFolder();
/** A part of the spec that compiles in no time. */
const spec = join(folder, 'spec');
for (const file of ['models/example.org', 'implementations/thread-2020.yaml'])
  cpSync(join(root, 'spec', file), join(spec, file), { recursive: true });
const nic = 'https://example.org/devices/e1000e';

function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function published(name: string, at = 'packages/cli') {
  const schema: object = JSON.parse(readFileSync(join(root, at, `schema/${name}-1.schema.json`), 'utf8'));
  return new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);
}

function json(name: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = migspec(...args, '--json');
  expect(stderr).toBe('');
  const answer = JSON.parse(stdout);
  const validate = published(name);
  expect(validate(answer), JSON.stringify(validate.errors)).toBe(true);
  return { status, answer };
}

const web = put(
  'web.yaml',
  `name: web
machine: pc-i440fx-5.2
facts: { cpus: 4 }
devices:
  - { address: "0000:00:04.0", class: virtio-blk-pci }
  - { address: "0000:00:05.0", class: virtio-rng-pci }
`,
);
const older = put(
  'older.json',
  JSON.stringify({
    machine: 'pc-i440fx-5.1',
    facts: { cpus: 4 },
    devices: [
      { address: 'a', class: 'virtio-blk-pci' },
      { address: 'b', class: 'virtio-rng-pci' },
    ],
  }),
);
const fleet = put(
  'fleet.yaml',
  `hosts:
  old: { build: "thread-2020@1" }
  mid-1: { build: "thread-2020@2" }
  mid-2: { build: "thread-2020@2" }
  new: { build: "thread-2020@3" }
vms:
  - { name: web, host: new, devices: [{ address: a, model: "${nic}" }] }
  - { name: db, host: mid-1, devices: [{ address: a, model: "${nic}", version: "2" }] }
`,
);
const card = put('card.yaml', `devices: [{ address: a, model: "${nic}" }]\n`);

test('a machine of several devices: each by itself and the whole, both ways', () => {
  const { status, answer } = json('compat', 'compat', 'qemu@5.2.0', 'qemu@7.2.22', '--vm', web, '--host', 'destination.net-peer=tap');
  expect(status).toBe(0);
  expect(answer.devices).toEqual([
    {
      address: '0000:00:04.0',
      model: 'https://qemu.org/devices/virtio-blk',
      verdict: { outcome: 'yes', level: 'live' },
      back: { outcome: 'yes', level: 'live' },
    },
    {
      address: '0000:00:05.0',
      model: 'https://qemu.org/devices/virtio-rng',
      verdict: { outcome: 'yes', level: 'live' },
      back: { outcome: 'yes', level: 'live' },
    },
  ]);
  const { stdout } = migspec('compat', 'qemu@5.2.0', 'qemu@5.1.0', '--vm', older);
  expect(stdout).toMatch(
    /^qemu@5\.2\.0 → qemu@5\.1\.0 pc-i440fx-5\.1: ✓ yes, level live\n {2}✓ yes, level live, back yes: https:\/\/qemu\.org\/devices\/virtio-blk at a: /,
  );
  expect(stdout).toContain('way back, qemu@5.1.0 → qemu@5.2.0: ✓ yes, level live');
});

test('one device that cannot go makes the whole not go, and the other keeps its own answer', () => {
  const mixed = put(
    'mixed.yaml',
    `devices:
  - { address: a, model: "${nic}" }
  - { address: b, model: "${nic}", version: "2" }
`,
  );
  const { status, answer } = json('compat', 'compat', 'thread-2020@3', 'thread-2020@2', '--vm', mixed);
  expect([status, answer.verdict.outcome]).toEqual([3, 'no']);
  expect(answer.devices.map(({ address, verdict }: { address: string; verdict: object }) => [address, verdict])).toEqual([
    ['a', { outcome: 'no', class: 'create', level: 'none' }],
    ['b', { outcome: 'yes', level: 'live' }],
  ]);
  expect(answer.verdict.reasons.map(({ code, address }: { code: string; address: string }) => [code, address])).toEqual([
    ['PARAM_VALUE_REFUSED', 'a'],
  ]);
});

test('--explain names the lines of the spec: of every reason, or of one thing', { timeout: 240_000 }, () => {
  const { answer } = json('compat', 'compat', 'thread-2020@3', 'thread-2020@2', '--vm', card, '--explain', '--spec', spec);
  const [subject] = answer.explained.subjects;
  expect(subject).toMatchObject({ about: 'param rx-table-size', address: 'a', source: '64', codes: ['PARAM_VALUE_REFUSED'] });
  const [line] = subject.lines;
  expect(line).toMatchObject({ file: 'spec/models/example.org/devices/e1000e.yaml', text: 'rx-table-size:' });
  expect(readFileSync(join(folder, line.file), 'utf8').split('\n')[line.line - 1]?.trim()).toBe(line.text);
});

test('--explain of a param that nothing is wrong with: its values at both ends, its line, and the compat entry that sets it', {
  timeout: 240_000,
}, () => {
  const { status, stdout } = migspec('compat', 'qemu@5.2.0', 'qemu@5.1.0', '--vm', older, '--explain', 'num-queues');
  expect(status).toBe(0);
  expect(stdout).toContain('param num-queues at a: 1 → 1\n');
  expect(stdout).toMatch(/ {2}spec\/models\/qemu\.org\/devices\/virtio-blk\.yaml:\d+:3 \(qemu@5\.2\.0\) num-queues:\n/);
  expect(stdout).toMatch(/ {2}spec\/compat\/5\.1\.yaml:\d+:\d+ \(qemu@5\.2\.0\) virtio-blk-device: \{ num-queues: 1 \}\n/);
});

test('--explain of a section and of a field', { timeout: 240_000 }, () => {
  const lines = (word: string): readonly string[] =>
    json(
      'compat',
      'compat',
      'thread-2020@3',
      'thread-2020@2',
      '--vm',
      card,
      '--explain',
      word,
      '--spec',
      spec,
    ).answer.explained.subjects.flatMap(({ about, lines: all }: { about: string; lines: readonly { text: string }[] }) => [
      about,
      ...all.map(({ text }) => text),
    ]);
  const [section, sectionLine] = lines('e1000e/rss');
  expect(section).toBe('section e1000e/rss');
  expect(sectionLine).toMatch(/rss/);
  const [field, fieldLine] = lines('head');
  expect(field).toBe('field head');
  expect(fieldLine).toMatch(/^head:/);
  expect(lines('nothing-of-this-name')).toEqual([]);
});

test('another spec than the documents come from explains nothing', { timeout: 240_000 }, () => {
  const lying = join(folder, 'lying');
  cpSync(spec, lying, { recursive: true });
  const path = join(lying, 'models/example.org/devices/e1000e.yaml');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('title: ', 'title: Not '));
  expect(text).toContain('title: ');
  const document = join(root, 'packages/capabilities/documents/thread-2020/3.json');
  const { status, stderr } = migspec('compat', document, document, '--vm', card, '--explain', '--spec', lying);
  expect([status, stderr]).toEqual([2, expect.stringContaining('says something else of thread-2020@3 than its document')]);
});

test('negotiate: what is chosen, and what would help', () => {
  const { status, answer } = json('negotiate', 'negotiate', 'i915@o', 'i915@n-none');
  expect(status).toBe(3);
  expect(answer.models[0].states.upgrades).toHaveLength(2);
  expect(migspec('negotiate', 'i915@o', 'i915@n-5.2').stdout).toContain(
    '    state version: 5.2 ([5.3 5.2 5.1] → [6.3 6.2 6.1 5.2])\n    would be better: i915@n-5.2 learns 5.3\n',
  );
  const versions = json('negotiate', 'negotiate', 'thread-2020@3', 'thread-2020@2', '--model', 'e1000e');
  expect([versions.status, versions.answer.models[0].versions.chosen]).toEqual([0, '2']);
});

test('plan: destinations best first, with hosts of one kind together', () => {
  const { status, answer } = json('plan', 'plan', fleet);
  expect(status).toBe(3);
  const shown = answer.machines.map(
    ({
      vm,
      destinations,
    }: {
      vm: string;
      destinations: readonly { build: string; hosts: readonly string[]; verdict: { outcome: string } }[];
    }) => [vm, destinations.map(({ build, hosts, verdict }) => [build, hosts.join(' '), verdict.outcome])],
  );
  expect(shown).toEqual([
    [
      'web',
      [
        ['thread-2020@1', 'old', 'no'],
        ['thread-2020@2', 'mid-1 mid-2', 'no'],
      ],
    ],
    [
      'db',
      [
        ['thread-2020@3', 'new', 'yes'],
        ['thread-2020@1', 'old', 'no'],
      ],
    ],
  ]);
  const only = json('plan', 'plan', fleet, '--to', 'mid-2', '--vm', card, '--from', 'old').answer.machines.at(-1);
  expect(only.destinations.map(({ hosts }: { hosts: readonly string[] }) => hosts)).toEqual([['mid-2']]);
});

test('plan --state: what depends on the state is decided', () => {
  const two = put('two.yaml', 'hosts: { a: { build: "qemu@10.0.13" }, b: { build: "qemu@11.1.3" } }\n');
  const disk = put(
    'disk.yaml',
    'machine: pc-q35-5.2\ndevices: [{ address: "0000:00:04.0", class: virtio-blk-pci, properties: { num-queues: 4 } }]\n',
  );
  const outcome = (...args: readonly string[]) =>
    json('plan', 'plan', two, '--vm', disk, '--from', 'a', ...args).answer.machines[0].destinations[0].verdict.outcome;
  expect([outcome(), outcome('--state', fixturePath('10.0-pc-q35-5.2-vblk-nq4'))]).toEqual(['depends', 'no']);
});

test('plan --start: the best that goes everywhere, by version', () => {
  const ask = (...args: readonly string[]) =>
    json('plan', 'plan', fleet, '--vm', card, '--from', 'new', '--start', ...args).answer.machines[0].start;
  expect(ask('--to', 'mid-1')).toMatchObject({
    goes: 'yes',
    exhaustive: true,
    devices: [{ instantiation: 'version=2', version: '2', given: [{ param: 'rx-table-size', value: 32, instead: 64 }] }],
  });
  expect(ask('--everywhere')).toMatchObject({ devices: [{ instantiation: 'version=1', version: '1' }] });
});

test('plan --upgrade: who is stranded, and why', () => {
  const { status, answer } = json('plan', 'plan', fleet, '--upgrade', 'thread-2020@3=thread-2020@2');
  expect([status, answer.free]).toEqual([3, 0]);
  expect(answer.stranded).toMatchObject([{ vm: 'web', kind: 'cannot-leave', certain: true, at: { build: 'thread-2020@2' } }]);
  expect(migspec('plan', fleet, '--upgrade', 'thread-2020@2=thread-2020@3')).toMatchObject({
    status: 0,
    stdout: 'thread-2020@2 → thread-2020@3: 0 stranded, 1 free\n',
  });
});

test('machine and fleet files are what their schemas say', async () => {
  const { parse } = await import('yaml');
  for (const [name, path] of [
    ['vm', web],
    ['vm', card],
    ['fleet', fleet],
  ] as const) {
    const validate = published(name, 'packages/compat');
    expect(validate(parse(readFileSync(path, 'utf8'))), JSON.stringify(validate.errors)).toBe(true);
  }
});

const broken = put('broken.yaml', 'devices:\n  - { address: a, model: x }\n  - { adress: b, model: x }\n');
const torn = put('torn.yaml', 'devices:\n  - [a\n');
const bomb = put('bomb.yaml', `a: &a [1]\nb: *a\n`);
const deep = put('deep.yaml', `${'['.repeat(20_000)}`);

/** Arguments, and what the message says. */
const mistakes: readonly (readonly [readonly string[], string])[] = [
  [['compat', 'thread-2020@3', 'thread-2020@2', '--vm', broken], `${broken}:3: MACHINE_INVALID: /devices/1/address`],
  [['compat', 'thread-2020@3', 'thread-2020@2', '--vm', torn], `${torn}:`],
  [['compat', 'thread-2020@3', 'thread-2020@2', '--vm', bomb], bomb],
  [['compat', 'thread-2020@3', 'thread-2020@2', '--vm', deep], deep],
  [['compat', 'thread-2020@3', 'thread-2020@2', '--vm', card, '--device', 'e1000e'], 'leave out --machine, --device and --fact'],
  [['compat', 'qemu@5.2.0', 'qemu@5.1.0', '--vm', card], 'is started with a machine type'],
  [['negotiate', 'i915@o', 'thread-2020@2'], 'have no model in common'],
  [['negotiate', 'thread-2020@3', 'thread-2020@2', '--model', 'x'], '--model x: no such model'],
  [['plan', card], 'MACHINE_INVALID'],
  [['plan', fleet, '--vm', card], '--from HOST says where it runs'],
  [['plan', fleet, '--vm', card, '--from', 'nowhere'], 'nowhere: the fleet has no such host; old, mid-1, mid-2, new'],
  [['plan', fleet, '--to', 'nowhere'], 'nowhere: the fleet has no such host'],
  [['plan', fleet, '--state', 'x'], '--state is of one machine'],
  [['plan', fleet, '--start'], '--start is about machines of --vm FILE'],
  [['plan', fleet, '--start', '--upgrade', 'a=b'], 'ask one'],
  [['plan', fleet, '--upgrade', 'thread-2020@3'], 'OLD=NEW is expected'],
  [['plan', fleet, '--upgrade', 'i915@o=i915@o'], 'no host runs i915@o; the fleet has thread-2020@1'],
  [['plan', put('facts.yaml', 'hosts: { a: { build: "thread-2020@1", facts: { x: 1 } } }\n')], 'a: HOST_FACT_REFUSED: x=1'],
  [['plan', put('bare.yaml', 'hosts: { a: { build: "thread-2020@1" } }\n')], 'has no machines (vms)'],
];
for (const [args, message] of mistakes) {
  test(`a mistake of the caller: ${message.replace(folder, '')}`, () => {
    const { status, stdout, stderr } = migspec(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });
}

const known = put(
  'known.yaml',
  `hosts:
  old: { build: "qemu@10.0.13" }
  new: { build: "qemu@11.1.3" }
vms:
  - name: one
    host: old
    machine: pc-q35-5.2
    facts: { cpus: 1 }
    devices: [{ address: a, class: virtio-blk-pci }]
`,
);

test('a hop that an erratum breaks is planned with its remedy', () => {
  const { status, answer } = json('plan', 'plan', known);
  expect(status).toBe(0);
  expect(answer.machines[0].destinations[0].route).toMatchObject([
    { build: 'qemu@11.1.3', reset: false, remedies: [{ erratum: 'vring-1024', address: 'a', restart: false, action: { kind: 'guest' } }] },
  ]);
});

test('a machine that must be started anew has nowhere to go while it runs', () => {
  const four = put('four.yaml', readFileSync(known, 'utf8').replace('cpus: 1', 'cpus: 4'));
  const { status, answer } = json('plan', 'plan', four);
  expect(status).toBe(3);
  expect(answer.machines[0].destinations[0].route[0].remedies).toMatchObject([{ restart: true, action: { kind: 'set' } }]);
  const { stdout } = migspec('plan', four);
  expect(stdout).toContain('before qemu@11.1.3, started anew: Create the disk with queue-size=1024 at both ends. (a, erratum vring-1024)');
});

test('a reason tells the remedies of its own device alone', () => {
  const both = put(
    'both.yaml',
    `machine: pc-q35-5.2\nfacts: { cpus: 1 }\ndevices: [{ address: a, class: virtio-blk-pci }, { address: b, class: virtio-rng-pci }]\n`,
  );
  const { stdout } = migspec('compat', 'qemu@10.0.13', 'qemu@11.1.3', '--vm', both);
  expect(stdout.match(/remedy: Let the driver of the disk/g)).toHaveLength(1);
  expect(stdout.match(/remedy: Let the driver of the random/g)).toHaveLength(1);
});

test('plan --explain names the lines of the spec for each destination', { timeout: 240_000 }, () => {
  const { answer } = json('plan', 'plan', fleet, '--explain', '--spec', spec);
  const [web] = answer.machines;
  const refused = web.destinations.find(({ build }: { build: string }) => build === 'thread-2020@2');
  const [subject] = refused.explained.subjects;
  expect(subject).toMatchObject({ about: 'param rx-table-size', address: 'a', source: '64' });
  expect(subject.lines[0]).toMatchObject({ file: 'spec/models/example.org/devices/e1000e.yaml', text: 'rx-table-size:' });
  const { stdout } = migspec('plan', fleet, '--explain', '--spec', spec);
  expect(stdout).toMatch(/^ {6}spec\/models\/example\.org\/devices\/e1000e\.yaml:\d+:\d+ \(thread-2020@\d\) rx-table-size:$/m);
});
