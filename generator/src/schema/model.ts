import type { Static, TSchema } from 'typebox';
import { breaks } from './breaks.js';
import { array, string, union, unsafe } from './build.js';
import {
  added,
  byRevision,
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
  removed,
  sources,
  text,
  version,
  words,
} from './common.js';
import { hiddenFields, rules, section, structs } from './field.js';

const rangeText = string({
  title: 'a range such as 0..32',
  description: 'An inclusive interval, `0..32`, or one value.',
  maxLength: 200,
  'x-text': 'text',
  'x-examples': [{ yaml: '0..32' }],
});
const rangeList = list(
  'Values and inclusive intervals: [1, 4, 8..16].',
  union([int('An accepted value.'), flag('An accepted value.'), rangeText], { title: 'a value or an interval' }),
  '[1, 4, 8..16]',
);
export const range = union(
  [
    rangeText,
    int('The one value that is accepted.', {}, '1'),
    rangeList,
    object('a range', 'A range with more to say: steps, powers of two, bits.', {
      values: optional(
        union([rangeText, int('The one value that is accepted.', {}, '1'), rangeList], { title: 'a range such as 0..32, or a list' }),
      ),
      'multiple-of': optional(int('Every value is a multiple of this.', { minimum: 1 }, '8')),
      'power-of-two': optional(flag('Every value is a power of two; default: false.')),
      mask: optional(int('Flags: the bits that may be set.', { minimum: 0 }, '0xff')),
    }),
  ],
  { title: 'a range', description: 'What is accepted; default: every value of the type.' },
);

const paramTypes = ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'enum', 'string', 'flags'] as const;

const paramTypeText = union(
  [
    words('The type of the value; it never changes for one identity.', paramTypes),
    string({
      title: 'an enum or flags of a types file',
      description: 'An enum or flags that a types file declares.',
      pattern: '^[A-Za-z_][A-Za-z0-9_-]*\\.[A-Z][A-Za-z0-9]*$',
      'x-text': 'text',
      'x-examples': [{ yaml: 'net.Speed' }],
    }),
  ],
  {
    title: `${paramTypes.join(', ')}, or an enum or flags of a types file`,
    description: 'The type of the value; it never changes for one identity.',
  },
);

const param = object('a param', 'A knob for anything a guest can see or that changes the bytes of the state.', {
  id: optional(name('Its identity, which outlives a rename: the name it had first. Default: the name.', 'old-name')),
  doc: optional(doc),
  type: paramTypeText,
  unit: optional(text('The unit of the value; default: none.', 'entries')),
  values: optional(list('Type enum: its values, by name.', name('A value of the enum.', 'slow'), '[slow, fast]')),
  bits: optional(
    map(
      'Type flags: its bits, by name; 0 is the least significant.',
      keys.name,
      int('The number of the bit, 0 to 63.', { minimum: 0, maximum: 63 }),
      '{ rss: 0 }',
    ),
  ),
  of: optional(words('Type flags: its width; default: u32, or u64 when a bit needs it.', ['u32', 'u64'])),
  'guest-visible': optional(flag('Whether the guest can see it; default: true. Params that change only the saved bytes say false.')),
  range: optional(byRevision(range)),
  off: optional(literalOrExpression('The value at which it behaves as if it did not exist; without one it cannot be disabled.', 'false')),
  default: byRevision(
    literalOrExpression(
      'The value a new device gets when nothing is said; a literal, or a quoted expression over other params and machine facts.',
      'true',
    ),
  ),
  frozen: optional(literalOrExpression('After removal: the value that the behaviour was frozen at; a removed param needs it.', 'true')),
  compare: optional(
    words('How the values of two ends compare; default: equal.', {
      equal: 'Both ends have the same value.',
      subset: "Flags: the source's bits are among the destination's.",
      'at-most': "The source's value is at most the destination's.",
      ignore: 'Any two values go together.',
    }),
  ),
  resolves: optional(
    words('When a derived value is fixed; default: create.', {
      create: 'When the device is created.',
      reset: 'At every reset, with what the host of the moment gives.',
      load: 'When state is loaded.',
      negotiate: 'When the driver has acknowledged features.',
    }),
  ),
  settable: optional(
    words('When it may be set; default: create.', {
      create: 'At creation alone.',
      stopped: 'While the device is stopped, too.',
      running: 'At any time.',
    }),
  ),
  'host-fact': optional(
    name('Something outside the build that decides the value or the range; `host.NAME` in expressions.', 'kernel_feature'),
  ),
  added,
  removed,
  sources: optional(sources),
});

