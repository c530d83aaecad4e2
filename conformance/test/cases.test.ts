/** The cases of the threads by name: what each of them says of a pair is what the matrix has. */
import type { CapabilityDocument } from '@migspec/capabilities';
import { chooseStateVersion, stateVersionList } from '@migspec/compat';
import type { Build, TableEntry } from '@migspec/emulator';
import { describe, expect, test } from 'vitest';
import type { Selector } from '../src/cells/selector.js';
import type { ConformanceResult, MatrixCell } from '../src/result.js';
import { runConformance } from '../src/run/conformance.js';
import { loadGenerated } from '../src/run/generated.js';
import { BuildSubject, type Subject } from '../src/run/subject.js';

const { subject } = await loadGenerated();

const run = (only: Selector, over: Subject = subject): ConformanceResult => runConformance(over, { only });

function cell(result: ConformanceResult, source: string, destination: string): MatrixCell {
  const found = result.matrices
    .flatMap((matrix) => matrix.cells.flat())
    .find((one) => one.source === source && one.destination === destination);
  if (found === undefined) throw new Error(`no cell ${source} → ${destination}`);
  return found;
}

describe('virtio-blk num-queues, the six cases and the seventh', () => {
  const model = 'https://qemu.org/devices/virtio-blk';
  const [old, young] = ['qemu@5.1.0', 'qemu@5.2.0'];
  const older = run({ model, on: 'pc-i440fx-5.1', config: 'defaults' });
  const newer = run({ model, on: 'pc-i440fx-5.2', config: 'defaults' });

  test('nothing disagrees', () => {
    expect([...older.findings, ...newer.findings]).toEqual([]);
  });

  test('each with its own newest machine type, and the new one with the old one: works', () => {
    expect(cell(older, old, old).outcome).toBe('yes');
    expect(cell(newer, young, young).outcome).toBe('yes');
    expect(cell(older, young, young).outcome).toBe('yes');
  });

  test('the old build has not the new machine type', () => {
    expect(cell(newer, old, young)).toMatchObject({ outcome: 'no', configurations: [], reasons: [{ code: 'MACHINE_TYPE_UNKNOWN' }] });
    expect(cell(newer, young, old)).toMatchObject({
      outcome: 'no',
      class: 'create',
      level: 'none',
      reasons: [{ code: 'MACHINE_TYPE_UNKNOWN' }],
    });
  });

  test('with the old machine type both ways work, with one processor and with four, because the table restores the old value', () => {
    for (const [source, destination] of [[old, young] as const, [young, old] as const]) {
      const { configurations } = cell(older, source, destination);
      expect(configurations.map(({ outcome, configuration, facts }) => [outcome, configuration['num-queues'], facts.cpus])).toEqual([
        ['yes', '1', '1'],
        ['yes', '1', '4'],
      ]);
    }
    expect(cell(newer, young, young).configurations.map(({ configuration }) => configuration['num-queues'])).toEqual(['1', '4']);
  });

  test('the seventh: old → new → new on the old machine type, with and without a reset', () => {
    const seventh = older.chains.filter(({ route }) => route.join() === [old, young, young].join());
    expect(seventh).toHaveLength(2);
    for (const { cells, migrated } of seventh) expect(migrated).toBe(cells);
  });

  test('had the table entry been forgotten, four processors would not migrate and one would', () => {
    const only = { model, on: 'pc-i440fx-5.1', config: 'defaults', route: [old, young] };
    const result = run(only, forgetting(young, 'pc-i440fx-5.1', 'num-queues'));
    expect(result.findings).toEqual([]);
    const [one, four] = cell(result, old, young).configurations;
    expect(one).toMatchObject({ outcome: 'yes', facts: { cpus: '1' } });
    expect(four).toMatchObject({ outcome: 'no', facts: { cpus: '4' } });
    expect(four?.reasons).toContainEqual(expect.objectContaining({ code: 'PARAM_DIFFERS', param: 'num-queues', have: '1', want: '4' }));
    expect(four?.situations.map(({ happened }) => happened)).not.toContain('migrated');
  });
});

/** The same subject, where one build's machine type lost the entries of one property. */
function forgetting(build: string, machineType: string, property: string): Subject {
  const without = (entries: readonly TableEntry[]): TableEntry[] => entries.filter((entry) => entry.property !== property);
  return {
    implementations: subject.implementations.map((implementation) => ({
      ...implementation,
      builds: implementation.builds.map((one) => {
        const said = one.document.machineTypes[machineType];
        const made = one.host.build.machineTypes[machineType];
        if (one.id !== build || said === undefined || made === undefined) return one;
        const entries = said.entries.filter((entry) => entry.property !== property);
        const document: CapabilityDocument = {
          ...one.document,
          machineTypes: { ...one.document.machineTypes, [machineType]: { ...said, entries } },
        };
        const host: Build = {
          ...one.host.build,
          machineTypes: { ...one.host.build.machineTypes, [machineType]: { ...made, entries: without(made.entries) } },
        };
        return new BuildSubject(document, host);
      }),
    })),
  };
}

