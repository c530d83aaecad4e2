/** Locks: they only grow, every later change of what is locked is found and named, and a lock is a state like any other. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { breakingChanges, differenceLines, releaseBuilds, type SpecState, stateOfLocks } from '@migspec/generator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeOf } from '../../src/breaking/judge.js';
import { release } from '../../src/commands/release.js';
import { nic, nicPath, state, type Texts, vm, vmPath } from './spec.js';

const model = (default_ = 2, extra: readonly string[] = []) =>
  nic([
    'revisions: [r1, r2]',
    `params: { queues: { type: u16, range: 1..8, off: 1, default: { r1: 4, r2: ${default_} }, sources: [test] } }`,
    'versions: { wide: { queues: 8 }, narrow: { queues: 1 } }',
    'observables: { queues: "params.queues", boost: { value: "1", added: r2 } }',
    'state: { nic: { sources: [test], fields: { ctrl: { type: u32, max: 100 } } } }',
    ...extra,
  ]);
const started = (builds: Readonly<Record<string, string>>, more: readonly string[] = []) =>
  vm(builds, more).replace('framing: native', 'framing: qemu').replace('destination: configured', 'destination: started');
const spec: Texts = {
  [nicPath]: model(),
  [vmPath]: started({ '2.0': 'r2', '1.0': 'r1' }),
  'classes/vm.yaml': 'implementation: vm\nclasses:\n  nic: { model: example.org/nic }\n',
  'compat/1.0.yaml': 'compat: "1.0"\nimplementation: vm\nentries: { nic: { queues: 4 } }\n',
  'machines/pc.yaml': 'machines: pc\nimplementation: vm\ntypes:\n  pc-2.0: { added: "2.0" }\n  pc-1.0: { compat: "1.0" }\n',
};
const one: Texts = {
  ...spec,
  [vmPath]: started({ '1.0': 'r1' }),
  [nicPath]: model().replace(', r2]', ']').replace(', r2: 2 }', ' }').replace(', boost: { value: "1", added: r2 }', ''),
  'compat/1.0.yaml': 'compat: "1.0"\nimplementation: vm\nentries: {}\n',
  'machines/pc.yaml': 'machines: pc\nimplementation: vm\ntypes:\n  pc-1.0: {}\n',
};

function lockedBy(texts: Texts, locks: Texts = {}): Texts {
  const at = state(texts, 'spec', locks);
  return { ...locks, ...releaseBuilds(at, at.locks).locks };
}

function lint(texts: Texts, locks: Texts): readonly string[] {
  return state(texts, 'spec', locks).lint.map(({ id, message }) => `${id}: ${message}`);
}

test('a lock only grows: what was released before is there as it was, and the same release adds nothing', () => {
  const first = lockedBy(one);
  const second = lockedBy(spec, first);
  const [before, after] = [first, second].map((locks) => JSON.parse(locks['vm.json'] ?? '').releases);
  expect(before.map(({ build }: { build: string }) => build)).toEqual(['1.0']);
  expect(after.map(({ build }: { build: string }) => build)).toEqual(['1.0', '2.0']);
  expect(after.slice(0, 1)).toEqual(before);
  const at = state(spec, 'spec', second);
  expect(releaseBuilds(at, at.locks)).toMatchObject({ locks: {}, released: [], changed: [], already: ['vm@1.0', 'vm@2.0'] });
  expect(releaseBuilds(at, at.locks, ['vm@3.0']).unknown).toEqual(['vm@3.0']);
});

const locks = lockedBy(spec);

test('what is locked and the same is no finding', () => {
  expect(lint(spec, locks)).toEqual([]);
});

const changed: readonly (readonly [string, Texts, string])[] = [
  ['a default', { [nicPath]: model(3) }, 'vm@2.0 is another now: example.org/nic'],
  [
    'a version',
    { [nicPath]: model().replace('wide: { queues: 8 }', 'wide: { queues: 7 }') },
    'vm@1.0 is another now: example.org/nic (version wide)',
  ],
  ['a bound of the state', { [nicPath]: model().replace('max: 100', 'max: 101') }, 'vm@1.0 is another now: example.org/nic'],
  [
    'an entry of a machine type',
    { 'compat/1.0.yaml': (spec['compat/1.0.yaml'] ?? '').replace('queues: 4', 'queues: 5') },
    'vm@2.0 is another now: machine type pc-1.0',
  ],
  [
    'a device class',
    { 'classes/vm.yaml': 'implementation: vm\nclasses:\n  nic: { model: example.org/nic, aliases: [eth] }\n' },
    'vm@1.0 is another now: what is around its models',
  ],
  [
    'the framing',
    { [vmPath]: (spec[vmPath] ?? '').replace('framing: qemu', 'framing: native') },
    'vm@1.0 is another now: example.org/nic, what is around its models',
  ],
];

test.each(changed)('%s that changes is an error that names it', (_, texts, message) => {
  const found = lint({ ...spec, ...texts }, locks).filter((each) => each.startsWith('RELEASE_'));
  expect(
    found.some((each) => each === `RELEASE_CHANGED: the released build ${message}`),
    found.join('\n'),
  ).toBe(true);
  const at = state({ ...spec, ...texts }, 'spec', locks);
  const again = releaseBuilds(at, at.locks);
  expect(again.changed.length).toBe(found.length);
  expect(again.locks).toEqual({});
});

test('a build that is gone is an error', () => {
  const gone = { ...spec, [vmPath]: started({ '2.0': 'r2' }) };
  expect(lint(gone, locks).filter((each) => each.startsWith('RELEASE_'))).toEqual([
    'RELEASE_MISSING: the build vm@1.0 was released and is not in the spec',
  ]);
});

const free: readonly (readonly [string, Texts])[] = [
  ['words for people', { [nicPath]: model(2, ['title: A card', 'doc: Better words.']) }],
  ['a situation', { [nicPath]: model(2, ['situations: { running: { state: { ctrl: 7 } } }']) }],
  [
    'a revision that no released build has',
    { [nicPath]: model().replace('[r1, r2]', '[r1, r2, r3]').replace('boost:', 'later: { value: "2", added: r3 }, boost:') },
  ],
  [
    'an erratum',
    {
      [vmPath]: started({ '2.0': 'r2', '1.0': 'r1' }, [
        'errata:',
        '  loose: { builds: ["1.0"], doc: What is too large is taken., deviation: { model: example.org/nic, section: nic, unenforced: { fields: { ctrl: [max] } } } }',
      ]),
    },
  ],
  [
    'a declared break',
    {
      [nicPath]: model(3),
      [vmPath]: started({ '2.0': 'r2', '1.0': 'r1' }, [
        'breaks:',
        '  - { rule: RELEASE_CHANGED, subject: "1.0", reason: The spec was wrong., issue: "12" }',
        '  - { rule: MS6901, subject: "2.0", reason: The spec was wrong., issue: "12" }',
      ]),
    },
  ],
];

test.each(free)('%s may change', (_, texts) => {
  expect(lint({ ...spec, ...texts }, locks).filter((each) => each.startsWith('RELEASE_'))).toEqual([]);
});

test('a declared break that the lock no longer needs is an error of breaking', () => {
  const texts = {
    ...spec,
    [vmPath]: started({ '2.0': 'r2', '1.0': 'r1' }, [
      'breaks:',
      '  - { rule: RELEASE_CHANGED, subject: "1.0", reason: wrong, issue: "12" }',
    ]),
  };
  const at = state(texts, 'spec', locks);
  expect(breakingChanges(at, at, judgeOf(at, at)).diagnostics.map(({ id }) => id)).toEqual(['BREAK_UNUSED']);
});

function lockState(at: SpecState): SpecState {
  const locked = stateOfLocks(at.locks);
  if (!locked.ok) throw new Error(locked.why);
  return locked.value;
}

test('a lock holds enough to say what changed: nothing does, and a changed default is found with its pairs', () => {
  const same = state(spec, 'spec', locks);
  const nothing = breakingChanges(lockState(same), same, judgeOf(lockState(same), same));
  expect(differenceLines(nothing.diff, nothing.findings)).toEqual([]);
  const now = state({ ...spec, [nicPath]: model(3) }, 'spec', locks);
  const before = lockState(now);
  const { settled, diff, findings } = breakingChanges(before, now, judgeOf(before, now));
  expect(settled.map(({ finding, severity }) => [finding.code.id, severity])).toEqual([['PARAM_DEFAULT_CHANGED', 'error']]);
  expect(settled[0]?.finding.pairs.length).toBeGreaterThan(0);
  expect(differenceLines(diff, findings).map(({ kind, aspect, name, breaks }) => [kind, aspect, name, ...breaks])).toContainEqual([
    'param',
    'default',
    'queues',
    'PARAM_DEFAULT_CHANGED',
  ]);
});

test('damage of a lock is found: not JSON, not a release, a digest or a form that is another, a name that is another', () => {
  const text = locks['vm.json'] ?? '';
  const parsed = JSON.parse(text);
  const damaged = (change: (lock: typeof parsed) => void): string => {
    const lock = JSON.parse(text);
    change(lock);
    return JSON.stringify(lock);
  };
  const unreadable = [
    text.slice(0, -20),
    '[]',
    damaged((lock) => delete lock.releases[0].form),
    damaged((lock) => lock.releases.push(lock.releases[0])),
  ];
  for (const each of unreadable) expect(lint(spec, { 'vm.json': each }).map((line) => line.split(':')[0])).toEqual(['LOCK_UNREADABLE']);
  expect(lint(spec, { 'other.json': text }).map((line) => line.split(':')[0])).toEqual(['LOCK_UNREADABLE']);
  const forms = [
    damaged((lock) => (lock.releases[0].form = 'AAAA')),
    damaged((lock) => (lock.releases[0].form = lock.releases[1].form)),
    damaged((lock) => (lock.releases[0].digest = lock.releases[1].digest)),
  ];
  for (const each of forms) expect(stateOfLocks(state(spec, 'spec', { 'vm.json': each }).locks).ok).toBe(false);
});

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'migspec-locks-'));
  for (const [path, text] of Object.entries(spec)) {
    mkdirSync(dirname(join(home, 'spec', path)), { recursive: true });
    writeFileSync(join(home, 'spec', path), text);
  }
});
afterAll(() => rmSync(home, { recursive: true }));

test('the command writes a lock in one step, and never again what is in it', () => {
  const folder = join(home, 'spec');
  const options = { spec: folder, all: false, check: false };
  expect(release(['vm@1.0'], options)).toBe(0);
  const path = join(folder, 'locks/vm.json');
  const first = readFileSync(path, 'utf8');
  expect(release([], { ...options, all: true, check: true })).toBe(1);
  expect(readFileSync(path, 'utf8')).toBe(first);
  expect(release(['vm@2.0'], options)).toBe(0);
  const second = readFileSync(path, 'utf8');
  expect(JSON.parse(second).releases[0]).toEqual(JSON.parse(first).releases[0]);
  expect(readdirSync(join(folder, 'locks'))).toEqual(['vm.json']);
  expect(release([], { ...options, all: true, check: true })).toBe(0);
  writeFileSync(join(folder, nicPath), model(3));
  expect(release(['vm@2.0'], options)).toBe(1);
  expect(readFileSync(path, 'utf8')).toBe(second);
});
