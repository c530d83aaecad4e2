/** Each protocol as it is without faults, and what each of them is known for. */
import { describe, expect, test } from 'vitest';
import { orchestrate, protocols, type Scenario, type Trace } from '../../src/index.js';
import { asking, everyRun, invariantsIn, protocolNamed, scenario } from './scenarios.js';

const messages = ({ instants }: Trace): string =>
  instants.flatMap(({ party, act }) => (act?.act === 'send' ? [`${short(party)}>${short(act.to)} ${act.message}`] : [])).join(', ');
const short = (party: string): string =>
  party
    .split('-')
    .map((word) => word[0])
    .join('');

describe('a migration without faults', () => {
  test.each([
    ['qemu', 'm>d incoming, d>m listening, m>s migrate, s>d head, s>d memory, s>d state, s>m completed, d>m resumed, m>s quit, s>m quit'],
    [
      'libvirt-v2',
      'm>s describe, s>m described, m>d prepare, d>m prepared, m>s perform, s>d head, s>d memory, s>d state, d>s loaded, s>m performed, m>d finish, d>m finished',
    ],
    [
      'libvirt-v3',
      'm>s begin, s>m begun, m>d prepare, d>m prepared, m>s perform, s>d head, s>d memory, s>d state, s>m performed, m>d finish, d>m finished, m>s confirm, s>m confirmed',
    ],
    [
      'file',
      'm>s save, s>f create, s>f write, s>f close, f>s stored, s>m saved, m>d restore, d>f read, f>d beginning, d>f read-on, f>d rest, d>m restored, m>f remove, f>m removed',
    ],
    ['vfio', 'm>d incoming, d>m listening, m>s migrate, s>d initial, s>d memory, s>d state, d>s loaded, s>m completed'],
    [
      'vhost-user',
      'm>d incoming, d>m listening, m>s migrate, s>d head, s>d memory, s>sb give, sb>s given, s>d state, d>db take, db>d checked, d>s loaded, s>m completed',
    ],
    [
      'vhost-user-pinned',
      'm>d incoming, d>db pin, db>d pinned, d>m listening, m>s migrate, s>d head, s>d memory, s>sb give, sb>s given, s>d state, d>db take, db>d checked, d>s loaded, s>m completed',
    ],
  ])('%s', (name, expected) => {
    const trace = orchestrate(protocolNamed(name), scenario('works', 'native'));
    expect(messages(trace)).toBe(expected);
    expect(trace.end).toMatchObject({ running: ['destination'], owner: 'destination', changes: [], lost: [], settled: true });
    expect(trace.end.world.cost.vms).toBe(1);
    expect(trace.end.world.cost.downtimeMs).toBeGreaterThan(0);
  });

  test('every protocol is among them', () => {
    expect(protocols).toHaveLength(7);
  });
});

describe('where libvirt matches', () => {
  const refused = (name: string): Trace =>
    orchestrate(protocolNamed(name), scenario('refused at load', 'native', { ask: asking('refused at load') }));
  const made = ({ instants }: Trace): boolean => instants.some(({ world }) => world.destination !== 'none');

  test('version 2: at the source after Prepare, so the VM is made and then killed', () => {
    const trace = refused('libvirt-v2');
    expect(messages(trace)).toBe('m>s describe, s>m described, m>d prepare, d>m prepared, m>s perform, s>m failed, m>d cancel, d>m killed');
    expect(made(trace)).toBe(true);
    expect(trace.end.world).toMatchObject({ source: 'running', destination: 'none', cost: { vms: 1, bytes: 0, downtimeMs: 0 } });
  });

  test('version 3: at the destination with what Begin told, before anything is made', () => {
    const trace = refused('libvirt-v3');
    expect(messages(trace)).toBe('m>s begin, s>m begun, m>d prepare, d>m failed, m>s cancel, s>m resumed');
    expect(made(trace)).toBe(false);
    expect(trace.end.world).toMatchObject({ source: 'running', cost: { vms: 0, bytes: 0, downtimeMs: 0 } });
  });
});

