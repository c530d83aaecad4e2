/** Rule 0, machine tables, the six cases and the chain; kvmclock and the barrier bit. */
import type { CapabilityDocument, DocumentModel, DocumentValue } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { check } from '../src/check/check.js';
import { refusedStart } from '../src/check/refused-start.js';
import type { Verdict } from '../src/check/types.js';
import { namesReaching } from '../src/document/classes.js';
import { type DeviceRequest, type Machine, type StartRequest, startMachine } from '../src/document/machine.js';
import {
  add,
  bool,
  boolType,
  choose,
  document,
  ex,
  machine as fact,
  field,
  flags,
  ge,
  host,
  int,
  model,
  observable,
  param,
  parameter,
  section,
  situation,
  u8,
  u16Type,
  u32,
  u64,
  version,
} from './documents.js';

const words = (verdict: Verdict): string =>
  [
    verdict.outcome,
    verdict.class,
    verdict.level,
    ...verdict.reasons.map((reason) => `${reason.code}${reason.param === undefined ? '' : `:${reason.param}`}`),
  ]
    .filter(Boolean)
    .join(' ');

const diskId = 'https://qemu.org/devices/virtio-blk';

/** num-queues was 1, and became one per CPU of the machine in 5.2. */
const disk = (revision: '5.1' | '5.2'): DocumentModel =>
  model({
    revision,
    params: [
      parameter('num-queues', u16Type, { value: revision === '5.1' ? int(1) : fact('cpus') }),
      parameter('vectors', u16Type, { value: add(param('num-queues'), int(1)) }),
    ],
    observables: [observable('queues', param('num-queues'))],
    sections: [section('disk', [field('num', u16Field())])],
  });

function u16Field() {
  return { kind: 'int', bits: 16, signed: false, order: 'big' } as const;
}

const classes: CapabilityDocument['classes'] = {
  'virtio-device': { aliases: [] },
  'virtio-pci': { aliases: [] },
  'virtio-blk-device': { parent: 'virtio-device', aliases: ['virtio-blk'] },
  'virtio-blk-pci': { parent: 'virtio-pci', child: 'virtio-blk-device', aliases: ['virtio-blk-pci-transitional'], model: diskId },
};

const restored = { class: 'virtio-blk-device', property: 'num-queues', value: 1 };
const qemu = (
  build: '5.1.0' | '5.2.0',
  entries: readonly { class: string; property: string; value: DocumentValue }[] = [restored],
): CapabilityDocument =>
  document(
    `qemu@${build}`,
    { [diskId]: disk(build === '5.1.0' ? '5.1' : '5.2') },
    {
      framing: 'qemu',
      destination: 'started',
      machineFacts: { cpus: { type: u16Type, default: 1 } },
      classes,
      machineTypes:
        build === '5.1.0'
          ? { 'pc-5.1': { family: 'pc', entries: [] } }
          : { 'pc-5.2': { family: 'pc', entries: [] }, 'pc-5.1': { family: 'pc', entries } },
    },
  );

const [old, fresh] = [qemu('5.1.0'), qemu('5.2.0')];

function start(
  built: CapabilityDocument,
  type: string,
  cpus: number,
  device: Partial<DeviceRequest> = {},
  rest: Partial<StartRequest> = {},
): Machine {
  const made = startMachine(built, {
    type,
    facts: { cpus },
    devices: [{ address: '00:04.0', class: 'virtio-blk-pci', ...device }],
    ...rest,
  });
  if (!made.ok) throw new Error(made.problems.map((problem) => problem.code).join(' '));
  return made.value;
}

const queuesOf = (machine: Machine): unknown => machine.devices[0]?.configuration;

test('the six cases and the seventh', () => {
  for (const cpus of [1, 4]) {
    const move = (from: CapabilityDocument, type: string, to: CapabilityDocument): string =>
      words(
        check({
          source: { machine: start(from, type, cpus), document: from },
          destination: { document: to, machine: start(to, type, cpus) },
        }),
      );
    expect(move(old, 'pc-5.1', old)).toBe('yes live');
    expect(move(fresh, 'pc-5.2', fresh)).toBe('yes live');
    expect(move(fresh, 'pc-5.1', fresh)).toBe('yes live');
    expect(() => start(old, 'pc-5.2', cpus)).toThrow('MACHINE_TYPE_UNKNOWN');
    expect(move(old, 'pc-5.1', fresh)).toBe('yes live');
    expect(move(fresh, 'pc-5.1', old)).toBe('yes live');
    // A(5.1) → B(5.2) → C(5.2): the machine that B got is the one C is checked against.
    const first = start(old, 'pc-5.1', cpus);
    const second = start(fresh, 'pc-5.1', cpus);
    expect(queuesOf(first)).toEqual({ 'num-queues': 1, vectors: 2 });
    expect(queuesOf(second)).toEqual(queuesOf(first));
    expect(queuesOf(start(fresh, 'pc-5.2', cpus))).toEqual({ 'num-queues': cpus, vectors: cpus + 1 });
  }
});

