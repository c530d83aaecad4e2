import { string, union, unsafe } from './build.js';
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
  object,
  optional,
  removed,
  sources,
  text,
  words,
} from './common.js';

const order = words('Byte order on the wire; default: that of the layout around it, and big outermost.', {
  big: 'The most significant byte first.',
  little: 'The least significant byte first.',
});

/** What a struct is given for its parameters. */
const argument = union(
  [
    int('A constant for the parameter.'),
    string({
      title: 'a type or a quoted expression',
      description: 'The name of a type, or a quoted expression over what is in scope here.',
      maxLength: 4000,
      'x-text': 'text',
    }),
    object('a type with arguments', 'A struct type with arguments of its own.', {
      type: text('The struct type that is given.', 'Entry'),
      with: optional(
        unsafe<{ readonly [name: string]: bigint | string }>({
          type: 'object',
          title: 'a map',
          description: 'Arguments of the struct type: a constant, a type or a quoted expression for each of its parameters.',
          'x-key': 'parameter',
          patternProperties: {
            [keys.identifier.pattern]: {
              anyOf: [int('A constant for the parameter.'), text('A type, or a quoted expression.')],
              title: 'a value',
            },
          },
          additionalProperties: false,
        }),
      ),
    }),
  ],
  { title: 'a type or an expression' },
);

const own = union(
  [
    words("Compared with the destination's own value, which is the reset value.", {
      equal: "The value equals the destination's own.",
      'at-most': "The value is at most the destination's own.",
    }),
    object('a comparison', "Compared with the destination's own value; a load that differs is refused.", {
      compare: optional(
        words('How they compare; default: masked when there is a mask, else equal.', {
          equal: "The value equals the destination's own.",
          'at-most': "The value is at most the destination's own.",
          masked: "The bits of the mask equal the destination's own.",
        }),
      ),
      value: optional(literalOrExpression("The destination's own value; default: the reset value.", '"params.queues"')),
      mask: optional(intOrExpression('The bits that are compared.', '0xff')),
      masked: optional(intOrExpression('The bits that are compared; short for compare: masked and mask.', '0xff')),
    }),
  ],
  { title: 'a comparison' },
);

export const longField = object('a field', 'A field: one state variable, in wire order.', {
  type: text(
    'u8 … u64, i8 … i64, bool, enum, flags, bytes, string, padding, variant, "u32[128]", or the name of a struct type (`pci.Device` of a shared file).',
    'u32',
  ),
  unit: optional(text('The unit of the value: bytes, entries, ns; default: none.', 'bytes')),
  of: optional(
    words('The integer that carries an enum, flags, or the length of a string; default: u8.', [
      'u8',
      'u16',
      'u32',
      'u64',
      'i8',
      'i16',
      'i32',
      'i64',
    ]),
  ),
  values: optional(map('Type enum: its values, by name.', keys.name, int('The value on the wire.', {}, '0'), '{ down: 0, up: 1 }')),
  bits: optional(
    map(
      'Type flags: its bits, by name; 0 is the least significant.',
      keys.name,
      int('The number of the bit, 0 to 63.', { minimum: 0, maximum: 63 }),
      '{ ready: 0 }',
    ),
  ),
  count: optional(
    intOrExpression(
      'Elements of an array: a constant, or an expression over earlier fields, params and machine facts; then with a capacity.',
      '"state.entries"',
    ),
  ),
  length: optional(
    intOrExpression(
      'Length in bytes: a constant, or an expression over earlier fields, params and machine facts; then with a capacity.',
      '64',
    ),
  ),
  list: optional(
    object('a list with markers', 'A u8 in front of each element says that one follows, another after the last that none does.', {
      more: optional(int('The marker in front of an element; default: 1.', { minimum: 0, maximum: 255 }, '1')),
      end: optional(int('The marker after the last element; default: 0.', { minimum: 0, maximum: 255 }, '0')),
    }),
  ),
  marker: optional(
    object('a marker', 'A u8 in front says whether the value follows; NAME_present is the variable of the marker.', {
      present: optional(int('The marker when the value follows; default: 1.', { minimum: 0, maximum: 255 }, '1')),
      absent: optional(int('The marker when nothing follows; default: 0.', { minimum: 0, maximum: 255 }, '0')),
    }),
  ),
  cases: optional(
    map(
      'What a variant can be, by name; NAME_CASE is the variable of what is inside.',
      keys.name,
      object('a case', 'One of the things that a variant can be.', {
        value: int('The tag on the wire.', {}, '0'),
        type: optional(text('What follows the tag; default: nothing.', 'u32')),
        with: optional(map('Arguments of the struct type, one for each of its parameters.', keys.identifier, argument, '{ size: 256 }')),
      }),
      '{ none: { value: 0 }, address: { value: 1, type: u64 } }',
    ),
  ),
  capacity: optional(
    int('The most elements or bytes that are ever accepted; what is counted needs it.', { minimum: 0, maximum: 1 << 28 }, '64'),
  ),
  below: optional(intOrExpression('Exclusive upper bound; a load above it is refused. Default: what the type holds.', '4096')),
  min: optional(intOrExpression('Inclusive lower bound; a load below it is refused. Default: what the type holds.', '1')),
  max: optional(intOrExpression('Inclusive upper bound; a load above it is refused. Default: what the type holds.', '4095')),
  when: optional(expression('Present only if true; over params, earlier fields and the section version.', '"version >= 2"')),
  reset: optional(literalOrExpression("The value after creation and reset; default: the type's zero.", '0')),
  absent: optional(literalOrExpression('The value when the field does not travel; default: the reset value.', '0')),
  own: optional(own),
  negotiated: optional(expression('Bits that the guest acknowledged: a subset of this; 0 after reset.', '"observables.features"')),
  reserved: optional(int('Bits that must be zero; a load with one set is refused.', { minimum: 0 }, '0x80')),
  filler: optional(literalOrExpression('Written from this, read and ignored; no state variable.', '0')),
  read: optional(
    words('Padding: what it may hold; default: zero.', {
      zero: 'Anything but zero is refused.',
      ignored: 'Anything is taken and forgotten.',
    }),
  ),
  opaque: optional(flag('Bytes: what is inside is not described; default: false.')),
  'byte-order': optional(order),
  with: optional(map('Arguments of the struct type, one for each of its parameters.', keys.identifier, argument, '{ size: 256 }')),
  added,
  removed,
  doc: optional(doc),
});

