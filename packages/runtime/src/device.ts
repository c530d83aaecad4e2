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
  /** When the value is decided; default `create`. One that resolves at `reset` takes its default again at every reset. */
  readonly resolves?: 'create' | 'reset' | 'load' | 'negotiate';
}

/** Straight-line codec of one section: generated. `S` is the device's whole state. */
export interface SectionDescriptor<S, C = Configuration> {
  readonly id: string;
  readonly name: (env: CodecEnv<C>) => string;
  readonly instance: (env: CodecEnv<C>) => number;
  readonly version: number;
  readonly minimum: number;
  readonly optional: (state: S, env: CodecEnv<C>) => boolean;
  readonly size: (state: S, env: CodecEnv<C>) => number;
  /** Writes at `cursor.offset` and advances it. */
  readonly encode: (state: S, cursor: Cursor, env: CodecEnv<C>) => void;
  /** Reads the payload at `version`; the result holds this section's variables, those of absent subsections at their absent value. */
  readonly decode: (cursor: Cursor, env: CodecEnv<C>, version: number) => Partial<S>;
}

/** Everything that is known of one model in one build: generated. */
export interface DeviceDescriptor<S, C = Configuration> {
  readonly model: string;
  /** `qemu@5.2.0` */
  readonly build: string;
  readonly revision: string;
  readonly framing: 'native' | 'qemu';
  /** In an order in which each default only reads earlier ones. */
  readonly params: readonly ParamDescriptor[];
  /** Params that existed once: their behaviour is frozen at `implied`, which a received configuration may name and nothing else. */
  readonly retired?: readonly { readonly id: string; readonly name: string; readonly implied: ParamValue }[];
  /** Preferred order; the first is `latest`. */
  readonly versions: readonly { readonly name: string; readonly values: Configuration }[];
  readonly constraints: readonly { readonly text: string; readonly holds: (env: CodecEnv<C>) => boolean }[];
  readonly observables: readonly { readonly name: string; readonly volatile: boolean; readonly read: (state: S, env: CodecEnv<C>) => ParamValue }[];
  /** Across variables, checked after load before anything is committed. */
  readonly invariants: readonly { readonly text: string; readonly holds: (state: S, env: CodecEnv<C>) => boolean }[];
  readonly migratable: { readonly holds: (env: CodecEnv<C>) => boolean; readonly reason?: string };
  readonly reset: (env: CodecEnv<C>) => S;
  readonly sections: readonly SectionDescriptor<S, C>[];
}