describe('kvmclock, the fix that added two fields', () => {
  const result = run({ model: 'linux-kvm.org/kvmclock' });
  const [before, bumped, optional] = ['kvm-2009@before', 'kvm-2009@version-bump', 'kvm-2009@optional-section'];

  test('as a version bump: forward works, back is refused', () => {
    expect(cell(result, before, bumped).outcome).toBe('yes');
    expect(cell(result, bumped, before)).toMatchObject({
      outcome: 'no',
      class: 'state',
      level: 'restart',
      reasons: [{ code: 'SECTION_VERSION_REFUSED' }],
    });
  });

  test('as an optional section: both ways work, and what the old build drops is reported', () => {
    expect(cell(result, before, optional).outcome).toBe('yes');
    const back = cell(result, optional, before);
    expect(back.outcome).toBe('yes');
    const dropped = back.configurations.flatMap(({ situations }) => situations.map((situation) => situation.dropped));
    expect(dropped).toEqual(dropped.map(() => ['kvmclock-fix']));
  });
});

describe('the barrier feature bit', () => {
  const result = run({ model: 'linux-kvm.org/barrier-blk' });
  const [none, always, knob] = ['kvm-2009@before', 'kvm-2009@version-bump', 'kvm-2009@optional-section'];

  test('without a knob the new build cannot be the old one', () => {
    expect(cell(result, none, always)).toMatchObject({
      outcome: 'no',
      class: 'create',
      reasons: [{ code: 'PARAM_CANNOT_BE_DISABLED', param: 'barrier' }],
    });
    expect(cell(result, always, none)).toMatchObject({
      outcome: 'no',
      class: 'create',
      reasons: [{ code: 'PARAM_UNKNOWN', param: 'barrier' }],
    });
  });

  test('with a knob it can, both ways', () => {
    expect(cell(result, none, knob).outcome).toBe('yes');
    const back = cell(result, knob, none).configurations;
    expect(back.find(({ configuration }) => configuration.barrier === 'off')?.outcome).toBe('yes');
    expect(back.find(({ configuration }) => configuration.barrier === 'on')?.outcome).toBe('no');
  });
});

describe('a reset that renegotiates with the host it runs on (history 43)', () => {
  const model = 'linux-kvm.org/tap-nic';
  const [old, young] = ['kvm-2025@8.1', 'kvm-2025@8.2'];
  const rest = 'host.most-queue-pairs=2,host.pv-eoi=off,host.link-speed=10000';
  const there = run({ model, config: 'defaults', route: [old, young], facts: `host.kernel-offloads=7>15,${rest}` });
  const chain = (reset: boolean) =>
    run({ model, config: 'defaults', route: [old, young, old], facts: `host.kernel-offloads=7>15>7,${rest}`, reset }).chains[0];

  test('from the old kernel to the new one: works, and keeps what it has', () => {
    const [found] = cell(there, old, young).configurations;
    expect(found).toMatchObject({ outcome: 'yes', configuration: { offloads: '7' } });
    expect(found?.situations.map(({ happened }) => happened)).toEqual(['migrated', 'migrated']);
  });

  test('and back again, as long as the guest does not reset', () => {
    expect(chain(false)).toMatchObject({ resets: false, cells: 2, migrated: 2, disagree: 0 });
    expect(chain(true)).toMatchObject({ resets: true, cells: 2, migrated: 0, disagree: 0 });
  });

  test('the same builds on the same kernels are no help to a guest that began on the new one', () => {
    const back = run({ model, config: 'defaults', route: [young, old], facts: `host.kernel-offloads=15>7,${rest}` });
    expect(cell(back, young, old)).toMatchObject({ outcome: 'no', class: 'create' });
    expect(cell(back, young, old).configurations[0]?.reasons).toMatchObject([
      { code: 'PARAM_VALUE_REFUSED', param: 'offloads', have: '15' },
    ]);
  });
});