/** A variable that no section carries. */
export const hiddenField = object(
  'a hidden variable',
  'A state variable that no section carries: after a load it is at reset, or derived.',
  {
    type: text('u8 … u64, i8 … i64, bool, enum, flags, bytes, string, "u32[128]", or the name of a struct type.', 'u32'),
    unit: longField.properties.unit,
    of: longField.properties.of,
    values: longField.properties.values,
    bits: longField.properties.bits,
    length: optional(int('Type bytes: how many.', { minimum: 0 }, '64')),
    capacity: optional(int('Type string: the longest text, in bytes.', { minimum: 0, maximum: 1 << 28 }, '64')),
    below: longField.properties.below,
    min: longField.properties.min,
    max: longField.properties.max,
    reset: optional(literalOrExpression("After creation and reset, over params and facts; default: the type's zero.", '0')),
    derived: optional(
      byRevision(expression('After a load: over the loaded state, params and facts; default: the reset value.', '"state.entries"')),
    ),
    with: longField.properties.with,
    doc: optional(doc),
    added,
    removed,
  },
);
export const hiddenFields = map(
  'State variables that no section carries: `name: type` or `name: { type, … }`.',
  keys.identifier,
  union([text('The type of the variable.', 'u32'), hiddenField], { title: 'a type or a hidden variable' }),
  '{ name: u32 }',
);

export const field = union([text('The type of the field: u8 … u64, bool, "u8[6]", the name of a struct type.', 'u32'), longField], {
  title: 'a type or a field',
});
export const fields = map('Fields in wire order: `name: type` or `name: { type, … }`.', keys.identifier, field, [
  { label: 'an integer', yaml: '{ name: u32 }' },
  { label: 'a bounded integer', yaml: '{ name: { type: u16, max: 4095 } }' },
  { label: 'an enum', yaml: '{ name: { type: enum, of: u8, values: { down: 0, up: 1 } } }' },
  { label: 'flags', yaml: '{ name: { type: flags, of: u32, bits: { ready: 0 } } }' },
  { label: 'bytes', yaml: '{ name: { type: bytes, length: 64 } }' },
  { label: 'an array', yaml: '{ name: "u32[128]" }' },
  { label: 'a counted array', yaml: '{ name: { type: u16, count: "state.entries", capacity: 64 } }' },
  { label: 'a list with markers', yaml: '{ name: { type: Entry, list: { more: 1, end: 0 }, capacity: 64 } }' },
  { label: 'behind a marker', yaml: '{ name: { type: u32, marker: { present: 1, absent: 0 } } }' },
  { label: 'a variant', yaml: '{ name: { type: variant, of: u8, cases: { none: { value: 0 }, address: { value: 1, type: u64 } } } }' },
  { label: 'padding', yaml: '{ name: { type: padding, length: 4 } }' },
  { label: 'present by version', yaml: '{ name: { type: u32, when: "version >= 2" } }' },
]);

export const rule = object('a rule', 'A rule that only some revisions have.', {
  rule: expression('What must hold.', '"params.queues > 0"'),
  added,
  removed,
});
export const rules = list(
  'Rules that must hold, else creation or the load is refused.',
  union([expression('What must hold.', '"params.queues > 0"'), rule], { title: 'a rule' }),
);

export const optionalSection = union(
  [flag('Whether the sender declares that the guest does not notice the loss.'), expression('When the guest does not notice the loss.')],
  {
    title: 'true, false or a quoted expression',
    description: 'The sender declares that the guest does not notice the loss; default: false. Native framing only.',
  },
);

