import Type from 'typebox';
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

const order = words('Byte order on the wire; default: big.', ['big', 'little']);

/** What a struct is given for its parameters. */
const argument = Type.Union(
  [
    int('A constant.'),
    Type.String({
      title: 'a type or a quoted expression',
      description: 'A type, or a quoted expression.',
      maxLength: 4000,
      'x-text': 'text',
    }),
    object('a type with arguments', 'A struct type with arguments of its own.', {
      type: text('The struct type.'),
      with: optional(
        Type.Unsafe<{ readonly [name: string]: bigint | string }>({
          type: 'object',
          title: 'a map',
          description: 'Arguments of the struct type.',
          patternProperties: {
            [keys.identifier.pattern]: { anyOf: [int('A constant.'), text('A type, or a quoted expression.')], title: 'a value' },
          },
          additionalProperties: false,
        }),
      ),
    }),
  ],
  { title: 'a type or an expression' },
);

const own = Type.Union([
  words("Compared with the destination's own value, which is the reset value.", ['equal', 'at-most']),
  object('a comparison', "Compared with the destination's own value.", {
    compare: optional(words('How; default: masked when there is a mask, else equal.', ['equal', 'at-most', 'masked'])),
    value: optional(literalOrExpression("The destination's own value; default: the reset value.")),
    mask: optional(intOrExpression('The bits that are compared.')),
    masked: optional(intOrExpression('The bits that are compared; short for compare: masked and mask.')),
  }),
]);

