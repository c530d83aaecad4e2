/** What went wrong with bytes or with a configuration: data, never a stack trace for the user. */
export class MigspecError extends Error {
  /** Stable id out of the registry of run-time codes (`TRUNCATED`, `PARAM_VALUE_REFUSED`). */
  readonly code: RuntimeCode;
  readonly details: ErrorDetails;

  constructor(code: RuntimeCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'MigspecError';
    this.code = code;
    this.details = details;
  }
}

export interface ErrorDetails {
  readonly model?: string;
  readonly param?: string;
  readonly section?: string;
  /** Dotted path of the field (`pci.config.vendor`). */
  readonly field?: string;
  /** Bytes from the start of the section's payload, or of the stream for framing errors. */
  readonly offset?: number;
  readonly have?: string;
  readonly want?: string;
}

/** Codes are stable and never reused; `runtimeCodes` gives each its number and one-line meaning. */
export type RuntimeCode = keyof typeof runtimeCodes;

export const runtimeCodes = {
  TRUNCATED: [8001, 'the bytes end inside a field'],
  TRAILING_BYTES: [8002, 'bytes are left after the last field'],
  BOOL_INVALID: [8003, 'a bool is neither 0 nor 1'],
  ENUM_UNKNOWN: [8004, 'an enum has a value that is not in its list'],
  RESERVED_BITS: [8005, 'reserved bits or padding are not zero'],
  OUT_OF_RANGE: [8006, 'a value is outside its declared bounds'],
  COUNT_TOO_LARGE: [8007, 'a count or length exceeds its capacity'],
  INVARIANT_BROKEN: [8008, 'fields contradict each other'],
  ECHO_DIFFERS: [8009, "a value must match the destination's own and does not"],
  FEATURES_NOT_OFFERED: [8010, 'the guest acknowledged features that this device does not offer'],
  STRING_INVALID: [8011, 'a string is not valid UTF-8 or contains NUL'],
  MARKER_INVALID: [8012, 'a marker says neither that another element follows nor that none does'],
  SECTION_UNKNOWN: [8020, 'a mandatory section or subsection is not known'],
  SECTION_VERSION_REFUSED: [8021, 'a section or subsection has a version outside the accepted ones'],
  SECTION_DUPLICATE: [8022, 'a section or subsection came twice'],
  SECTION_MISSING: [8023, 'a mandatory section did not come'],
  STRUCT_VERSION_REFUSED: [8024, 'a struct on the wire has a version that is not known'],
  MAGIC_INVALID: [8030, 'this is not such a stream'],
  FORMAT_VERSION_REFUSED: [8031, 'the format version is not known'],
  STREAM_FEATURE_UNKNOWN: [8032, 'the stream needs a feature that this reader does not know'],
  CHECKSUM_WRONG: [8033, 'a checksum does not match'],
  RECORD_INVALID: [8034, 'a record is malformed'],
  ORDER_WRONG: [8035, 'records come in an order that the format does not allow'],
  LIMIT_EXCEEDED: [8036, 'a size exceeds the limit of the format'],
  FOOTER_WRONG: [8037, 'a section footer is missing or names another section'],
  CONFIGURATION_INVALID: [8038, 'the configuration record cannot be read'],
  RECORD_UNKNOWN: [8039, 'a mandatory record is of a kind that this reader does not know'],
  HEADER_INVALID: [8040, 'the header of the stream is malformed'],
  VERSION_UNKNOWN: [8050, 'no such version of the model'],
  PARAM_UNKNOWN: [8051, 'no such param'],
  PARAM_VALUE_REFUSED: [8052, 'the value is outside what the param accepts'],
  PARAM_TYPE_DIFFERS: [8053, 'the value or the param has another type'],
  CONSTRAINT_BROKEN: [8054, 'the params contradict each other'],
  INSTANTIATION_INVALID: [8055, 'the instantiation string cannot be read'],
  STATE_INVALID: [8056, 'the state cannot be encoded'],
} as const satisfies Record<string, readonly [number, string]>;
