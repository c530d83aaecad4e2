import Type, { type Static } from 'typebox';
import { doc, flag, int, keys, list, literalOrExpression, map, name, object, optional, sources, text, version, words } from './common.js';
import { range } from './model.js';

const literal = Type.Union([int('A value.'), flag('A value.'), text('A value.')], { title: 'a value' });

const machineFact = object('a machine fact', 'A value of the machine itself, fixed at creation.', {
  doc: optional(doc),
  type: words('The type.', ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'enum', 'string']),
  values: optional(list('The values of an enum.', name('A value.'))),
  default: literal,
  matrix: optional(list('The values that the conformance matrix takes.', literal)),
});

const buildModel = object('what a build knows of a model', 'What a build knows of a model.', {
  revision: optional(version('The revision it knows; needed when the model has several.')),
  versions: optional(list('Versions in preferred order.', version('A version.'))),
  narrow: optional(map('Ranges narrower than those of the revision, by param.', keys.name, range)),
  'state-versions': optional(list('Versions of an opaque state in preferred order.', version('A state version.'))),
  minimum: optional(version('The oldest state version accepted.')),
});

const build = object('a build', 'One released binary; never changes again.', {
  doc: optional(doc),
  alias: optional(version('Another name.')),
  released: optional(
    Type.String({
      title: 'a date such as 2020-12-08',
      description: 'The day of the release.',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      'x-text': 'text',
    }),
  ),
  sources: optional(sources),
  models: map('The models it knows.', keys.any, buildModel),
});

const written = object('a written value', 'What the build writes.', {
  at: optional(words('When; at creation is also at reset.', ['create'])),
  value: literalOrExpression('The value.'),
});

const erratum = object('an erratum', 'Where builds differ from their revision.', {
  builds: Type.Array(version('A build.'), { title: 'a list', description: 'The builds that deviate.', minItems: 1 }),
  doc: text('What they do, for people.'),
  evidence: optional(text('What was seen.')),
  remedy: optional(text('What a user can do.')),
  sources: optional(sources),
  deviation: object('a deviation', 'What the builds really do.', {
    type: text('The struct type.'),
    write: Type.Unsafe<{ readonly [field: string]: Static<typeof written> }>({
      type: 'object',
      title: 'a map',
      description: 'Fields and what is written to them.',
      patternProperties: { [keys.identifier.pattern]: written },
      additionalProperties: false,
      minProperties: 1,
    }),
  }),
  expect: optional(
    object('an expectation', 'What happens on a migration to a build; tested, never an input.', {
      to: version('The destination.'),
      refused: text('What the real loader says.'),
    }),
  ),
});

export const implementationFile = object('an implementation', 'Software that implements models, and its builds.', {
  implementation: Type.String({
    title: 'a name',
    description: 'Its name.',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
    maxLength: 100,
    'x-text': 'version',
  }),
  doc: optional(doc),
  sources: optional(sources),
  framing: words('The framing of its streams.', ['native', 'qemu']),
  destination: words("How a destination is made: from the source's configuration, or by its own machine table.", ['configured', 'started']),
  'machine-facts': optional(map('Values of the machine itself.', keys.name, machineFact)),
  builds: map('Builds, newest first.', keys.version, build),
  errata: optional(map('Where builds differ from their revisions.', keys.name, erratum)),
});

export type ImplementationFile = Static<typeof implementationFile>;
