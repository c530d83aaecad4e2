import type { IntView } from './arrays.js';
import type { Cursor } from './cursor.js';

/** Integers up to 32 bits are `number`, 64-bit ones `bigint`, enum values their name. */
export type ParamValue = boolean | number | bigint | string;

/** Effective values by param name (`rx-table-size`), complete: one for every param of the revision. */
export type Configuration = Readonly<Record<string, ParamValue>>;

/** Values of the machine (`cpus`) and of the host, by name. */
export type Facts = Readonly<Record<string, ParamValue>>;

/** Where a device is: the machine it belongs to, the host under it, its address and its instance id. */
export interface Placement {
  readonly machine: Facts;
  readonly host: Facts;
  /** Address as section names have it (`0000:00:04.0`). */
  readonly path: string;
  readonly instance: number;
}

/** What a codec may look at besides the bytes. */
export interface CodecEnv<C = Configuration> extends Placement {
  readonly params: C;
  /**
   * False when a stream is read without knowing the device's configuration (inspection): comparisons with the device's
   * own values, negotiated features, and bounds and invariants that read params or facts are then not judged.
   */
  readonly judge: boolean;
}

/** One section as it travels, without framing. */
export interface SavedSection {
  readonly name: string;
  readonly instance: number;
  readonly version: number;
  /** The sender declares that the guest does not notice the loss. */
  readonly optional: boolean;
  readonly payload: Uint8Array;
}

/** What a load did besides loading. */
export interface LoadReport {
  /** Optional sections and subsections that this build does not know, skipped. */
  readonly dropped: readonly string[];
  /** Known sections and subsections that did not come; their variables have their absent value. */
  readonly absent: readonly string[];
}

export interface ParamDescriptor {
  readonly id: string;
  readonly name: string;
  readonly doc?: string;
  readonly unit?: string;
  readonly type:
    | { readonly kind: 'bool' | 'string' }
    | { readonly kind: 'int'; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
    | { readonly kind: 'enum'; readonly values: readonly string[] }
    | { readonly kind: 'flags'; readonly bits: 32 | 64; readonly names: Readonly<Record<string, number>> };
  readonly off?: ParamValue;
  readonly range: {
    readonly items: readonly (readonly [bigint, bigint] | string | boolean)[];
    readonly multipleOf?: bigint;
    readonly powerOfTwo?: boolean;
    readonly mask?: bigint;
  };
  /** May read params before it in `defaultsOrder`, and machine facts. */
  readonly default: (env: CodecEnv) => ParamValue;
  /**
   * When the value is decided; default `create`. One that resolves at `reset` takes its default again at every reset, one at
   * `negotiate` also whenever a driver begins anew; one at `load` never travels: who loads has its own.
   */
  readonly resolves?: 'create' | 'reset' | 'load' | 'negotiate';
  /** The host fact that says which values other than off a host allows. */
  readonly hostFact?: string;
}

/**
 * The state of a device: one property for each variable. Integers up to 32 bits are `number`, 64-bit ones `bigint`, enum
 * values their name, bytes and arrays of unsigned bytes `Uint8Array`, arrays of up to 16 integers plain arrays, longer ones
 * views in wire order; structs are objects.
 */
export type StateValue =
  | ParamValue
  | Uint8Array
  | IntView<number>
  | IntView<bigint>
  | readonly StateValue[]
  | { readonly [name: string]: StateValue };
export type DeviceState = { readonly [name: string]: StateValue };

/**
 * Straight-line codec of one section: generated. `S` is the device's whole state. Members are methods so that a device of
 * known types is also a `Device`.
 */
export interface SectionDescriptor<S = DeviceState, C = Configuration> {
  readonly id: string;
  name(env: CodecEnv<C>): string;
  /** Whether a section of that name is this one, and the address that the name holds; the address is empty for a fixed name. */
  match(name: string): { readonly path: string } | undefined;
  instance(env: CodecEnv<C>): number;
  readonly version: number;
  readonly minimum: number;
  /** Never optional: a native stream without it is refused. */
  readonly mandatory: boolean;
  /** Sections of the device that are loaded before this one, by id: a native stream with another order is refused. */
  readonly after?: readonly string[];
  /** The sender declares that the guest does not notice the loss. */
  optional(state: S, env: CodecEnv<C>): boolean;
  size(state: S, env: CodecEnv<C>): number;
  /** Writes at `cursor.offset` and advances it; there must be `size` bytes of room. Throws STATE_INVALID. */
  encode(state: S, cursor: Cursor, env: CodecEnv<C>): void;
  /** Reads the payload at `version`; the result holds this section's variables, those of absent subsections at their absent value. */
  decode(cursor: Cursor, env: CodecEnv<C>, version: number): Partial<S>;
  /** Of `size`, bytes of fields without a known inside; absent when there are none. */
  opaqueBytes?(state: S, env: CodecEnv<C>): number;
  /** This section's variables when it does not come at all. */
  absent(env: CodecEnv<C>): Partial<S>;
}

/** Everything that is known of one model in one build: generated. */
export interface DeviceDescriptor<S = DeviceState, C = Configuration> {
  readonly model: string;
  /** `qemu@5.2.0` */
  readonly build: string;
  readonly revision: string;
  readonly framing: 'native' | 'qemu';
  /** Machine facts that the build declares, at their defaults. */
  readonly machineFacts: Facts;
  /** Host facts that the build declares, at their defaults. */
  readonly hostFacts?: Facts;
  /** In an order in which each default only reads earlier ones. */
  readonly params: readonly ParamDescriptor[];
  /**
   * Params that existed once: their behaviour is frozen at `implied`, which a received configuration may name and nothing
   * else. With a `type`, a native stream says the value, so that a build that still knows the param takes it.
   */
  readonly retired?: readonly {
    readonly id: string;
    readonly name: string;
    readonly implied: ParamValue;
    readonly type?: ParamDescriptor['type'];
    readonly off?: ParamValue;
  }[];
  /** Preferred order; the first is `latest`. */
  readonly versions: readonly { readonly name: string; readonly values: Configuration }[];
  readonly constraints: readonly { readonly text: string; holds(env: CodecEnv<C>): boolean }[];
  readonly observables: readonly { readonly name: string; readonly volatile: boolean; read(state: S, env: CodecEnv<C>): ParamValue }[];
  /** Across variables, checked after load before anything is committed. */
  readonly invariants: readonly { readonly text: string; holds(state: S, env: CodecEnv<C>): boolean }[];
  /** RAM blocks that the device registers; sizes in bytes. */
  readonly ram?: readonly { name(env: CodecEnv<C>): string; size(env: CodecEnv<C>): bigint }[];
  /** Variables that no section carries and that a load computes, in an order in which each only reads earlier ones. */
  readonly derived?: readonly { readonly name: string; value(state: S, env: CodecEnv<C>): StateValue }[];
  /** Whether the device, in this state, may travel; asked of the source, and of a destination that has not loaded yet. */
  readonly migratable: { holds(state: S, env: CodecEnv<C>): boolean; readonly reason?: string };
  reset(env: CodecEnv<C>): S;
  /** A new element, at reset, of each variable that is an array of structs whose number varies; absent when there is none. */
  readonly elements?: readonly { readonly variable: string; fresh(state: S, env: CodecEnv<C>): StateValue }[];
  readonly sections: readonly SectionDescriptor<S, C>[];
}
