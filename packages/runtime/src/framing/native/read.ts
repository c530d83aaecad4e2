import { MigspecError } from '../../errors.js';
import { Assembler } from './assembler.js';
import { completeLimits } from './format.js';
import { type NativeHeader, readHeader } from './header.js';
import { type NativeRecord, readRecord } from './record.js';
import type {
  NativeConfiguration,
  NativeFeatures,
  NativeLimits,
  NativeMachine,
  NativeOptions,
  NativeReport,
  NativeStream,
} from './types.js';

/** What is known before any state has arrived. `report.end` is where the state begins. */
export interface NativeConfigurations {
  readonly features: NativeFeatures;
  readonly machine: NativeMachine;
  readonly devices: readonly NativeConfiguration[];
  readonly report: NativeReport;
}

/**
 * Reads a whole native stream. Section payloads are views into `bytes`, which must not change while they are in use.
 * Throws MigspecError with MAGIC_INVALID, FORMAT_VERSION_REFUSED, STREAM_FEATURE_UNKNOWN, HEADER_INVALID, TRUNCATED,
 * TRAILING_BYTES, LIMIT_EXCEEDED, CHECKSUM_WRONG, RECORD_INVALID, RECORD_UNKNOWN, ORDER_WRONG, CONFIGURATION_INVALID,
 * SECTION_DUPLICATE, STRING_INVALID or BOOL_INVALID; `details.offset` counts from the start of the stream.
 */
export function readNativeStream(bytes: Uint8Array, options: NativeOptions = {}): NativeStream & { readonly report: NativeReport } {
  return watchNativeStream(bytes, options, {});
}

/**
 * Reads up to the end of the configuration and looks at nothing after it, so `bytes` may be the beginning of a stream.
 * When it is too short: TRUNCATED, and `details.want` is the number of bytes to try again with.
 */
export function readNativeConfiguration(bytes: Uint8Array, options: NativeOptions = {}): NativeConfigurations {
  const limits = completeLimits(options.limits);
  const assembler = new Assembler(bytes, readHeader(bytes), limits);
  while (assembler.phase !== 'state') step(bytes, assembler, limits);
  const { features, machine, devices, report } = assembler.result();
  return { features, machine, devices: devices.map((device) => device.configuration), report };
}

/** As `readNativeStream`, and tells what it met on the way, also when it ends in an error. */
export function watchNativeStream(
  bytes: Uint8Array,
  options: NativeOptions,
  see: { readonly header?: (header: NativeHeader) => void; readonly record?: (record: NativeRecord) => void },
): NativeStream & { readonly report: NativeReport } {
  const limits = completeLimits(options.limits);
  const header = readHeader(bytes);
  see.header?.(header);
  const assembler = new Assembler(bytes, header, limits);
  while (assembler.phase !== 'end') step(bytes, assembler, limits, see.record);
  if (assembler.end !== bytes.length) {
    throw new MigspecError('TRAILING_BYTES', 'bytes follow the last record', {
      offset: assembler.end,
      have: String(bytes.length - assembler.end),
    });
  }
  return assembler.result();
}

function step(bytes: Uint8Array, assembler: Assembler, limits: NativeLimits, see?: (record: NativeRecord) => void): void {
  if (assembler.records >= limits.records) {
    throw new MigspecError('LIMIT_EXCEEDED', 'the stream has too many records', { offset: assembler.end, want: String(limits.records) });
  }
  const record = readRecord(bytes, assembler.end, limits);
  see?.(record);
  assembler.take(record);
}
