import Type, { type Static } from 'typebox';
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

const rangeText = Type.String({
  title: 'a range such as 0..32',
  description: 'An inclusive interval, `0..32`, or one value.',
  maxLength: 200,
  'x-text': 'text',
});
const rangeList = list(
  'Values and inclusive intervals: [1, 4, 8..16].',
  Type.Union([int('A value.'), flag('A value.'), rangeText], { title: 'a value or an interval' }),
);
export const range = Type.Union(
  [
    rangeText,
    int('One value.'),
    rangeList,
    object('a range', 'A range with more to say.', {
      values: optional(Type.Union([rangeText, int('One value.'), rangeList], { title: 'a range such as 0..32, or a list' })),
      'multiple-of': optional(int('Every value is a multiple.', { minimum: 1 })),
      'power-of-two': optional(flag('Every value is a power of two.')),
      mask: optional(int('Flags: the bits that may be set.', { minimum: 0 })),
    }),
  ],
  { title: 'a range', description: 'What is accepted; default: every value of the type.' },
);

const param = object('a param', 'A knob for anything a guest can see or that changes the bytes of the state.', {
  id: optional(name('Its identity, when the name was changed; default: the name.')),
  doc: optional(doc),
  unit: optional(text('The unit of the value.')),
  type: words('The type.', ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'enum', 'string', 'flags']),
  values: optional(list('The values of an enum.', name('A value.'))),
  bits: optional(map('The bits of flags, by name.', keys.name, int('The bit.', { minimum: 0, maximum: 63 }))),
  of: optional(words('The width of flags; default: u32, or u64 when a bit needs it.', ['u32', 'u64'])),
  'guest-visible': optional(flag('Whether the guest can see it; default: true. State-only params say false.')),
  off: optional(literalOrExpression('The value at which it behaves as if it did not exist; without one it cannot be disabled.')),
  default: byRevision(literalOrExpression('The value a new device gets when nothing is said.')),
  range: optional(byRevision(range)),
  compare: optional(words('How two ends compare; default: equal.', ['equal', 'subset', 'at-most', 'ignore'])),
  resolves: optional(words('When a derived value is fixed; default: create.', ['create', 'reset', 'load', 'negotiate'])),
  settable: optional(words('When it may be set; default: create.', ['create', 'stopped', 'running'])),
  'host-fact': optional(name('Something outside the build that decides the value or the range; `host.NAME` in expressions.')),
  frozen: optional(literalOrExpression('After removal: the value that the behaviour was frozen at.')),
  sources: optional(sources),
  added,
  removed,
});

const observable = object('an observable', 'A value that the guest can read.', {
  doc: optional(doc),
  volatile: optional(flag('Changes by itself; not compared.')),
  value: byRevision(expression('The value.')),
  added,
  removed,
});

const versionValues = Type.Unsafe<{
  readonly 'based-on'?: string;
  readonly doc?: string;
  readonly [param: string]: bigint | boolean | string | readonly string[] | undefined;
}>({
  type: 'object',
  title: 'a version',
  description: 'A complete assignment of all params; what is not mentioned is off.',
  properties: { 'based-on': version('The version that this one differs from.'), doc },
  patternProperties: { [keys.name.pattern]: literalOrExpression('The value of the param.') },
  additionalProperties: false,
  'x-keys': 'names of params',
});

const migratableOne = Type.Union(
  [
    flag('Whether it can be migrated.'),
    expression('When it can be migrated.'),
    object('migratable', 'When it can be migrated, and why not otherwise.', {
      when: Type.Union([flag('Whether.'), expression('When.')], { title: 'true, false or a quoted expression' }),
      reason: optional(text('Why not otherwise.')),
    }),
  ],
  { title: 'true, false or a quoted expression' },
);

/** The value that a situation gives to a variable; lists and maps nest. */
export type SituationData = bigint | boolean | string | readonly SituationData[] | { readonly [name: string]: SituationData };

function situationValue(depth: number): Type.TSchema {
  const scalars = [
    int('A value.'),
    flag('A value.'),
    Type.String({
      title: 'random, a name or a quoted expression',
      description: 'random, the name of an enum value or bit, or a quoted expression.',
      maxLength: 4000,
      'x-text': 'text',
    }),
  ];
  if (depth === 0) return Type.Union(scalars, { title: 'a value' });
  const inside = situationValue(depth - 1);
  return Type.Union(
    [
      ...scalars,
      list('One value for each element.', inside),
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
    size: intOrExpression('Bytes: a constant, or an expression over params and facts.'),
    added,
    removed,
  },
);
const ramBlocks = map(
  'RAM blocks of the device: `name: size` or `name: { size, … }`; the name may hold expressions in braces after a dollar sign.',
  keys.template,
  Type.Union([int('Bytes.', { minimum: 1 }), expression('Bytes.'), ramBlock], { title: 'a size or a RAM block' }),
);

const situation = object('a situation', 'A named state of the device.', {
  doc: optional(doc),
  when: optional(expression('Only configurations that satisfy it have this situation.')),
  state: optional(
    Type.Unsafe<{ readonly [path: string]: SituationData }>({
      type: 'object',
      title: 'a map',
      description: 'State variables, or paths into them such as queues.0.num; the rest is at reset.',
      patternProperties: { '^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z0-9_]+)*$': situationValue(4) },
      additionalProperties: false,
      'x-keys': 'state variables or dotted paths',
    }),
  ),
  added,
  removed,
});

export const modelFile = object('a model', 'One guest-visible hardware interface with the state it needs to migrate.', {
  model: Type.String({
    title: 'a model name',
    description: 'The name of the model: an opaque string its author has authority over.',
    pattern: '^[!-~]+$',
    maxLength: 300,
    'x-text': 'text',
  }),
  title: optional(text('One line.')),
  doc: optional(doc),
  sources: optional(sources),
  revisions: optional(
    Type.Array(version('A revision.'), { title: 'a list', description: 'Steps of knowledge, oldest first.', minItems: 1, maxItems: 200 }),
  ),
  params: optional(map('Params, by name.', keys.name, param)),
  constraints: optional(rules),
  versions: optional(map('Versions, newest first by habit.', keys.version, versionValues)),
  observables: optional(
    map('What the guest can read.', keys.name, Type.Union([expression('The value.'), observable], { title: 'an observable' })),
  ),
  migratable: optional(byRevision(migratableOne)),
  types: optional(structs),
  state: optional(map('Sections, in wire order.', keys.any, section)),
  hidden: optional(hiddenFields),
  ram: optional(ramBlocks),
  invariants: optional(rules),
  situations: optional(map('Named states for the conformance matrix.', keys.version, situation)),
});

export type ModelFile = Static<typeof modelFile>;
export type ParamData = Static<typeof param>;
export type RangeData = Static<typeof range>;