describe('cookies', () => {
  const plain = { mandatory: [], knows: ['nbd'] };
  const both = (source: string[], destination: string[], more: Partial<Scenario> = {}): Scenario =>
    scenario('works', 'native', {
      cookies: { source: { ...plain, mandatory: source }, destination: { ...plain, mandatory: destination } },
      ...more,
    });
  const all = ['making the VM', 'copying memory', 'stopping the guest'] as const;

  test('a mandatory feature that is known is no obstacle', () => {
    for (const name of ['libvirt-v2', 'libvirt-v3']) {
      expect(orchestrate(protocolNamed(name), both(['nbd'], ['nbd'])).reports.at(-1)?.outcome).toBe('migrated');
    }
  });

  test('one that is not known fails, before anything is made where the source sends it, and before anything is copied', () => {
    const cases = [
      ['libvirt-v3', both(['device-versions'], []), all],
      ['libvirt-v3', both([], ['device-versions']), ['copying memory', 'stopping the guest']],
      ['libvirt-v2', both([], ['device-versions']), ['copying memory', 'stopping the guest']],
    ] as const;
    for (const [name, over, forbidden] of cases) {
      const protocol = protocolNamed(name);
      expect(orchestrate(protocol, over).reports.at(-1)).toMatchObject({ outcome: 'kept', reason: { code: 'COOKIE_FEATURE_UNKNOWN' } });
      expect(everyRun(protocol, over, { compatible: true, forbidden }).flatMap(({ violations }) => violations)).toEqual([]);
    }
  });

  test('the released bug: it is printed, and the missing jump lets the migration go on', () => {
    const over = both(['device-versions'], [], { deviations: ['cookie-not-enforced'] });
    const runs = everyRun(protocolNamed('libvirt-v3'), over, { compatible: true, forbidden: all });
    expect(runs[0]?.trace.instants.map(({ note }) => note)).toContain('printed, not enforced: COOKIE_FEATURE_UNKNOWN');
    expect(runs[0]?.trace.reports.at(-1)?.outcome).toBe('migrated');
    expect(invariantsIn(runs)).toEqual(['found-is-enforced']);
  });
});

test('VFIO: a mismatch in PRE_COPY that is printed and not enforced is found', () => {
  const protocol = protocolNamed('vfio');
  const ask = asking('refused at load');
  const enforced = scenario('refused at load', 'native', { ask });
  expect(orchestrate(protocol, enforced).end.world.cost).toMatchObject({ vms: 1, downtimeMs: 0 });
  const printed = scenario('refused at load', 'native', { ask, deviations: ['match-not-enforced'] });
  const runs = everyRun(protocol, printed, { compatible: false, forbidden: protocol.spares });
  expect(runs[0]?.trace.instants.map(({ note }) => note)).toContain('printed, not enforced: ASKED_FIRST');
  expect(runs[0]?.trace.end.world.cost.downtimeMs).toBeGreaterThan(0);
  expect(invariantsIn(runs)).toEqual(['found-is-enforced']);
});

describe('vhost-user', () => {
  test('the backend’s refusal is one bit: nobody is told the reason', () => {
    const { end } = orchestrate(protocolNamed('vhost-user'), scenario('refused at load', 'native'));
    expect(end.running).toEqual(['source']);
    expect(end.knowledge['destination-backend']?.reasons.map(({ code }) => code)).toEqual(['SECTION_VERSION_REFUSED']);
    for (const party of ['manager', 'source', 'destination'] as const) expect(end.knowledge[party]?.reasons).toEqual([]);
  });

  test('with the version pinned, a backend that cannot have it says so before a VM is made', () => {
    const trace = orchestrate(protocolNamed('vhost-user-pinned'), scenario('refused at creation', 'native'));
    expect(trace.reports.at(-1)).toMatchObject({ outcome: 'kept', reason: { code: 'PARAM_VALUE_REFUSED', by: 'destination-backend' } });
    expect(trace.end.world.cost).toMatchObject({ vms: 0, bytes: 0, downtimeMs: 0 });
  });
});

describe('what leans on the lock', () => {
  const broken = (lock: 'exclusive' | 'none', invariant: string): string[] =>
    protocols
      .filter((protocol) =>
        invariantsIn(everyRun(protocol, scenario('works', 'native', { lock }), { compatible: true })).some((found) => found === invariant),
      )
      .map(({ name }) => name);

  test('without a lock both sides run where the source comes back by itself or is told to', () => {
    expect(broken('none', 'at-most-one-runs')).toEqual(['qemu', 'libvirt-v3', 'vfio', 'vhost-user', 'vhost-user-pinned']);
  });

  test('with one that only excludes they do not, and a source goes on from an old state when the destination has run and is gone', () => {
    expect(broken('exclusive', 'at-most-one-runs')).toEqual([]);
    expect(broken('exclusive', 'guest-is-the-twin')).toEqual(['qemu', 'libvirt-v3', 'file', 'vfio', 'vhost-user', 'vhost-user-pinned']);
  });
});