describe('USO: equal machine types on unequal hosts (history 6, 41, 43)', () => {
  const model = 'https://qemu.org/devices/virtio-net';
  const [old, young] = ['qemu@10.0.13', 'qemu@11.1.3'];
  const on = 'pc-q35-10.0';
  const between = (facts: string, route: readonly string[]) => run({ model, on, config: 'defaults', route, facts });
  const [guest, back] = [between('host.net-peer=tap-uso>tap', [young, young]), between('host.net-peer=tap>tap-uso', [young, young])];

  test('a guest that uses it does not come to a host without it, although build and machine type are the same', () => {
    const { configurations } = cell(guest, young, young);
    expect(configurations[0]?.reasons.map(({ code }) => code)).toContain('FEATURES_NOT_OFFERED');
    expect(configurations[0]?.situations.find(({ situation }) => situation === 'uso-negotiated')).toMatchObject({
      outcome: 'no',
      happened: 'refused-at-load',
    });
  });

  test('a running guest that does not use it goes both ways, and one without a driver would find other features', () => {
    for (const result of [guest, back]) {
      const situations = cell(result, young, young).configurations[0]?.situations ?? [];
      expect(situations.find(({ situation }) => situation === 'running-as-asked')).toMatchObject({ outcome: 'yes', happened: 'migrated' });
      expect(situations.find(({ situation }) => situation === 'fresh')).toMatchObject({
        outcome: 'no',
        happened: 'guest-interface-changed',
      });
    }
  });

  test('there and back works, and after a reset on the better host no more', () => {
    const chains = (reset: boolean) =>
      run({
        model,
        on,
        config: 'defaults',
        situation: 'running-as-asked',
        route: [young, young, young],
        facts: 'host.net-peer=tap>tap-uso>tap',
        reset,
      }).chains;
    expect(chains(false)).toMatchObject([{ cells: 1, migrated: 1, disagree: 0 }]);
    expect(chains(true)).toMatchObject([{ cells: 1, migrated: 0, disagree: 0 }]);
  });

  test('older machine types have it off, whatever the host', () => {
    const older = run({ model, on: 'pc-q35-7.2', config: 'defaults', route: [old, old], facts: 'host.net-peer=tap-uso>tap' });
    expect(cell(older, old, old)).toMatchObject({ outcome: 'yes' });
  });
});

describe('i915-GVTg_V5_4: the first of the source’s state versions that the destination has', () => {
  const model = 'https://intel.com/mdev/i915-GVTg_V5_4';
  const result = run({ model });
  const chosen = (source: string, destination: string) => {
    const documents = subject.implementations.flatMap(({ builds }) => builds.map(({ id, document }) => [id, document] as const));
    const [from, to] = [source, destination].map((name) => documents.find(([id]) => id === `i915@${name}`)?.[1].models[model]);
    if (from === undefined || to === undefined) throw new Error(`no ${source} or ${destination}`);
    return chooseStateVersion(stateVersionList(from), stateVersionList(to));
  };

  test.each([
    ['o', 'n-5.3', '5.3'],
    ['o', 'n-5.2', '5.2'],
    ['o', 'n-none', undefined],
    ['n-none', 'o-6.1', '6.1'],
    ['o-6.1', 'n-5.3', '5.3'],
    ['o-minimum', 'n-5.2', '5.2'],
    ['n-5.3', 'o-minimum', '5.3'],
  ])('%s → %s: %s', (source, destination, version) => {
    expect(chosen(source, destination)).toBe(version);
    const found = cell(result, `i915@${source}`, `i915@${destination}`);
    if (version === undefined)
      expect(found).toMatchObject({ outcome: 'no', class: 'policy', level: 'none', reasons: [{ code: 'NOT_DECLARED' }] });
    else expect(found.outcome).toBe('yes');
  });

  test('it is opt-in: a release that lists nothing goes to itself alone', () => {
    expect(cell(result, 'i915@n-silent', 'i915@n-silent').outcome).toBe('yes');
    for (const other of ['o', 'n-5.3']) {
      expect(cell(result, 'i915@n-silent', `i915@${other}`)).toMatchObject({ outcome: 'no', class: 'policy' });
      expect(cell(result, `i915@${other}`, 'i915@n-silent')).toMatchObject({ outcome: 'no', class: 'policy' });
    }
  });
});

describe('a NIC and a card of two vendors', () => {
  const nic = run({ model: 'vendor-a.com/my-nic' });
  const [lacks, has] = ['vfio-user-2020@vendor-b-1', 'vfio-user-2020@vendor-a-2'];
  const on = (source: string, destination: string, facts: string, label: string) =>
    cell(nic, source, destination).configurations.find(
      (one) => one.label.startsWith(`${label} `) && one.selector.includes(` facts:${facts}`),
    );

  test('the vendor without the param takes a guest without it, and any guest of its own goes to the other', () => {
    expect(on(has, lacks, 'host.link-speed=1000', 'defaults')).toMatchObject({ outcome: 'no', class: 'create' });
    const off = cell(nic, has, lacks).configurations.filter(({ configuration }) => configuration['new-feature'] === 'off');
    expect(off.map(({ outcome }) => outcome)).toContain('yes');
    expect(on(lacks, has, 'host.link-speed=1000', 'defaults')).toMatchObject({ outcome: 'yes' });
  });

  test('a slower port cannot be a faster one', () => {
    expect(on(lacks, lacks, 'host.link-speed=10000>1000', 'defaults')?.reasons).toMatchObject([
      { code: 'PARAM_VALUE_REFUSED', param: 'link-speed' },
    ]);
    expect(on(lacks, lacks, 'host.link-speed=1000>10000', 'defaults')).toMatchObject({ outcome: 'yes' });
  });

  test('a card of 4 GiB goes to either program, and another only to the one that lets it be chosen', () => {
    const gfx = run({ model: 'vendor-a.com/gfx' });
    for (const destination of [lacks, has])
      expect(cell(gfx, lacks, destination).configurations.find(({ label }) => label === 'defaults')?.outcome).toBe('yes');
    const larger = cell(gfx, lacks, has).configurations.find(({ configuration }) => configuration.memory === '16384');
    expect(larger).toMatchObject({ outcome: 'no', class: 'create', reasons: [{ code: 'PARAM_VALUE_REFUSED', param: 'memory' }] });
  });
});

