import { MigspecError } from '../../errors.js';
import { type RecordName, recordName } from './format.js';
import type { NativeHeader } from './header.js';
import { watchNativeStream } from './read.js';
import type { NativeRecord } from './record.js';
import type { NativeFailure, NativeOptions, NativeReport, NativeStream } from './types.js';

export interface NativeRecordDescription {
  /** Bytes from the start of the stream. */
  readonly offset: number;
  readonly kind: number;
  /** Absent for a kind that this reader does not know. */
  readonly name?: RecordName;
  readonly optional: boolean;
  /** Bytes of the payload, and where it begins. */
  readonly length: number;
  readonly payload: number;
  readonly checksum: number;
}

export interface NativeDescription {
  /** Absent when not even the header can be read. */
  readonly header?: NativeHeader;
  /** All records whose checksum matches, up to the first one that does not. */
  readonly records: readonly NativeRecordDescription[];
  /** The content, when the whole stream is good. */
  readonly stream?: NativeStream & { readonly report: NativeReport };
  /** Why reading stopped. */
  readonly failure?: NativeFailure;
}

/** For tools: describes any bytes, and says what is wrong instead of throwing. */
export function describeNativeStream(bytes: Uint8Array, options: NativeOptions = {}): NativeDescription {
  let header: NativeHeader | undefined;
  const records: NativeRecordDescription[] = [];
  try {
    const stream = watchNativeStream(bytes, options, {
      header: (read) => {
        header = read;
      },
      record: (record) => records.push(describeRecord(record)),
    });
    return { ...(header === undefined ? {} : { header }), records, stream };
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    const { code, message, details } = error;
    const failure = { code, message, ...(details.offset === undefined ? {} : { offset: details.offset }) };
    return { ...(header === undefined ? {} : { header }), records, failure };
  }
}

function describeRecord(record: NativeRecord): NativeRecordDescription {
  const name = recordName(record.kind);
  return {
    offset: record.offset,
    kind: record.kind,
    ...(name === undefined ? {} : { name }),
    optional: record.optional,
    length: record.stop - record.start,
    payload: record.start,
    checksum: record.checksum,
  };
}