test('without its entry the machine type breaks, both ways and in the chain, and one CPU hides it', () => {
  const forgetful = qemu('5.2.0', []);
  const move = (from: CapabilityDocument, to: CapabilityDocument, cpus: number): Verdict =>
    check({
      source: { machine: start(from, 'pc-5.1', cpus), document: from },
      destination: { document: to, machine: start(to, 'pc-5.1', cpus) },
    });
  expect(words(move(old, forgetful, 1))).toBe('yes live');
  const broken = move(old, forgetful, 4);
  expect(words(broken)).toBe('no guest restart GUEST_INTERFACE_DIFFERS PARAM_DIFFERS:num-queues PARAM_DIFFERS:vectors');
  expect(words(move(forgetful, old, 4))).toBe('no guest restart GUEST_INTERFACE_DIFFERS PARAM_DIFFERS:num-queues PARAM_DIFFERS:vectors');
  expect(broken.reasons[1]).toMatchObject({ have: '1', want: '4', remedy: 'Start the destination with num-queues=1.', noticed: false });
  expect(broken.notes.map((item) => `${item.code} ${item.text}`)).toEqual([
    'MACHINE_TYPE_REDEFINED pc-5.1 gives num-queues the value 1 in qemu@5.1.0 and 4 in qemu@5.2.0',
    'MACHINE_TYPE_REDEFINED pc-5.1 gives vectors the value 2 in qemu@5.1.0 and 5 in qemu@5.2.0',
  ]);
  // A value that only this command line sets is no redefinition.
  const own = check({
    source: { machine: start(old, 'pc-5.1', 4, { configuration: 'num-queues=2' }), document: old },
    destination: { document: fresh, machine: start(fresh, 'pc-5.1', 4) },
  });
  expect(words(own)).toBe('no guest restart GUEST_INTERFACE_DIFFERS PARAM_DIFFERS:num-queues PARAM_DIFFERS:vectors');
  expect(own.notes).toEqual([]);
});

test('an entry reaches a class, its aliases, its ancestors, and the child’s', () => {
  expect([...namesReaching(fresh, 'virtio-blk-pci')].sort()).toEqual([
    'virtio-blk',
    'virtio-blk-device',
    'virtio-blk-pci',
    'virtio-blk-pci-transitional',
    'virtio-device',
    'virtio-pci',
  ]);
  expect([...namesReaching(fresh, 'virtio-blk-pci-transitional')].sort()).toEqual([...namesReaching(fresh, 'virtio-blk-pci')].sort());
  expect([...namesReaching(fresh, 'virtio-blk-device')].sort()).toEqual(['virtio-blk', 'virtio-blk-device', 'virtio-device']);
  for (const name of ['virtio-device', 'virtio-pci', 'virtio-blk', 'virtio-blk-pci-transitional']) {
    const built = qemu('5.2.0', [{ class: name, property: 'num-queues', value: 3 }]);
    expect(queuesOf(start(built, 'pc-5.1', 4)), name).toEqual({ 'num-queues': 3, vectors: 4 });
  }
});

test('later entries win, overrides win over tables, auto asks for the default', () => {
  const built = qemu('5.2.0', [
    restored,
    { class: 'virtio-pci', property: 'num-queues', value: 2 },
    { class: 'virtio-net', property: 'num-queues', value: 7 },
  ]);
  expect(queuesOf(start(built, 'pc-5.1', 4))).toEqual({ 'num-queues': 2, vectors: 3 });
  expect(queuesOf(start(built, 'pc-5.1', 4, { configuration: 'num-queues=6' }))).toEqual({ 'num-queues': 6, vectors: 7 });
  expect(queuesOf(start(built, 'pc-5.1', 4, { configuration: { 'num-queues': 'auto', vectors: 0 } }))).toEqual({
    'num-queues': 4,
    vectors: 0,
  });
});

