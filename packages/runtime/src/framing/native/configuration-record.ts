/** CONFIGURATION: one device, everything needed to create it. */

import { readFields, sortFields } from './machine-record.js';
import type { PayloadReader } from './payload-reader.js';
import { PayloadWriter } from './payload-writer.js';
import type { NativeConfiguration, NativeLimits, NativeParam } from './types.js';
import { readValue, writeValue } from './values.js';

/** Bit 0 of a param's flags: the value is the param's off value. */
const offFlag = 1;

/** The payload after the device index. */
export function readConfiguration(reader: PayloadReader, limits: NativeLimits): NativeConfiguration {
  const model = reader.name8('model');
  const build = reader.name8('build');
  const path = reader.text8();
  const instance = reader.u32();
  const version = reader.text8();
  const fingerprint = reader.text8();
  const params = readFields(reader, limits, (): [string, NativeParam] => {
    const id = reader.name8('identity of a param');
    const at = reader.offset;
    const flags = reader.u8();
    if ((flags & ~offFlag) !== 0) throw reader.invalid('a param has flags that are not assigned', at);
    return [id, { id, ...readValue(reader), off: flags === offFlag }];
  });
  reader.done();
  return { model, build, path, instance, ...(version === '' ? {} : { version }), ...(fingerprint === '' ? {} : { fingerprint }), params };
}

export function writeConfiguration(index: number, configuration: NativeConfiguration, limits: NativeLimits): Uint8Array {
  const writer = new PayloadWriter();
  writer.u16(index, 'the device index');
  writer.name8(configuration.model, 'model');
  writer.name8(configuration.build, 'build');
  writer.text8(configuration.path, 'the path');
  writer.u32(configuration.instance, 'the instance');
  writer.text8(configuration.version ?? '', 'the version');
  writer.text8(configuration.fingerprint ?? '', 'the fingerprint');
  const params = sortFields(configuration.params, (param) => param.id, limits, 'param');
  writer.u16(params.length, 'the number of params');
  for (const param of params) {
    writer.name8(param.id, 'identity of a param');
    writer.u8(param.off ? offFlag : 0, 'the flags of a param');
    writeValue(writer, param, `the param ${param.id}`);
  }
  return writer.finish();
}

/** Two devices with the same one could not be told apart by a receiver. */
export function placeOf(configuration: NativeConfiguration): string {
  return `${configuration.model}\0${configuration.path}\0${configuration.instance}`;
}