export const longField = object('a field', 'A field: one state variable, in wire order.', {
  type: text('u8 … u64, i8 … i64, bool, enum, flags, bytes, string, padding, variant, "u32[128]", or the name of a struct type.'),
  doc: optional(doc),
  unit: optional(text('The unit of the value: bytes, entries, ns.')),
  of: optional(
    words('The integer that carries an enum, flags, or the length of a string; default u8.', [
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
  values: optional(map('The values of an enum, by name.', keys.name, int('The value on the wire.'))),
  bits: optional(map('The bits of flags, by name; 0 is the least significant.', keys.name, int('The bit.', { minimum: 0, maximum: 63 }))),
  count: optional(intOrExpression('Elements of an array: a constant, or an expression over earlier fields, params and machine facts.')),
  length: optional(intOrExpression('Bytes: a constant, or an expression over earlier fields, params and machine facts.')),
  list: optional(
    object('a list with markers', 'A u8 in front of each element says that one follows, another after the last that none does.', {
      more: optional(int('The marker in front of an element; default 1.', { minimum: 0, maximum: 255 })),
      end: optional(int('The marker after the last element; default 0.', { minimum: 0, maximum: 255 })),
    }),
  ),
  marker: optional(
    object('a marker', 'A u8 in front says whether the value follows; NAME_present is the variable of the marker.', {
      present: optional(int('The marker when the value follows; default 1.', { minimum: 0, maximum: 255 })),
      absent: optional(int('The marker when nothing follows; default 0.', { minimum: 0, maximum: 255 })),
    }),
  ),
  cases: optional(
    map(
      'What a variant can be, by name; NAME_CASE is the variable of what is inside.',
      keys.name,
      object('a case', 'One of the things that a variant can be.', {
        value: int('The tag on the wire.'),
        type: optional(text('What follows the tag; nothing when there is none.')),
        with: optional(map('Arguments of the struct type.', keys.identifier, argument)),
      }),
    ),
  ),
  capacity: optional(int('The most elements or bytes that are ever accepted.', { minimum: 0, maximum: 1 << 28 })),
  below: optional(intOrExpression('Exclusive upper bound.')),
  min: optional(intOrExpression('Inclusive lower bound.')),
  max: optional(intOrExpression('Inclusive upper bound.')),
  own: optional(own),
  negotiated: optional(expression('Bits the guest acknowledged: a subset of this; 0 after reset.')),
  reserved: optional(int('Bits that must be zero.', { minimum: 0 })),
  filler: optional(literalOrExpression('Written from this, read and ignored; no state variable.')),
  when: optional(expression('Present only if true; over params, earlier fields and the version.')),
  reset: optional(literalOrExpression("After creation and reset; default: the type's zero.")),
  absent: optional(literalOrExpression('When the field does not travel; default: the reset value.')),
  read: optional(words('Padding: must be zero, or ignored; default: zero.', ['zero', 'ignored'])),
  opaque: optional(flag('Bytes: what is inside is not described.')),
  'byte-order': optional(order),
  with: optional(map('Arguments of the struct type.', keys.identifier, argument)),
  added,
  removed,
});

/** A variable that no section carries. */
export const hiddenField = object(
  'a hidden variable',
  'A state variable that no section carries: after a load it is at reset, or derived.',
  {
    type: text('u8 … u64, i8 … i64, bool, enum, flags, bytes, string, "u32[128]", or the name of a struct type.'),
    doc: optional(doc),
    unit: optional(text('The unit of the value: bytes, entries, ns.')),
    of: longField.properties.of,
    values: longField.properties.values,
    bits: longField.properties.bits,
    length: optional(int('Bytes of a field of type bytes.', { minimum: 0 })),
    capacity: optional(int('The longest text of a string, in bytes.', { minimum: 0, maximum: 1 << 28 })),
    below: longField.properties.below,
    min: longField.properties.min,
    max: longField.properties.max,
    reset: optional(literalOrExpression("After creation and reset, over params and facts; default: the type's zero.")),
    derived: optional(byRevision(expression('After a load: over the loaded state, params and facts; without one, the reset value.'))),
    with: longField.properties.with,
    added,
    removed,
  },
);
export const hiddenFields = map(
  'State variables that no section carries: `name: type` or `name: { type, … }`.',
  keys.identifier,
  Type.Union([text('The type.'), hiddenField], { title: 'a type or a hidden variable' }),
);

export const field = Type.Union([text('The type.'), longField], { title: 'a type or a field' });
export const fields = map('Fields in wire order: `name: type` or `name: { type, … }`.', keys.identifier, field);

export const rule = object('a rule', 'A rule with a life.', { rule: expression('What must hold.'), added, removed });
export const rules = list('Rules that must hold.', Type.Union([expression('What must hold.'), rule], { title: 'a rule' }));

export const optionalSection = Type.Union(
  [flag('Whether the guest notices the loss.'), expression('When the guest does not notice the loss.')],
  {
    title: 'true, false or a quoted expression',
    description: 'The sender declares that the guest does not notice the loss.',
  },
);

const layout = {
  doc: optional(doc),
  'byte-order': optional(order),
  sources: optional(sources),
  fields: optional(fields),
  invariants: optional(rules),
};

const subsectionBase = {
  version: optional(byRevision(int('What is written; default 1.', { minimum: 0, maximum: 0x7fffffff }))),
  minimum: optional(byRevision(int('The oldest version that is accepted; default: the one written.', { minimum: 0, maximum: 0x7fffffff }))),
  needed: expression('Whether it travels; evaluated by the sender alone.'),
  optional: optional(optionalSection),
  added,
  removed,
};

const subsectionTitle = ['a subsection', 'A part that travels only when its sender needs it.'] as const;
const innermost = object(...subsectionTitle, { ...layout, ...subsectionBase });
/** Subsections nest two deep, as deep as any known format goes; so no schema is recursive. */
const nested = object(...subsectionTitle, {
  ...layout,
  ...subsectionBase,
  subsections: optional(map('Subsections of the subsection.', keys.any, innermost)),
});
export const subsection = object(...subsectionTitle, {
  ...layout,
  ...subsectionBase,
  subsections: optional(map('Subsections of the subsection.', keys.any, nested)),
});
export const subsections = map('Parts that travel only when the sender needs them, in wire order.', keys.any, subsection);

export const struct = object('a struct type', 'A struct type: fields in wire order.', {
  ...layout,
  parameters: optional(
    map(
      'What the struct is given where it is used.',
      keys.identifier,
      Type.Union(
        [
          words('What is given.', ['expr', 'type']),
          object('a parameter', 'A parameter with a default.', {
            kind: words('What is given.', ['expr', 'type']),
            doc: optional(doc),
            default: optional(
              Type.Union([int('A constant.'), text('A type, or a quoted expression.')], { title: 'a type or a quoted expression' }),
            ),
          }),
        ],
        { title: 'expr, type or a parameter' },
      ),
    ),
  ),
  'wire-name': optional(text('The name that the qemu framing describes it by; default: its own.')),
  version: optional(int('Its own version, on the wire in the native framing only.', { minimum: 0, maximum: 0x7fffffff })),
  subsections: optional(subsections),
});

export const section = object('a section', 'A named, versioned part of the state.', {
  ...layout,
  name: optional(text('The name on the wire, with expressions in braces after a dollar sign; default: the key.')),
  instance: optional(intOrExpression('The instance on the wire; default 0.')),
  version: optional(byRevision(int('What is written; default 1.', { minimum: 0, maximum: 0x7fffffff }))),
  minimum: optional(byRevision(int('The oldest version that is accepted; default: the one written.', { minimum: 0, maximum: 0x7fffffff }))),
  optional: optional(optionalSection),
  opaque: optional(flag('What is inside is not described.')),
  'max-size': optional(text('The most bytes of an opaque state: `64 MiB`.')),
  subsections: optional(subsections),
  added,
  removed,
});

export const structs = map(
  'Struct types, by name.',
  { pattern: '^[A-Z][A-Za-z0-9]*$', title: 'a capital letter, then letters and digits' },
  struct,
);