test('a machine that cannot be started says why', () => {
  const codes = (request: StartRequest): string => {
    const made = startMachine(fresh, request);
    return made.ok ? 'ok' : made.problems.map((problem) => problem.code).join(' ');
  };
  expect(codes({ devices: [{ address: 'a', class: 'floppy' }] })).toBe('CLASS_UNKNOWN');
  expect(codes({ devices: [{ address: 'a', class: 'virtio-device' }] })).toBe('MODEL_UNKNOWN');
  expect(codes({ devices: [{ address: 'a', model: 'x/y' }] })).toBe('MODEL_UNKNOWN');
  expect(
    codes({
      devices: [
        { address: 'a', model: diskId },
        { address: 'a', model: diskId },
      ],
    }),
  ).toBe('DEVICE_DUPLICATE');
  expect(codes({ devices: [{ address: 'a', model: diskId, configuration: 'speed=1' }] })).toBe('PARAM_UNKNOWN');
  expect(codes({ devices: [{ address: 'a', model: diskId, configuration: { 'num-queues': 70000 } }] })).toBe('PARAM_VALUE_REFUSED');
});

test('a command line that the destination refuses: guest-visible params forbid it, state-only ones its state', () => {
  const build = (name: string, params: DocumentModel['params']) =>
    document(`qemu@${name}`, { [diskId]: model({ params }) }, { framing: 'qemu' });
  const newer = build('5.2.0', [
    parameter('seen', boolType, { off: false }),
    parameter('carried', boolType, { off: false, guestVisible: false }),
  ]);
  const older = build('5.1.0', []);
  const judge = (configuration: Record<string, boolean>): string => {
    const request = { devices: [{ address: 'a', model: diskId, configuration }] };
    const [here, there] = [startMachine(newer, request), startMachine(older, request)];
    if (!here.ok || there.ok) throw new Error('the newer build starts it, the older one does not');
    return words(refusedStart({ machine: here.value, document: newer }, older, there.problems));
  };
  expect(judge({ seen: true })).toBe('no create none PARAM_UNKNOWN:seen');
  expect(judge({ carried: true })).toBe('no state restart PARAM_UNKNOWN:carried');
  expect(judge({ carried: true, seen: true })).toBe('no create none PARAM_UNKNOWN:seen PARAM_UNKNOWN:carried');
});

test('a command line whose defaults wait for a fact of the host: nothing is said until it is told', () => {
  const build = (name: string) =>
    document(
      `qemu@${name}`,
      { [diskId]: model({ params: [parameter('uso', boolType, { off: false, value: host('uso') })] }) },
      { hostFacts: { uso: { type: boolType, default: false } } },
    );
  const request = { devices: [{ address: 'a', model: diskId }] };
  const here = startMachine(build('8.2'), { ...request, hostFacts: { uso: true } });
  const open = startMachine(build('8.3'), request);
  if (!here.ok || open.ok) throw new Error('one is told the fact, the other is not');
  const verdict = refusedStart({ machine: here.value, document: build('8.2') }, build('8.3'), open.problems);
  expect(verdict).toMatchObject({
    outcome: 'depends',
    level: 'live',
    reasons: [{ code: 'FACT_NOT_GIVEN', definite: false, facts: ['destination.uso'] }],
  });
});

test('rule 0: devices, models, RAM, stream settings, facts', () => {
  const other = document(
    'qemu@5.2.0',
    { 'x/stateless': model({}), 'x/kept': model({ sections: [section('kept', [field('a', u8)])] }) },
    { framing: 'qemu' },
  );
  const bare = (devices: Machine['devices'], rest: Partial<Machine> = {}): Machine => ({ facts: {}, devices, ...rest });
  const device = (address: string, name: string): Machine['devices'][number] => ({ address, model: name, configuration: {} });
  const run = (from: Machine, to: Machine | undefined, built = other): string =>
    words(
      check({ source: { machine: from, document: other }, destination: { document: built, ...(to === undefined ? {} : { machine: to }) } }),
    );
  const [kept, stateless] = [device('a', 'x/kept'), device('a', 'x/stateless')];
  expect(run(bare([kept]), bare([kept]))).toBe('yes live');
  expect(run(bare([kept]), bare([]))).toBe('no state restart DEVICE_MISSING');
  expect(run(bare([stateless]), bare([]))).toBe('no guest restart DEVICE_DIFFERS');
  expect(run(bare([]), bare([kept]))).toBe('no guest restart DEVICE_DIFFERS');
  expect(run(bare([kept]), bare([stateless]))).toBe('no state restart MODEL_DIFFERS');
  const without = document('qemu@5.1.0', {}, { framing: 'qemu' });
  expect(run(bare([kept]), undefined, without)).toBe('no create none MODEL_UNKNOWN');
  const ram = (size: number) => bare([], { ram: [{ name: 'pc.ram', size }] });
  expect(run(ram(1 << 20), ram(1 << 20))).toBe('yes live');
  expect(run(ram(1 << 20), ram(1 << 21))).toBe('no state restart RAM_DIFFERS:pc.ram');
  const stream = (footers: boolean) => bare([], { stream: { footers } });
  expect(run(stream(true), stream(false))).toBe('no state restart STREAM_SETTING_DIFFERS:footers');
  expect(run(stream(false), bare([], { stream: {} }))).toBe('yes live');
  expect(run(bare([], { facts: { cpus: 1 } }), bare([], { facts: { cpus: 2 } }))).toBe('no guest restart MACHINE_FACT_DIFFERS:cpus');
  expect(run(bare([], { type: 'pc' }), bare([], { type: 'q35' }))).toBe('no create none MACHINE_TYPE_UNKNOWN MACHINE_TYPE_DIFFERS');
  expect(run(bare([]), undefined, document('other@1', {}))).toBe('no state restart FRAMING_DIFFERS');
});

