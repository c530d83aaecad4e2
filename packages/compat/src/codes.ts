/**
 * The codes of verdicts and of what can go wrong before one: stable, never reused. A code that the runtime has too keeps
 * the runtime's number, so that one id has one number everywhere.
 */
import { runtimeCodes } from '@migspec/runtime';

export interface CodeEntry {
  /** MS8xxx. */
  readonly number: number;
  readonly meaning: string;
  /** What to do about it; `{param}`, `{have}`, `{want}`, `{model}`, `{section}`, `{source}`, `{destination}` are filled in. */
  readonly remedy?: string;
}

export type CompatCode = keyof typeof compatCodes;

const shared = (id: keyof typeof runtimeCodes, meaning: string, remedy?: string): CodeEntry => ({
  number: runtimeCodes[id][0],
  meaning,
  ...(remedy === undefined ? {} : { remedy }),
});

const entry = (number: number, meaning: string, remedy?: string): CodeEntry => ({
  number,
  meaning,
  ...(remedy === undefined ? {} : { remedy }),
});

export const compatCodes = {
  // Rule 0: machines.
  DEVICE_MISSING: entry(
    8501,
    'the destination has no device at an address whose device has state',
    'Add the device {model} at {address} to the destination, or unplug it at the source first.',
  ),
  DEVICE_DIFFERS: entry(
    8502,
    'one side has a device that the other does not have',
    'Start the destination with the same devices at the same addresses.',
  ),
  MODEL_DIFFERS: entry(8503, 'the two sides have different models at one address', 'Start the destination with {have} at {address}.'),
  MODEL_UNKNOWN: entry(8504, 'the destination does not implement the model', 'Choose a destination that implements {model}.'),
  NOT_MIGRATABLE: entry(
    8505,
    'a device says that it cannot be migrated',
    'Unplug {model} first, or stop the guest and start it at {destination}.',
  ),
  RAM_DIFFERS: entry(
    8506,
    'RAM blocks differ by name or size',
    'Start both ends so that they have the same memory, or choose a destination that has it under the same names.',
  ),
  STREAM_SETTING_DIFFERS: entry(8507, 'the two sides disagree on a setting of the stream', 'Set {param} to {have} at the destination.'),
  FRAMING_DIFFERS: entry(
    8508,
    'the two builds speak different stream formats',
    'Choose a destination that reads the stream format of {source}.',
  ),
  MACHINE_TYPE_UNKNOWN: entry(8509, 'the build does not have the machine type', 'Start the guest on a machine type that both builds have.'),
  MACHINE_TYPE_DIFFERS: entry(8510, 'the two sides have different machine types', 'Start the destination with machine type {have}.'),
  MACHINE_FACT_DIFFERS: entry(8511, 'a fact of the machine differs', 'Start the destination with {param}={have}.'),
  // Rules 1 to 4: configurations.
  PARAM_TYPE_DIFFERS: shared(
    'PARAM_TYPE_DIFFERS',
    'a param of one identity has two types',
    'Correct the spec of one side: a param never changes its type, a change is a new param.',
  ),
  PARAM_OFF_DIFFERS: entry(
    8521,
    'a param of one identity has two off values',
    'Correct the spec of one side: a param never changes its off value, a change is a new param.',
  ),
  PARAM_VALUE_REFUSED: shared(
    'PARAM_VALUE_REFUSED',
    'the destination does not accept the value',
    'Start the guest with {param} at a value that {destination} accepts ({want}).',
  ),
  PARAM_DIFFERS: entry(8523, 'the destination was started with another value', 'Start the destination with {param}={have}.'),
  PARAM_UNKNOWN: shared(
    'PARAM_UNKNOWN',
    'the destination does not know the param and behaves otherwise',
    'Upgrade {destination}, or start the guest with {param} as {destination} behaves without it ({want}).',
  ),
  PARAM_CANNOT_BE_DISABLED: entry(
    8525,
    'the destination cannot behave as the source, which does not know the param',
    'Use a destination that does not know {param}, or on which it can be turned off.',
  ),
  CONSTRAINT_BROKEN: shared(
    'CONSTRAINT_BROKEN',
    "the destination's params contradict each other",
    'Start the guest with params for which the rule holds at {destination}.',
  ),
  VERSION_UNKNOWN: shared('VERSION_UNKNOWN', 'no such version of the model', 'Name a version that the build has.'),
  INSTANTIATION_INVALID: shared('INSTANTIATION_INVALID', 'the instantiation string cannot be read', 'Write it as version=V,name=value.'),
  // Rule 5: what the guest sees.
  GUEST_INTERFACE_DIFFERS: entry(
    8530,
    'the guest would read another value',
    'Start the guest with a configuration for which both builds show the same value.',
  ),
  // Rule 6: state.
  SECTION_UNKNOWN: shared(
    'SECTION_UNKNOWN',
    'the destination does not know a section or subsection that travels',
    'Upgrade {destination}, or bring the guest to a state that does not need {section}.',
  ),
  SECTION_MISSING: shared(
    'SECTION_MISSING',
    'the destination needs a section that the source does not send',
    'Choose a destination that does not need it, or a source that sends it.',
  ),
  ORDER_WRONG: shared(
    'ORDER_WRONG',
    'the source sends a section before one that the destination loads first',
    'Choose a destination that takes the order of {source}, or a source that sends {want} first.',
  ),
  SECTION_VERSION_REFUSED: shared(
    'SECTION_VERSION_REFUSED',
    'the destination does not read this version of the section',
    'Upgrade {destination}.',
  ),
  STRUCT_VERSION_REFUSED: shared(
    'STRUCT_VERSION_REFUSED',
    'the destination does not read this version of a struct',
    'Upgrade {destination}.',
  ),
  SECTION_LAYOUT_DIFFERS: entry(
    8543,
    'the bytes that one side writes mean something else to the other',
    'Choose a destination that reads the section as {source} writes it, or go through a build that both understand.',
  ),
  STATE_LOST: entry(
    8544,
    'a state variable has no place at the destination',
    'Migrate when it has its reset value, or choose a destination that carries it.',
  ),
  ECHO_DIFFERS: shared(
    'ECHO_DIFFERS',
    "a value must match the destination's own and does not",
    'Start the destination with the configuration of the source.',
  ),
  OUT_OF_RANGE: shared(
    'OUT_OF_RANGE',
    "a value is outside the destination's bounds",
    'Migrate when the state keeps to it, reset the guest first, or choose a destination that accepts it.',
  ),
  ENUM_UNKNOWN: shared(
    'ENUM_UNKNOWN',
    'the destination does not know the enum value',
    'Migrate when the state keeps to it, reset the guest first, or choose a destination that accepts it.',
  ),
  RESERVED_BITS: shared(
    'RESERVED_BITS',
    'bits that the destination reserves are set',
    'Migrate when the state keeps to it, reset the guest first, or choose a destination that accepts it.',
  ),
  COUNT_TOO_LARGE: shared(
    'COUNT_TOO_LARGE',
    "a count exceeds the destination's capacity",
    'Migrate when the state keeps to it, reset the guest first, or choose a destination that accepts it.',
  ),
  INVARIANT_BROKEN: shared(
    'INVARIANT_BROKEN',
    'the state breaks a rule of the destination',
    'Migrate when the state keeps to it, reset the guest first, or choose a destination that accepts it.',
  ),
  FEATURES_NOT_OFFERED: shared(
    'FEATURES_NOT_OFFERED',
    'the guest acknowledged features that the destination does not offer',
    'Start the destination so that it offers these features, or reset the guest first.',
  ),
  NOT_DECLARED: entry(
    8550,
    'no state version is common to both builds, and opaque state is compatible only where it is declared',
    'Both builds must list a state version that they share: {source} lists {have}, {destination} lists {want}.',
  ),
  // Rule 7: what a verdict may wait for.
  EXPRESSION_UNKNOWN: entry(8551, 'a document uses an operator that this checker does not know', 'Use a newer checker.'),
  FACT_NOT_GIVEN: entry(8552, 'a fact that decides is not given', 'Give {param} to the check.'),
  DOCUMENT_SILENT: entry(
    8553,
    'a document was read from a form that does not tell',
    'Give the native document of {have}, which tells {want}.',
  ),
  KNOWN_CRASH: entry(
    8554,
    'a build is known to crash on this migration; nothing drives it',
    'Choose another destination, or a build in which it is fixed.',
  ),
  // Notes.
  STATE_DROPPED: entry(8560, 'optional state that the destination does not know is dropped'),
  MACHINE_TYPE_REDEFINED: entry(8561, 'one machine type expands differently in two builds'),
  ERRATUM: entry(8562, 'a known deviation of a build takes part in the verdict'),
  RESOLVES_ANEW: entry(8569, 'a guest that begins anew at the destination finds another value'),
  STATE_VERSION_CHOSEN: entry(8563, 'the state version that both builds have and the source prefers'),
  CHECK_NOT_ENFORCED: entry(8564, 'the destination may find a value wrong, and takes it nevertheless'),
  // Documents and machines given as input.
  DOCUMENT_INVALID: entry(8570, 'this is not a capability document'),
  DOCUMENT_VERSION_REFUSED: entry(8571, 'the document has a version that this checker does not read'),
  DOCUMENT_TOO_LARGE: entry(8572, 'the document exceeds a limit'),
  DOCUMENT_DIGEST_WRONG: entry(8573, 'the digest of a document is not that of what it says'),
  HOST_FACT_REFUSED: entry(8574, 'what is said of a host is no fact that the build declares, or no value of it'),
  DOCUMENT_STALE: entry(8575, 'a copy of a document no longer says what the host would'),
  FORM_INVALID: entry(8576, 'this is not the form of a document that it is said to be'),
  FORM_CANNOT_SAY: entry(8577, 'a form has no way to write what the document says'),
  CLASS_UNKNOWN: entry(8580, 'the build has no such device class', 'Choose a build that has the device class.'),
  DEVICE_DUPLICATE: entry(8581, 'two devices have one address', 'Give each device an address of its own.'),
  MACHINE_INVALID: entry(8582, 'this is not a machine file or a fleet file'),
  HOST_UNKNOWN: entry(8583, 'a machine of a fleet is on no host of it', 'Name a host that the fleet has.'),
} as const satisfies Record<string, CodeEntry>;

/** `MS8523` */
export function codeNumber(code: CompatCode): string {
  return `MS${compatCodes[code].number}`;
}
