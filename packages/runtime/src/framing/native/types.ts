/** What a native stream says, as data. The bytes are specified in docs/reference/native-stream.md. */
import type { ParamValue, SavedSection } from '../../device.js';
import type { RuntimeCode } from '../../errors.js';

/** Type of a travelling value; `flags32` and `flags64` are bitmaps whose bits have names in the model. */
export type NativeType = 'bool' | 'u8' | 'u16' | 'u32' | 'u64' | 'i8' | 'i16' | 'i32' | 'i64' | 'string' | 'enum' | 'flags32' | 'flags64';

/** `value` is `bigint` for u64, i64 and flags64, `number` for the other integers, the name for an enum. */
export interface NativeValue {
  readonly type: NativeType;
  readonly value: ParamValue;
}

/** A machine fact (`cpus`). */
export interface NativeFact extends NativeValue {
  readonly name: string;
}

/** A param with its effective value. */
export interface NativeParam extends NativeValue {
  /** Identity of the param, which outlives its name. */
  readonly id: string;
  /** The value is the param's off value: a receiver that does not know the param behaves the same without it. */
  readonly off: boolean;
}

/** Stream features in use, as bitmaps; format 1.0 assigns no bit, so both are 0. */
export interface NativeFeatures {
  readonly critical: number;
  readonly optional: number;
}

export interface NativeMachine {
  /** Machine type (`pc-1.0`), where the implementation has such names. */
  readonly type?: string;
  readonly facts: readonly NativeFact[];
}

/** What the receiver needs to create the device, and everything a tool can know without the model. */
export interface NativeConfiguration {
  readonly model: string;
  /** The build that wrote the stream: `qemu@5.2.0`. */
  readonly build: string;
  /** Address as section names have it; empty when the device has none. */
  readonly path: string;
  readonly instance: number;
  /** The version name that the configuration was made from; for people, it takes part in nothing. */
  readonly version?: string;
  /** Of the canonical configuration, as the writer computed it. */
  readonly fingerprint?: string;
  /** Every param of the revision; at most one for each identity. */
  readonly params: readonly NativeParam[];
}

export interface NativeDevice {
  readonly configuration: NativeConfiguration;
  /** In the order of loading; name and instance together are unique in the device. */
  readonly sections: readonly SavedSection[];
}

export interface NativeStream {
  readonly features: NativeFeatures;
  readonly machine: NativeMachine;
  /** A device is known to records by its index here. Model, path and instance together are unique. */
  readonly devices: readonly NativeDevice[];
}

/** What a reader passed over, and where it stopped. */
export interface NativeReport {
  /** `1.0`; a newer minor version is read as far as this reader knows. */
  readonly format: string;
  /** Bits of the optional stream features that this reader does not know: ignored. */
  readonly unknownFeatures: readonly number[];
  /** Optional records of unknown kinds: skipped. `offset` and `length` (of the payload) in bytes. */
  readonly skippedRecords: readonly { readonly kind: number; readonly offset: number; readonly length: number }[];
  /** Records read. */
  readonly records: number;
  /** First byte after the last record read. */
  readonly end: number;
}

/** Upper bounds that a reader enforces before it allocates or loops, and a writer before it writes. */
export interface NativeLimits {
  /** Bytes of all SECTION payloads of one device together. */
  readonly deviceBytes: number;
  /** The same for models whose spec says another bound. */
  readonly modelBytes: Readonly<Record<string, number>>;
  /** Bytes of the payload of a record of another kind. */
  readonly recordBytes: number;
  readonly records: number;
  readonly devices: number;
  /** Facts of the machine, params of one device. */
  readonly fields: number;
}

export interface NativeOptions {
  readonly limits?: Partial<NativeLimits>;
}

/** Where reading stopped, for tools that describe damaged streams. */
export interface NativeFailure {
  readonly code: RuntimeCode;
  readonly message: string;
  /** Bytes from the start of the stream. */
  readonly offset?: number;
}
