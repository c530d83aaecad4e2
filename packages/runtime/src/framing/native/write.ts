import { crc32c } from '../../crc32c.js';
import { MigspecError } from '../../errors.js';
import { placeOf, writeConfiguration } from './configuration-record.js';
import { checksumBytes, completeLimits, headerBytes, limitOfModel, recordKinds } from './format.js';
import { writeHeader } from './header.js';
import { writeMachine } from './machine-record.js';
import { PayloadWriter } from './payload-writer.js';
import { writeRecord } from './record.js';
import { sectionKey, writeSectionHead } from './section-record.js';
import type { NativeDevice, NativeLimits, NativeOptions, NativeStream } from './types.js';

/**
 * The stream as bytes. Facts and params may come in any order and are sorted; devices and sections keep theirs. Throws
 * STATE_INVALID for what the format cannot hold and LIMIT_EXCEEDED for what a reader with these limits would refuse.
 */
export function writeNativeStream(stream: NativeStream, options: NativeOptions = {}): Uint8Array {
  const parts = nativeStreamParts(stream, options);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The same bytes in pieces, for a vectored write: payloads of sections are the caller's own arrays, not copies. */
export function nativeStreamParts(stream: NativeStream, options: NativeOptions = {}): Uint8Array[] {
  const limits = completeLimits(options.limits);
  const header = writeHeader(stream.features);
  const parts: Uint8Array[] = [header];
  let records = 0;
  let seal = crc32c(header, 0, headerBytes - checksumBytes);
  const add = (kind: number, payload: readonly Uint8Array[], optional = false): void => {
    if (kind !== recordKinds.SECTION)
      bound(
        'bytes of a record',
        payload.reduce((sum, part) => sum + part.length, 0),
        limits.recordBytes,
      );
    const record = writeRecord(kind, optional, payload);
    parts.push(...record.parts);
    records++;
    bound('records', records, limits.records);
    seal = crc32c(u32(record.checksum), seal);
  };
  add(recordKinds.MACHINE, [writeMachine(stream.machine, limits)]);
  bound('devices', stream.devices.length, limits.devices);
  const places = new Set<string>();
  stream.devices.forEach(({ configuration }, index) => {
    const place = placeOf(configuration);
    if (places.has(place))
      throw new MigspecError('STATE_INVALID', 'two devices have the same model, path and instance', { model: configuration.model });
    places.add(place);
    add(recordKinds.CONFIGURATION, [writeConfiguration(index, configuration, limits)]);
  });
  add(recordKinds.CONFIGURATION_END, [u32(stream.devices.length)]);
  stream.devices.forEach((device, index) => {
    for (const section of sectionRecords(device, index, limits)) add(recordKinds.SECTION, section.payload, section.optional);
  });
  const end = new PayloadWriter();
  end.u32(records, 'the number of records');
  end.u32(seal, 'the checksum');
  add(recordKinds.END, [end.finish()]);
  return parts;
}

function sectionRecords(device: NativeDevice, index: number, limits: NativeLimits): { payload: Uint8Array[]; optional: boolean }[] {
  const model = device.configuration.model;
  const keys = new Set<string>();
  let bytes = 0;
  return device.sections.map((section) => {
    const key = sectionKey(section);
    if (keys.has(key))
      throw new MigspecError('STATE_INVALID', `section ${section.name} ${section.instance} is there twice`, {
        model,
        section: section.name,
      });
    keys.add(key);
    const head = writeSectionHead(index, section);
    bytes += head.length + section.payload.length;
    bound(`bytes of the sections of ${model}`, bytes, limitOfModel(limits, model));
    return { payload: [head, section.payload], optional: section.optional };
  });
}

function bound(what: string, have: number, want: number): void {
  if (have > want) throw new MigspecError('LIMIT_EXCEEDED', `too many ${what}`, { have: String(have), want: String(want) });
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
