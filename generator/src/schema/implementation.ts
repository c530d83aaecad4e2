import type { Static } from 'typebox';
import { breaks } from './breaks.js';
import { array, string, union } from './build.js';
import {
  doc,
  expression,
  flag,
  int,
  intOrExpression,
  keys,
  list,
  literalOrExpression,
  map,
  name,
  object,
  optional,
  sources,
  text,
  version,
  words,
} from './common.js';
import { range } from './model.js';

function literalOrBits(description: string) {
  const bits = list('Bits of flags, by name.', name('The name of a bit.', 'csum'), '[csum, tso]');
  return union([int(description), flag(description), text(description), bits], { title: 'a value', description });
}

const literal = union([int('The value of the fact.'), flag('The value of the fact.'), text('The value of the fact.')], {
  title: 'a value',
  description: 'The value of the fact.',
});

const hostFact = object(
  'a host fact',
  'Something outside the build that decides a value or a range: a kernel feature, a file, another process.',
  {
    doc: optional(doc),
    type: words('The type of the fact.', ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'enum', 'string', 'flags']),
    values: optional(list('Type enum: its values, by name.', name('A value of the enum.', 'slow'), '[slow, fast]')),
    bits: optional(
      map('Type flags: its bits, by name.', keys.name, int('The number of the bit.', { minimum: 0, maximum: 63 }), '{ csum: 0, tso: 1 }'),
    ),
    of: optional(words('Type flags: the width; default: u32, or u64 when a bit needs it.', ['u32', 'u64'])),
    default: literalOrBits('What a host has of which nothing is said. Tools that make devices take it; a check never does.'),
    matrix: optional(
      list('The values that the conformance matrix takes at each end.', literalOrBits('The value of the fact.'), '[false, true]'),
    ),
  },
);

const machineFact = object('a machine fact', 'A value of the machine itself, fixed at creation.', {
  doc: optional(doc),
  type: words('The type of the fact.', ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'enum', 'string']),
  values: optional(list('Type enum: its values, by name.', name('A value of the enum.', 'slow'), '[slow, fast]')),
  default: literal,
  matrix: optional(list('The values that the conformance matrix takes; default: the default alone.', literal, '[1, 4]')),
});

const deprecated = object('a deprecated version', 'What is announced of a version that is on its way out.', {
  'removed-in': optional(version('The build from which on it will be gone, as far as that is announced.', '"4.0"')),
  instead: optional(version('The version to take instead.', '"3"')),
});

const buildModel = object('what a build knows of a model', 'What a build knows of a model.', {
  revision: optional(version('The revision that the build knows; needed when the model has several.', 'r1')),
  versions: optional(
    list(
      'Versions in preferred order; default: all that the revision can express, in the order of the model.',
      version('A version by name.'),
    ),
  ),
  deprecated: optional(
    map('Versions that the build still makes and that are on their way out.', keys.version, deprecated, '{ "1": { removed-in: "4.0" } }'),
  ),
  narrow: optional(map('Ranges narrower than those of the revision, by param.', keys.name, range, '{ queues: 1..8 }')),
  'state-versions': optional(
    list('Versions of an opaque state in preferred order; gaps are allowed.', version('A state version.', '"6.1"')),
  ),
  minimum: optional(version('The oldest state version that is accepted; default: the end of the list.', '"6.1"')),
});

const build = object('a build', 'One released binary; never changes again.', {
  doc: optional(doc),
  alias: optional(version('Another name of the build: the release without its point.', '"5.2"')),
  released: optional(
    string({
      title: 'a date such as 2020-12-08',
      description: 'The day of the release.',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      'x-text': 'text',
      'x-examples': [{ yaml: '2020-12-08' }],
    }),
  ),
  sources: optional(sources),
  models: map(
    'The models that the build implements, by name, and what it knows of each.',
    keys.any,
    buildModel,
    '{ example.org/nic: { revision: r1 } }',
  ),
});

const written = object('a written value', 'What the build writes.', {
  at: optional(words('When it is written; default: create.', { create: 'At creation, and at every reset.' })),
  value: literalOrExpression('The value that the build writes.', '1024'),
});

const deviatedBounds = object('bounds', 'Bounds as the builds really enforce them.', {
  min: optional(intOrExpression('Inclusive lower bound that is enforced.')),
  max: optional(intOrExpression('Inclusive upper bound that is enforced.')),
  below: optional(intOrExpression('Exclusive upper bound that is enforced.')),
  count: optional(intOrExpression('Elements or bytes that are really read; the capacity stays.')),
});

const unenforced = object('what is not enforced', 'Checks whose outcome is printed at most.', {
  fields: optional(
    map(
      'Fields, and which of their bounds are not enforced.',
      keys.identifier,
      list(
        'The bounds that are not enforced.',
        words('A bound that is not enforced.', ['min', 'max', 'own', 'negotiated', 'reserved']),
        '[max]',
      ),
    ),
  ),
  rules: optional(list('Invariants, as they are written.', expression('The rule that is not enforced.', '"state.head <= state.tail"'))),
});

const deviation = object('a deviation', 'What the builds really do: of a struct type, or of a section or subsection of a model.', {
  type: optional(text('The struct type; the deviation holds wherever it is used.')),
  model: optional(text('The model of the section or subsection.')),
  section: optional(text('The section, by its key.')),
  subsection: optional(text('The subsection, by its name.')),
  write: optional(map('Fields and what is really written to them.', keys.identifier, written)),
  when: optional(map('Fields and their presence as it is really evaluated.', keys.identifier, expression('Present only if true.'))),
  needed: optional(expression('Whether the subsection is really sent.')),
  bounds: optional(map('Fields and their bounds as they are really enforced.', keys.identifier, deviatedBounds)),
  unenforced: optional(unenforced),
});