test('kvmclock: a version bump closes the way back, an optional section keeps both open', () => {
  const id = 'linux-kvm.org/kvmclock';
  const times = [field('system_time', u64), field('wall_clock', u64)];
  const fix = [field('boot_time', u64), field('clock_flags', u32)];
  const situations = [situation('fresh', {}), situation('suspended-once', { boot_time: 'random' })];
  const builds = {
    before: model({ sections: [section('kvmclock', times)] }),
    bumped: model({
      situations,
      sections: [section('kvmclock', [...times, ...fix.map((each) => ({ ...each, when: ex(ge(version, int(2))) }))], { version: 2 })],
    }),
    optional: model({ situations, sections: [section('kvmclock', times), section('kvmclock-fix', fix, { optional: ex(bool(true)) })] }),
  };
  const move = (from: keyof typeof builds, to: keyof typeof builds): string => {
    const machine = { facts: {}, devices: [{ address: 'clock', model: id, configuration: {} }] };
    const verdict = check({
      source: { machine, document: document(`kvm-2009@${from}`, { [id]: builds[from] }) },
      destination: { document: document(`kvm-2009@${to}`, { [id]: builds[to] }) },
    });
    return [words(verdict), ...verdict.notes.map((item) => item.code)].join(' ');
  };
  expect(move('before', 'bumped')).toBe('yes live');
  expect(move('bumped', 'before')).toBe('no state restart SECTION_VERSION_REFUSED');
  expect(move('before', 'optional')).toBe('yes live');
  expect(move('optional', 'before')).toBe('yes live STATE_DROPPED');
  expect(move('bumped', 'bumped')).toBe('yes live');
  expect(move('bumped', 'optional')).toBe('no state restart SECTION_VERSION_REFUSED');
  expect(move('optional', 'bumped')).toBe('yes live STATE_DROPPED');
});

test('the barrier bit: without a knob the new build cannot be disabled, with one both ways work', () => {
  const id = 'linux-kvm.org/barrier-blk';
  const offered = choose(param('barrier'), int(5), int(4));
  const blk = (revision: 'none' | 'always' | 'knob'): DocumentModel =>
    model({
      revision,
      params:
        revision === 'none'
          ? []
          : [
              parameter('barrier', boolType, {
                off: false,
                value: bool(true),
                range: { items: revision === 'always' ? [{ value: 'true' }] : [] },
              }),
            ],
      observables: [observable('features', revision === 'none' ? int(4) : offered)],
      sections: [
        section('blk', [
          field('status', u8),
          field('features', flags({ barrier: 0, max: 2 }), { bounds: { negotiated: ex(revision === 'none' ? int(4) : offered) } }),
        ]),
      ],
      situations: [
        situation('fresh', {}),
        ...(revision === 'none' ? [] : [situation('acknowledged', { features: int(5) }, param('barrier'))]),
      ],
    });
  const move = (from: Parameters<typeof blk>[0], configuration: Record<string, boolean>, to: Parameters<typeof blk>[0]): string => {
    const machine = { facts: {}, devices: [{ address: 'blk', model: id, configuration }] };
    return words(
      check({
        source: { machine, document: document(`kvm-2009@${from}`, { [id]: blk(from) }) },
        destination: { document: document(`kvm-2009@${to}`, { [id]: blk(to) }) },
      }),
    );
  };
  expect(move('none', {}, 'always')).toBe('no create none PARAM_CANNOT_BE_DISABLED:barrier');
  expect(move('always', { barrier: true }, 'none')).toBe('no create none PARAM_UNKNOWN:barrier');
  expect(move('none', {}, 'knob')).toBe('yes live');
  expect(move('knob', { barrier: false }, 'none')).toBe('yes live');
  expect(move('knob', { barrier: true }, 'none')).toBe('no create none PARAM_UNKNOWN:barrier');
  expect(move('knob', { barrier: false }, 'always')).toBe('no create none PARAM_VALUE_REFUSED:barrier');
  expect(move('always', { barrier: true }, 'knob')).toBe('yes live');
});
