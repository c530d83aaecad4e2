/** The constants of format 1.0. */
import type { NativeLimits, NativeType } from './types.js';

/** 0x89, "MIGSP", CR, LF: a transfer that drops the eighth bit or converts line ends shows in the first eight bytes. */
export const magic: readonly number[] = [0x89, 0x4d, 0x49, 0x47, 0x53, 0x50, 0x0d, 0x0a];

export const formatMajor = 1;
export const formatMinor = 0;

/** Bytes of the header of format 1.0, and how long the header of a newer minor version may be. */
export const headerBytes = 24;
export const headerBytesMax = 4096;

/** Bitmaps of the stream features that this reader and writer know: none are assigned yet. */
export const knownCritical = 0;
export const knownOptional = 0;

export const recordKinds = { MACHINE: 1, CONFIGURATION: 2, CONFIGURATION_END: 3, SECTION: 4, END: 5 } as const;

export type RecordName = keyof typeof recordKinds;

export function recordName(kind: number): RecordName | undefined {
  for (const name of ['MACHINE', 'CONFIGURATION', 'CONFIGURATION_END', 'SECTION', 'END'] as const)
    if (recordKinds[name] === kind) return name;
  return undefined;
}

/** Bit 0 of a record's flags: what the record carries may be skipped by a receiver that does not know it. */
export const optionalFlag = 1;

/** Kind, flags and length before the payload; the checksum after it. */
export const recordHeadBytes = 8;
export const checksumBytes = 4;

/** Type bytes of values; the position is the number. */
export const valueTypes: readonly (NativeType | undefined)[] = [
  undefined,
  'bool',
  'u8',
  'u16',
  'u32',
  'u64',
  'i8',
  'i16',
  'i32',
  'i64',
  'string',
  'enum',
  'flags32',
  'flags64',
];

export const defaultLimits: NativeLimits = {
  deviceBytes: 16 * 1024 * 1024,
  modelBytes: {},
  recordBytes: 1024 * 1024,
  records: 65_536,
  devices: 4096,
  fields: 4096,
};

export function completeLimits(limits: Partial<NativeLimits> = {}): NativeLimits {
  return { ...defaultLimits, ...limits };
}

/** What SECTION payloads of this model may come to. */
export function limitOfModel(limits: NativeLimits, model: string): number {
  return Object.hasOwn(limits.modelBytes, model) ? (limits.modelBytes[model] ?? limits.deviceBytes) : limits.deviceBytes;
}