const outcome = object(
  'an outcome',
  'What no deviation can describe: a migration with one of the builds is known to crash. It is said and not driven.',
  {
    crash: words('The end that crashes; the builds are at that end.', ['source', 'destination']),
    model: text('The model whose migration crashes.', 'example.org/nic'),
    with: optional(list('The builds at the other end; default: all.', version('A build by name.', '"10.0.13"'), '["10.0.13"]')),
  },
);

const expectation = object('an expectation', 'What happens on a migration; tested, never an input. One of refused, lost and changed.', {
  from: optional(version('The source; default: the builds that deviate.', '"10.0.13"')),
  to: optional(version('The destination; default: the builds that deviate.', '"11.1.3"')),
  situation: optional(name('The situation in which it happens; default: some.', 'driver-running')),
  refused: optional(text('The destination refuses the state; what the real loader says.', 'size exceeds what was allocated')),
  lost: optional(text('The state variable that does not arrive.', 'ring')),
  changed: optional(text('The observable that the guest sees change.', 'num_queues')),
});

const remedy = object(
  'a remedy',
  'What a user can do: one action, and where it is meant. The conformance run applies it wherever the erratum alone breaks a migration, and the migration must then work.',
  {
    doc: optional(text('For people; default: the action in words.', 'Create the device with queue-size=1024 at both ends.')),
    model: optional(text('Only for this model; needed where a struct type deviates and the action or `when` names something of a model.')),
    from: optional(version('Only from this source.', '"10.0.13"')),
    to: optional(version('Only to this destination.', '"11.1.3"')),
    when: optional(expression('Only where it holds; params, facts and state of the source.', '"params.rss"')),
    set: optional(
      map(
        'Action: the device is made with these params, at each end that knows them.',
        keys.name,
        literalOrBits('The value of the param.'),
        '{ queue-size: 1024 }',
      ),
    ),
    'machine-type': optional(text('Action: the machine is started with this machine type at both ends.', 'pc-2.0')),
    through: optional(version('Action: the machine is migrated to this build first, and from there on.', '"7.2.22"')),
    reset: optional(flag('Action: the guest is reset before it is migrated; with `through`, on the build in between.')),
    guest: optional(name('Action: the guest brings the device into this situation first.', 'queues-shrunk')),
    upgrade: optional(words('Action: that end runs the build where the erratum is fixed; needs `fixed-in`.', ['source', 'destination'])),
    repair: optional(
      map(
        'Action: these variables (dotted paths reach inside) are given these values in what travels, and the guest must not notice.',
        keys.any,
        literalOrExpression('The value that the variable is given.', '256'),
        '{ ring.num: 256 }',
      ),
    ),
  },
);

const erratum = object('an erratum', 'Where builds differ from their revision.', {
  builds: array(version('A build by name.', '"10.0.13"'), {
    title: 'a list',
    description: 'The builds that deviate.',
    minItems: 1,
  }),
  doc: text('What they really do, for people.', 'Every queue is created with 1024 entries.'),
  evidence: optional(text('What was seen: a message, a capture.', 'VQ 0 size 1024 exceeds maximum')),
  remedy: optional(text('What a user can do, in words; nothing tests them.', 'Reset the guest on another build first.')),
  remedies: optional(list('What a user can do, each of them enough and each tested.', remedy, '[{ reset: true }]')),
  'fixed-in': optional(version('The first build without it, as a release says; tested.', '"11.1.3"')),
  sources: optional(sources),
  deviation: optional(deviation),
  outcome: optional(outcome),
  expect: optional(
    union([expectation, list('What happens on several migrations.', expectation)], {
      title: 'an expectation or a list of them',
      description: 'What happens on a migration; tested, never an input.',
      'x-examples': [{ yaml: '{ to: "11.1.3", refused: size exceeds what was allocated }' }],
    }),
  ),
});

export const implementationFile = object('an implementation', 'Software that implements models, and its builds.', {
  implementation: string({
    title: 'a name',
    description: 'The name of the implementation; its builds are called NAME@BUILD, and the file after it.',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
    maxLength: 100,
    'x-text': 'version',
    'x-examples': [{ yaml: 'acme' }],
  }),
  doc: optional(doc),
  sources: optional(sources),
  framing: words('The framing of its streams.', {
    native: 'The native stream of this project: the configuration travels first.',
    qemu: 'What real QEMU reads and writes.',
  }),
  destination: words('How a destination is made.', {
    configured: "From the source's configuration, which travels.",
    started: 'By its own machine table and command line, before anything travels.',
  }),
  'machine-facts': optional(
    map(
      'Values of the machine itself, fixed at creation: `machine.NAME` in expressions.',
      keys.name,
      machineFact,
      '{ cpus: { type: u16, default: 1, matrix: [1, 4] } }',
    ),
  ),
  'host-facts': optional(
    map(
      'What hosts of the builds differ in: `host.NAME` in expressions, and `host-fact: NAME` on a param that it limits.',
      keys.name,
      hostFact,
      '{ kernel-uso: { type: bool, default: false, matrix: [false, true] } }',
    ),
  ),
  builds: map(
    'Builds by name, newest first: released binaries, which never change again.',
    keys.version,
    build,
    '{ "1": { sources: [release notes], models: { example.org/nic: {} } } }',
  ),
  errata: optional(map('Where builds really differ from their revisions, by name.', keys.name, erratum)),
  breaks: optional(breaks),
});

export type ImplementationFile = Static<typeof implementationFile>;