const layout = {
  'byte-order': optional(order),
  sources: optional(sources),
  fields: optional(fields),
  invariants: optional(rules),
};

const subsectionBase = {
  doc: optional(doc),
  added,
  removed,
  version: optional(byRevision(int('The version that is written; default: 1.', { minimum: 0, maximum: 0x7fffffff }, '1'))),
  minimum: optional(
    byRevision(int('The oldest version that is accepted; default: the one written.', { minimum: 0, maximum: 0x7fffffff }, '1')),
  ),
  needed: expression('Whether it travels; evaluated by the sender alone.', '"!isReset(state.name)"'),
  optional: optional(optionalSection),
  ...layout,
};

const subsectionTitle = ['a subsection', 'A part that travels only when its sender needs it.'] as const;
const innermost = object(...subsectionTitle, subsectionBase);
/** Subsections nest two deep, as deep as any known format goes; so no schema is recursive. */
const nested = object(...subsectionTitle, {
  ...subsectionBase,
  subsections: optional(map('Subsections of the subsection, in wire order.', keys.any, innermost)),
});
export const subsection = object(...subsectionTitle, {
  ...subsectionBase,
  subsections: optional(map('Subsections of the subsection, in wire order.', keys.any, nested)),
});
export const subsections = map(
  'Parts by name that travel only when the sender needs them, in wire order.',
  keys.any,
  subsection,
  '{ nic/more: { needed: "!isReset(state.more)", sources: [data sheet], fields: { more: u32 } } }',
);

const parameterKinds = { expr: 'A constant or an expression.', type: 'A type.' } as const;

export const struct = object('a struct type', 'A struct type: fields in wire order.', {
  doc: optional(doc),
  parameters: optional(
    map(
      'What the struct is given where it is used.',
      keys.identifier,
      union(
        [
          words('What is given for it.', parameterKinds),
          object('a parameter', 'A parameter with words for people, or with a default.', {
            kind: words('What is given for it.', parameterKinds),
            doc: optional(doc),
            default: optional(
              union([int('A constant.'), text('A type, or a quoted expression.')], {
                title: 'a type or a quoted expression',
                description: 'What it is when nothing is given.',
              }),
            ),
          }),
        ],
        { title: 'expr, type or a parameter' },
      ),
      '{ size: expr }',
    ),
  ),
  'wire-name': optional(text('The name that the qemu framing describes it by; default: its own.', 'vq')),
  version: optional(
    int('Its own version, on the wire in the native framing only; default: none.', { minimum: 0, maximum: 0x7fffffff }, '1'),
  ),
  ...layout,
  subsections: optional(subsections),
});

export const section = object('a section', 'A named, versioned part of the state.', {
  doc: optional(doc),
  added,
  removed,
  name: optional(text('The name on the wire, with expressions in braces after a dollar sign; default: the key.', `"\${device.path}/nic"`)),
  instance: optional(intOrExpression('The instance on the wire; default: 0.', '0')),
  version: optional(byRevision(int('The version that is written; default: 1.', { minimum: 0, maximum: 0x7fffffff }, '1'))),
  minimum: optional(
    byRevision(int('The oldest version that is accepted; default: the one written.', { minimum: 0, maximum: 0x7fffffff }, '1')),
  ),
  after: optional(list('Sections, by key, that are loaded before this one.', text('A section by its key.', 'nic'), '[nic]')),
  optional: optional(optionalSection),
  opaque: optional(flag('What is inside is not described; builds then list state versions. Default: false.')),
  'max-size': optional(text('The most bytes of an opaque state, in B, KiB or MiB.', '64 MiB')),
  ...layout,
  subsections: optional(subsections),
});

export const structs = map(
  'Struct types by name: fields that stand together, used as the type of a field.',
  { pattern: '^[A-Z][A-Za-z0-9]*$', title: 'a capital letter, then letters and digits', example: 'Entry' },
  struct,
  '{ Entry: { fields: { address: u64, size: u32 } } }',
);

const typeName = { pattern: '^[A-Z][A-Za-z0-9]*$', title: 'a capital letter, then letters and digits', example: 'Name' };
const carriers = ['u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64'] as const;

export const enums = map(
  'Enums that fields and params of several models have, by name.',
  typeName,
  object('an enum', 'The values of an enum, and the integer that carries it in fields.', {
    doc: optional(doc),
    of: optional(words('The integer that carries it; a field may say another; default: u8.', carriers)),
    values: map('The values, by name.', keys.name, int('The value on the wire.'), '{ slow: 0, fast: 1 }'),
  }),
);

export const flagsTypes = map(
  'Flags that fields and params of several models have, by name.',
  typeName,
  object('flags', 'The named bits of an integer.', {
    doc: optional(doc),
    of: optional(words('The integer that carries them; a field may say another; default: u8, of a param u32.', carriers)),
    bits: map(
      'The bits by name; 0 is the least significant.',
      keys.name,
      int('The number of the bit.', { minimum: 0, maximum: 63 }),
      '{ csum: 0, tso: 1 }',
    ),
  }),
);