const observable = object('an observable', 'A value that the guest can read, with more to say than its expression.', {
  doc: optional(doc),
  value: byRevision(expression('What the guest reads, over params, machine facts and state.', '"params.queues"')),
  volatile: optional(flag('It changes by itself (a counter, a clock) and is not compared; default: false.')),
  added,
  removed,
});

const versionValues = unsafe<{
  readonly 'based-on'?: string;
  readonly doc?: string;
  readonly [param: string]: bigint | boolean | string | readonly string[] | undefined;
}>({
  type: 'object',
  title: 'a version',
  description: 'A complete assignment of all params; what is not mentioned is off.',
  properties: { 'based-on': version('The version that this one differs from; what follows is the difference.'), doc },
  patternProperties: { [keys.name.pattern]: literalOrExpression('The value of the param in this version.', 'true') },
  additionalProperties: false,
  'x-keys': 'names of params',
  'x-key': 'param',
  'x-examples': [{ yaml: '{}' }],
});

const migratableOne = union(
  [
    flag('Whether it can be migrated; default: true.'),
    expression('When it can be migrated, over params and machine facts.', '"!params.passthrough"'),
    object('migratable', 'When it can be migrated, and why not otherwise.', {
      when: union([flag('Whether it can be migrated.'), expression('When it can be migrated.')], {
        title: 'true, false or a quoted expression',
        description: 'Whether, or when, it can be migrated.',
        'x-examples': [{ yaml: '"!params.passthrough"' }],
      }),
      reason: optional(text('Why not otherwise; verdicts show it.', 'The hardware behind it cannot be saved.')),
    }),
  ],
  { title: 'true, false or a quoted expression' },
);

/** The value that a situation gives to a variable; lists and maps nest. */
export type SituationData = bigint | boolean | string | readonly SituationData[] | { readonly [name: string]: SituationData };

function situationValue(depth: number): TSchema {
  const scalars = [
    int('The value of the variable.'),
    flag('The value of the variable.'),
    string({
      title: 'random, a name or a quoted expression',
      description:
        'random (fixed by the name of the variable, within its bounds), the name of an enum value or bit, or a quoted expression.',
      maxLength: 4000,
      'x-text': 'text',
      'x-examples': [{ yaml: 'random' }],
    }),
  ];
  if (depth === 0) return union(scalars, { title: 'a value' });
  const inside = situationValue(depth - 1);
  return union(
    [
      ...scalars,
      list('One value for each element of the array.', inside),
      map('Values of fields; of an array of structs, of every element.', keys.identifier, inside),
    ],
    {
      title: 'a value',
    },
  );
}

const ramBlock = object(
  'a RAM block',
  'Memory that the device registers: a receiver must have it under the same name and with the same size.',
  {
    doc: optional(doc),
    size: byRevision(intOrExpression('Size in bytes: a constant, or an expression over params and facts.', '0x40000')),
    added,
    removed,
  },
);
const ramBlocks = map(
  'RAM blocks of the device: `name: size` or `name: { size, … }`; the name may hold expressions in braces after a dollar sign.',
  keys.template,
  union([int('Size in bytes.', { minimum: 1 }, '0x40000'), expression('Size in bytes.'), ramBlock], {
    title: 'a size or a RAM block',
  }),
  '{ nic.rom: 0x40000 }',
);