describe('virtio-net with a vhost-user backend: the guest sees the meet of both builds', () => {
  const result = run({ model: 'linux-kvm.org/vhost-user-net' });
  const [old, front, back, both] = ['2.6+16.11', '2.7+16.07', '2.6+17.02', '2.7+17.02'].map((host) => `vhost-user-2016@${host}`) as [
    string,
    string,
    string,
    string,
  ];
  const started = (source: string, destination: string, label: string) =>
    cell(result, source, destination).configurations.find((one) => `${one.label} `.startsWith(`${label} `));

  test('an upgrade of either side alone changes what a guest is given, and a guest that has it keeps it', () => {
    expect(started(old, old, 'defaults')?.configuration).toMatchObject({ features: String(0x8408001), 'max-ring': '256' });
    expect(started(both, both, 'defaults')?.configuration).toMatchObject({ features: String(0x8408009), 'max-ring': '256' });
    for (const destination of [back, both]) expect(started(old, destination, 'defaults')?.outcome).toBe('yes');
  });

  test('a newer front with an older back has less than both older', () => {
    expect(started(old, front, 'defaults')).toMatchObject({
      outcome: 'no',
      class: 'create',
      reasons: [{ code: 'PARAM_VALUE_REFUSED', param: 'features' }],
    });
  });

  test('the list of versions only grows, and a guest started with the first goes everywhere', () => {
    for (const source of [old, front, back, both]) {
      for (const destination of [old, front, back, both])
        expect(started(source, destination, 'version=org.dpdk.v4.5.6')?.outcome).toBe('yes');
    }
    expect(started(front, front, 'version=org.dpdk.v4.5.7')).toBeUndefined();
    expect(started(both, old, 'version=org.dpdk.v4.5.7')?.outcome).toBe('yes');
    expect(started(old, front, 'version=org.dpdk.v4.5.7')?.outcome).toBe('no');
  });
});

describe('virtio-net of real builds with a vhost-user backend', () => {
  const result = run({ model: 'qemu.org/vhost-user-net', facts: 'host.dequeue-zero-copy=on' });
  const [old, front, back, both] = ['7.2+16.11', '11.1+16.07', '7.2+17.02', '11.1+17.02'].map((host) => `qemu-with-dpdk@${host}`) as [
    string,
    string,
    string,
    string,
  ];
  const started = (source: string, destination: string, label: string) =>
    cell(result, source, destination).configurations.find((configuration) => configuration.label === `${label} host.dequeue-zero-copy=on`);

  test('nothing disagrees', () => {
    expect(result.findings).toEqual([]);
  });

  test('the mask of the backend and the properties of the front meet, and the smaller ring counts', () => {
    expect(started(old, old, 'defaults')?.configuration).toMatchObject({ mrg_rxbuf: 'on', mq: 'off', csum: 'on', mtu: 'off' });
    expect(started(both, both, 'defaults')?.configuration).toMatchObject({ mtu: 'on', rx_queue_size: '256' });
  });

  test('an upgrade of the backend alone keeps a guest, and its way back is closed to what only the new one has', () => {
    expect(started(old, back, 'defaults')?.outcome).toBe('yes');
    expect(started(back, old, 'defaults')?.reasons).toMatchObject([{ code: 'PARAM_VALUE_REFUSED', param: 'mtu' }]);
  });

  test('the list only grows: a guest started with the first version goes to every host', () => {
    for (const source of [old, front, back, both]) {
      for (const destination of [old, front, back, both])
        expect(started(source, destination, 'version=org.dpdk.v4.5.6')?.outcome, `${source} → ${destination}`).toBe(
          // A guest on 7.2 may have a queue that is larger than 11.1 takes; that is the front's alone.
          source.includes('@7.2') && destination.includes('@11.1') ? 'depends' : 'yes',
        );
    }
    expect(started(front, front, 'version=org.dpdk.v4.5.7')).toBeUndefined();
  });
});
