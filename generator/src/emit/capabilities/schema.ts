/**
 * The capability document as a TypeBox schema: the single source of its JSON Schema and of its TypeScript types. A
 * definition's name is the name of the type.
 */
import { type TSchema, Type } from 'typebox';
import { choice, kind, list, object, record, ref } from './schema-parts.js';

const text = Type.String();
const expression = ref('DocumentExpression');
const value = ref('DocumentValue');
const optional = Type.Optional;
const bits = choice([8, 16, 32, 64].map((width) => Type.Literal(width)));
const names = list(object({ name: text, bit: Type.Integer() }));

const counts = [kind('fixed', { value: Type.Integer() }), kind('counted', { by: expression, capacity: Type.Integer() })];

const layout = {
  fields: list(ref('DocumentField')),
  invariants: list(expression),
  unenforced: optional(Type.Array(expression, { description: 'Rules of the revision that the build does not enforce.' })),
  subsections: list(ref('DocumentSubsection')),
};

const intType = {
  bits,
  signed: Type.Boolean(),
  order: choice([Type.Literal('big'), Type.Literal('little')]),
};

export const documentDefinitions: Readonly<Record<string, TSchema>> = {
  CapabilityDocument: object(
    {
      $schema: text,
      documentVersion: Type.Literal(1),
      build: Type.String({ description: '`qemu@5.2.0`' }),
      implementation: text,
      aliases: list(text),
      released: optional(text),
      framing: choice([Type.Literal('native'), Type.Literal('qemu')]),
      destination: choice([Type.Literal('configured'), Type.Literal('started')]),
      machineFacts: record(ref('DocumentFact'), 'Values of the machine itself, and what they are when nothing is said.'),
      hostFacts: record(
        ref('DocumentFact'),
        'What hosts of the build differ in. The default is for tools that make devices; a check takes a fact that is not given for unknown.',
      ),
      models: record(ref('DocumentModel'), 'By model id.'),
      classes: record(
        ref('DocumentClass'),
        'Device classes that reach models, by name; all names are listed, `parent` and `child` name other entries.',
      ),
      machineTypes: record(
        ref('DocumentMachineType'),
        'Machine types that this build has, each with its whole expanded table in order of application (later wins).',
      ),
      errata: list(ref('DocumentErratum')),
      host: optional(
        record(value, 'Facts of the host that the document was made for: ranges are narrowed and defaults worked out by them.'),
      ),
      silent: optional(
        Type.Array(text, {
          description:
            'Of a document that was read from a poorer form: JSON pointers, with * for any member, of what it says nothing real about. A check takes that for unknown.',
        }),
      ),
      validity: optional(
        object(
          {
            facts: Type.Array(text, { description: 'Host facts that decide something of the document.' }),
            epoch: optional(
              Type.String({
                description:
                  'When the facts were read, in the word of the host: a boot id, a counter of driver loads. Compared byte for byte.',
              }),
            ),
          },
          'When a copy must be fetched again: another build, another epoch, or another value of one of the facts.',
        ),
      ),
      digest: optional(
        Type.String({
          description:
            'SHA-256 in hex of the canonical JSON (RFC 8785) of the document without $schema, validity and digest: the same content has the same.',
        }),
      ),
    },
    'The capability document: what one build can do, without starting anything. JSON; integers that may exceed 53 bits are decimal strings. The check reads nothing else.',
  ),
  DocumentFact: object({ type: ref('DocumentParamType'), default: value }),
  DocumentValue: choice([Type.Boolean(), Type.Number(), Type.String()]),
  DocumentClass: object({ parent: optional(text), child: optional(text), aliases: list(text), model: optional(text) }),
  DocumentMachineType: object({ family: text, entries: list(object({ class: text, property: text, value })) }),
  DocumentErratum: object({
    id: text,
    doc: text,
    evidence: optional(text),
    remedy: optional(Type.String({ description: 'In words; nothing tests them.' })),
    remedies: optional(
      Type.Array(ref('DocumentRemedy'), {
        description: 'At most 64; each is enough, and each was tried on every migration that the erratum alone breaks.',
      }),
    ),
    fixedIn: optional(Type.String({ description: 'The first build without it: `qemu@11.1.3`.' })),
    outcome: optional(
      object(
        { crash: choice([Type.Literal('source'), Type.Literal('destination')]), model: text, with: optional(list(text)) },
        'What no deviation can describe: with one of these builds at the other end (default: any), this end crashes. Said, not driven.',
      ),
    ),
    touches: Type.Array(
      object({
        struct: optional(text),
        model: optional(text),
        section: optional(text),
        subsection: optional(text),
        field: optional(text),
        rule: optional(text),
      }),
      {
        description:
          'What is not as the revision says: of a struct type (by its `origin`), or of a section or subsection of a model; one of its fields, one of its rules, or whether it is sent.',
      },
    ),
  }),
  DocumentRemedy: object({
    text,
    model: optional(text),
    from: optional(Type.String({ description: 'Only from this build.' })),
    to: optional(Type.String({ description: 'Only to this build.' })),
    when: optional(ref('DocumentExpression')),
    action: ref('DocumentRemedyAction'),
  }),
  DocumentRemedyAction: choice([
    kind('set', { values: record(value) }),
    kind('machine-type', { machineType: text }),
    kind('through', { build: text, reset: Type.Boolean() }),
    kind('reset', {}),
    kind('guest', { situation: text }),
    kind('upgrade', { end: choice([Type.Literal('source'), Type.Literal('destination')]), build: text }),
    kind('repair', { values: record(expression) }),
  ]),
  DocumentParamType: choice([
    kind(['bool', 'string'], {}),
    kind('int', { bits, signed: Type.Boolean() }),
    kind('enum', { values: list(text) }),
    kind('flags', { bits: choice([Type.Literal(32), Type.Literal(64)]), names }),
  ]),
  DocumentExpression: object({ text, expr: ref('Expr') }),
  DocumentModel: object({
    title: optional(text),
    revision: text,
    params: list(ref('DocumentParam')),
    retired: list(
      object(
        { id: text, name: text, type: ref('DocumentParamType'), implied: value },
        'Existed once; the behaviour is frozen at the implied value.',
      ),
    ),
    constraints: list(expression),
    versions: list(
      object(
        {
          name: text,
          lifecycle: optional(
            choice([Type.Literal('current'), Type.Literal('deprecated')], 'Deprecated: the build has it still, and it is on its way out.'),
          ),
          removedIn: optional(Type.String({ description: 'The build from which on it will be gone, as announced.' })),
          instead: optional(Type.String({ description: 'The version to take instead.' })),
          fingerprint: text,
          values: record(value),
        },
        'Values by param name, complete. Versions come in preferred order; the first is `latest`.',
      ),
    ),
    removedVersions: optional(
      Type.Array(object({ name: text, removedIn: text }), {
        description: 'Versions that an older build of the implementation had, and the build from which on they are gone.',
      }),
    ),
    observables: list(object({ name: text, doc: optional(text), volatile: Type.Boolean(), value: expression })),
    migratable: object({ when: expression, reason: optional(text) }),
    variables: Type.Array(ref('DocumentField'), {
      description: 'All variables of the state with type, reset and bounds, so that a state can be judged by name.',
    }),
    structs: record(ref('DocumentStruct')),
    sections: list(ref('DocumentSection')),
    invariants: list(expression),
    ram: optional(
      Type.Array(object({ name: list(choice([text, expression])), size: expression }), {
        description: 'RAM blocks that the device registers, in bytes; both sides must have the same.',
      }),
    ),
    situations: Type.Array(object({ name: text, when: optional(expression), state: record(ref('DocumentSituationValue')) }), {
      description: 'Named states, for witnesses: what each sets (the rest is at reset); values are expressions, or pseudo-random by name.',
    }),
    stateVersions: optional(list(text)),
    minimum: optional(text),
    opaque: optional(object({ maxSize: Type.Number() })),
    errata: list(text),
  }),
  DocumentSituationValue: choice([
    kind('expr', { value: expression }),
    kind('random', {}),
    kind('list', { items: list(ref('DocumentSituationValue')) }),
    kind('object', { fields: record(ref('DocumentSituationValue')) }),
  ]),
  DocumentParam: object({
    id: text,
    name: text,
    doc: optional(text),
    unit: optional(text),
    type: ref('DocumentParamType'),
    guestVisible: Type.Boolean(),
    off: optional(value),
    default: expression,
    range: ref('DocumentRange'),
    compare: choice(['equal', 'subset', 'at-most', 'ignore'].map((item) => Type.Literal(item))),
    resolves: choice(['create', 'reset', 'load', 'negotiate'].map((item) => Type.Literal(item))),
    settable: choice(['create', 'stopped', 'running'].map((item) => Type.Literal(item))),
    hostFact: optional(text),
    since: text,
  }),
  DocumentRange: object({
    items: list(choice([object({ min: text, max: text }), object({ value: text })])),
    multipleOf: optional(text),
    powerOfTwo: optional(Type.Boolean()),
    mask: optional(text),
  }),
  DocumentLayout: object(layout),
  DocumentStruct: object({
    ...layout,
    origin: Type.String({ description: 'The struct type as the author named it; instances with other arguments share it.' }),
    wireName: optional(
      Type.String({ description: 'What names of its subsections begin with in the qemu framing, where that is not `origin`.' }),
    ),
    version: optional(Type.Integer()),
    digest: text,
  }),
  DocumentSection: object({
    ...layout,
    id: text,
    name: list(choice([text, expression])),
    instance: expression,
    version: Type.Integer(),
    minimum: Type.Integer(),
    after: optional(Type.Array(text, { description: 'Sections that are loaded before this one, by id.' })),
    optional: choice([expression, Type.Literal(false)]),
    digests: record(
      text,
      'Per accepted version, the digest of the layout with that version put in (expressions over params and state stay).',
    ),
  }),
  DocumentSubsection: object({
    ...layout,
    name: text,
    version: Type.Integer(),
    minimum: Type.Integer(),
    needed: expression,
    intended: optional({
      ...expression,
      description: 'As the revision has it, where the build evaluates another: what it does not send is lost.',
    }),
    optional: choice([expression, Type.Literal(false)]),
  }),
  DocumentField: object({
    name: Type.String({ description: 'Empty for padding.' }),
    type: ref('DocumentFieldType'),
    when: optional(expression),
    reset: optional(expression),
    absent: optional(expression),
    filler: optional(expression),
    derived: optional(expression),
    bounds: ref('DocumentBounds'),
    intended: optional({ ...expression, description: 'Presence as the revision has it, where the build evaluates another.' }),
    unenforced: optional(ref('DocumentBounds')),
  }),
  DocumentBounds: object({
    min: optional(expression),
    max: optional(expression),
    own: optional(
      object({
        compare: choice(['equal', 'at-most', 'masked'].map((item) => Type.Literal(item))),
        value: expression,
        mask: optional(expression),
      }),
    ),
    negotiated: optional(expression),
    reserved: optional(text),
  }),
  DocumentIntType: object(intType),
  DocumentCount: choice(counts),
  DocumentArrayCount: choice([...counts, kind('marked', { capacity: Type.Integer(), more: Type.Integer(), end: Type.Integer() })]),
  DocumentFieldType: choice([
    kind('int', intType),
    kind('bool', {}),
    kind('enum', { base: ref('DocumentIntType'), values: list(object({ name: text, value: text })) }),
    kind('flags', { base: ref('DocumentIntType'), names }),
    kind('bytes', { length: ref('DocumentCount'), opaque: Type.Boolean() }),
    kind('string', { capacity: Type.Integer(), lengthBits: choice([8, 16, 32].map((width) => Type.Literal(width))) }),
    kind('array', { element: ref('DocumentFieldType'), count: ref('DocumentArrayCount') }),
    kind('struct', { struct: text }),
    kind('padding', { length: Type.Integer(), read: choice([Type.Literal('zero'), Type.Literal('ignored')]) }),
  ]),
};
