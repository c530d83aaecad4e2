/** The JSON form of a stream: what vectors hold, what every reader agrees on, what tools print. */
import type { ParamValue } from '../../device.js';
import type { NativeReport, NativeStream, NativeType } from './types.js';

export interface NativeJsonValue {
  readonly type: NativeType;
  /** 64-bit integers are decimal strings. */
  readonly value: boolean | number | string;
}

export interface NativeJson {
  readonly format: string;
  readonly features: { readonly critical: number; readonly optional: number };
  readonly machine: { readonly type: string | null; readonly facts: readonly ({ readonly name: string } & NativeJsonValue)[] };
  readonly devices: readonly {
    readonly model: string;
    readonly build: string;
    readonly path: string;
    readonly instance: number;
    readonly version: string | null;
    readonly fingerprint: string | null;
    readonly params: readonly ({ readonly id: string; readonly off: boolean } & NativeJsonValue)[];
    /** `payload` in lower-case hex. */
    readonly sections: readonly {
      readonly name: string;
      readonly instance: number;
      readonly version: number;
      readonly optional: boolean;
      readonly payload: string;
    }[];
  }[];
  readonly report: {
    readonly unknownFeatures: readonly number[];
    readonly skippedRecords: readonly { readonly kind: number; readonly offset: number; readonly length: number }[];
    readonly records: number;
  };
}

export function nativeStreamJson(stream: NativeStream & { readonly report: NativeReport }): NativeJson {
  return {
    format: stream.report.format,
    features: stream.features,
    machine: {
      type: stream.machine.type ?? null,
      facts: stream.machine.facts.map(({ name, type, value }) => ({ name, type, value: jsonValue(value) })),
    },
    devices: stream.devices.map(({ configuration, sections }) => ({
      model: configuration.model,
      build: configuration.build,
      path: configuration.path,
      instance: configuration.instance,
      version: configuration.version ?? null,
      fingerprint: configuration.fingerprint ?? null,
      params: configuration.params.map(({ id, type, value, off }) => ({ id, off, type, value: jsonValue(value) })),
      sections: sections.map(({ name, instance, version, optional, payload }) => ({
        name,
        instance,
        version,
        optional,
        payload: hex(payload),
      })),
    })),
    report: {
      unknownFeatures: stream.report.unknownFeatures,
      skippedRecords: stream.report.skippedRecords,
      records: stream.report.records,
    },
  };
}

function jsonValue(value: ParamValue): boolean | number | string {
  return typeof value === 'bigint' ? value.toString() : value;
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
