import type { Static } from 'typebox';
import { int, keys, list, map, object, optional, text, version, words } from './common.js';

const outcome = words('How migrations of the pair end, in some situation.', {
  migrated: 'It completes, and the guest sees no change.',
  'refused-at-create': 'The destination cannot make the machine.',
  'refused-at-load': 'The destination refuses the state.',
  'refused-at-save': 'The source cannot save.',
  'guest-interface-changed': 'It loads, and the guest sees another device.',
  'state-lost': 'It loads, and state has another value or no place.',
  'device-broken': 'It loads, and the device does not work.',
});
export type Outcome = Static<typeof outcome>;

const matrix = map(
  'What happens to devices with the default configuration, by machine type (`configured` where the source configures the destination); behind a blank, the device class if it is not the first of the model, and the one configuration that is meant (`pc-2.4 cpus=12`).',
  keys.template,
  map(
    'By source build. Every pair of builds that have the machine type stands here.',
    keys.version,
    map(
      'By destination build.',
      keys.version,
      list('Every way in which it ends in some situation, of all there are.', outcome, '[migrated]'),
      '{ "1.0": [migrated] }',
    ),
    '{ "1.0": { "1.0": [migrated] } }',
  ),
  '{ pc-1.0: { "1.0": { "1.0": [migrated] } } }',
);

const chain = object('a chain', 'A route over three builds.', {
  on: optional(text('The machine type; default: all of them.', 'pc-1.0')),
  route: list('Three builds, in the order of travel.', version('A build by name.', '"1.0"'), '["1.0", "2.0", "1.0"]'),
  reset: words('What the guest does on the build in the middle.', { none: 'It goes on.', guest: 'It resets the device.' }),
  ends: words('How it ends.', { migrated: 'It completes in every situation.', broken: 'In none.', sometimes: 'In some.' }),
});

const carried = object('a migration', 'A migration that a manager carries out, by a protocol of the emulator.', {
  protocol: text('The protocol by its name, as `migspec orchestrate` knows it.', 'libvirt-v3'),
  source: text('A build in full.', 'qemu@1.0'),
  destination: text('A build in full.', 'qemu@2.0'),
  on: optional(text('The machine type, where there are any.', 'pc-1.0')),
  mandatory: optional(text('A feature that each side demands of the other, and neither knows.', 'lockstate')),
  deviation: optional(
    words('What is found and printed, and not enforced.', {
      'cookie-not-enforced': 'A mandatory feature of a cookie that is not known.',
      'match-not-enforced': 'The answer of who was asked first.',
    }),
  ),
  ends: words('How it is reported.', {
    migrated: 'The guest runs at the destination.',
    kept: 'It stays at the source.',
    lost: 'It runs nowhere any more.',
  }),
  reason: optional(text('The code of the reason that is reported.', 'COOKIE_FEATURE_UNKNOWN')),
});

const codes = (description: string) => list(description, text('A code.', 'MS6102'), '[MS6102]');

const step = object('a step', 'What is found, and what happens, when a state follows on the one before it.', {
  lint: optional(codes('What judging the new state alone finds; default: nothing.')),
  findings: codes('The rules that find something in the step from the state before it.'),
  reasons: optional(
    list(
      'The reasons of the check over the whole matrix: code, and what it is about.',
      text('A reason.', 'GUEST_INTERFACE_DIFFERS id'),
      '[SECTION_UNKNOWN nic/level]',
    ),
  ),
  aftermath: optional(
    list('Situations that only follow from a break: the matrix leaves them out.', text('A situation by name.', 'hung'), '[hung]'),
  ),
  matrix,
  chains: optional(list('Routes that the case is about.', chain)),
  carried: optional(list('Migrations that managers carry out, where it happened there.', carried)),
  errata: optional(list('Errata that reasons follow from.', text('An erratum by its id.', 'late-fix'))),
  'stays-wrong': optional(
    list(
      'Of the last state: released builds that the newest cannot exchange every guest with.',
      version('A build by name.', '"2.0"'),
      '["2.0"]',
    ),
  ),
});
export type StepFile = Static<typeof step>;

export const caseFile = object(
  'a case of the history',
  'A breakage that happened: a small spec before it, with it, and after it was mended.',
  {
    case: int('Its number; the folder is called after it.', { minimum: 1, maximum: 999 }, '7'),
    title: text('What happened, in a few words.', 'A default changed for all machine types'),
    level: words('Where it happened.', {
      device: 'In a device or its state.',
      framing: 'In the stream around the devices.',
      orchestrator: 'In what carries the migration out.',
      namespace: 'In the names of machine types and versions.',
    }),
    sources: list('Commits, issues, mails.', text('A source: enough for somebody else to find it.', 'QEMU 5ed3dabe57')),
    directions: list(
      'In which directions it broke.',
      words('A direction.', {
        forward: 'From the older build to the newer.',
        backward: 'From the newer build to the older.',
        same: 'From a build to itself.',
        chain: 'Over several hops.',
      }),
      '[forward]',
    ),
    symptom: text('What people saw.', '"Bad config data: i=0x10 read: a1"'),
    needs: list('What a spec has to be able to say for it.', text('A concept.', 'observables')),
    story: object('a story', 'What happened, for people.', {
      before: text('What there was.', 'The device had 8 bytes of configuration.'),
      broken: text('What was changed, and what followed.', 'It grew to 12 bytes, and the BAR to 16.'),
      fixed: text('How it was mended, and what could not be.', 'Older machine types keep the old size.'),
      remark: optional(text('What else it teaches.', 'The size is derived, and nobody saw it change.')),
    }),
    expect: object('expectations', 'What is found and what happens, step by step.', { broken: step, fixed: step }),
  },
);

export type CaseFile = Static<typeof caseFile>;