const situation = object('a situation', 'A named state of the device that the conformance run drives.', {
  doc: optional(doc),
  added,
  removed,
  when: optional(expression('Only configurations that satisfy it have this situation; default: all.', '"params.rss"')),
  errata: optional(
    list(
      'Only builds that one of these errata reaches have this situation: a state that others never come to.',
      name('An erratum by its name.', 'vring-1024'),
    ),
  ),
  state: optional(
    unsafe<{ readonly [path: string]: SituationData }>({
      type: 'object',
      title: 'a map',
      description: 'State variables, or paths into them such as queues.0.num; the rest is at reset.',
      'x-key': 'variable',
      'x-examples': [{ yaml: '{ variable: random }' }],
      patternProperties: { '^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*$': situationValue(4) },
      additionalProperties: false,
      'x-keys': 'state variables or dotted paths',
    }),
  ),
});

const params = [
  {
    label: 'a switch',
    yaml: '{ name: { doc: What it switches., type: bool, off: false, default: true, sources: [data sheet] } }',
  },
  {
    label: 'a number',
    yaml: '{ name: { doc: What it counts., type: u16, unit: entries, range: 0..32, off: 0, default: 16, sources: [data sheet] } }',
  },
  {
    label: 'a choice',
    yaml: '{ name: { doc: What it chooses., type: enum, values: [slow, fast], off: slow, default: fast, sources: [data sheet] } }',
  },
  {
    label: 'feature bits',
    yaml: '{ name: { doc: What is offered., type: flags, bits: { rss: 0, checksum: 1 }, off: 0, default: [rss], sources: [data sheet] } }',
  },
];

export const modelFile = object('a model', 'One guest-visible hardware interface with the state it needs to migrate.', {
  model: string({
    title: 'a model name',
    description:
      'The name of the model: an opaque string its author has authority over, compared byte for byte. The path of the file is the name without `https://`.',
    pattern: '^[!-~]+$',
    maxLength: 300,
    'x-text': 'text',
    'x-examples': [{ yaml: 'example.org/nic' }],
  }),
  title: optional(text('What the device is, in one line.', 'A network card')),
  doc: optional(doc),
  sources: optional(sources),
  revisions: optional(
    array(version('A revision by name.', 'r1'), {
      title: 'a list',
      description: 'Steps of knowledge, oldest first; the last is the newest. Default: one, called "1".',
      minItems: 1,
      maxItems: 200,
      'x-examples': [{ yaml: '[r1]' }],
    }),
  ),
  params: optional(
    map('Params by name: knobs for anything that a guest can see or that changes the bytes of the state.', keys.name, param, params),
  ),
  constraints: optional(rules),
  versions: optional(
    map(
      'Versions by name, newest first by habit: complete assignments of all params; what is not mentioned is off.',
      keys.version,
      versionValues,
      '{ "1": {} }',
    ),
  ),
  observables: optional(
    map(
      'What the guest can read, by name; equal observables are the same interface.',
      keys.name,
      union([expression('What the guest reads, over params, machine facts and state.', '"params.queues"'), observable], {
        title: 'an observable',
      }),
      '{ queues: "params.queues" }',
    ),
  ),
  migratable: optional(byRevision(migratableOne)),
  types: optional(structs),
  state: optional(
    map('Sections by name, in wire order: what travels.', keys.any, section, '{ nic: { sources: [data sheet], fields: { status: u8 } } }'),
  ),
  hidden: optional(hiddenFields),
  ram: optional(ramBlocks),
  invariants: optional(rules),
  compatibility: optional(
    words('Which migrations are promised, and so which broken ones are errors; default: identical.', {
      identical: 'Between builds that are the same: a released build never changes.',
      forward: 'To the next newer build.',
      backward: 'To the next older build.',
      full: 'Between neighbouring builds, both ways.',
      'forward-transitive': 'To every newer build.',
      'backward-transitive': 'To every older build.',
      'full-transitive': 'Between all builds.',
    }),
  ),
  breaks: optional(breaks),
  situations: optional(
    map(
      'Named states for the conformance matrix: each predicate, bound and enum value needs one on both sides.',
      keys.version,
      situation,
      '{ running: { state: { status: 1 } } }',
    ),
  ),
});

export type ModelFile = Static<typeof modelFile>;
export type ParamData = Static<typeof param>;
export type RangeData = Static<typeof range>;
