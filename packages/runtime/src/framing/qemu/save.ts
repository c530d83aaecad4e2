import type { SavedSection } from '../../device.js';
import { MigspecError } from '../../errors.js';
import { Output } from './output.js';
import { BytesSink } from './source.js';
import { StreamWriter } from './stream-writer.js';
import type { StreamSettings } from './walk.js';

/** A machine's devices as one stream. RAM is not part of it. */
export interface QemuStream {
  /** Written when the settings send a configuration. */
  readonly machineType?: string;
  readonly settings: StreamSettings;
  /** In the order in which they travel; the flag `optional` has no place in this framing. */
  readonly sections: readonly SavedSection[];
}

/** Section ids count from 0. Throws CONFIGURATION_INVALID when a configuration is to be sent and there is no machine type. */
export function writeQemuStream(stream: QemuStream): Uint8Array {
  const sink = new BytesSink();
  const output = new Output(sink, new Uint8Array(1 << 16));
  const writer = new StreamWriter(output);
  writer.header();
  if (stream.settings.configuration) writer.configuration({ machineType: machineTypeOf(stream), subsections: [] });
  stream.sections.forEach(({ name, instance, version, payload }, id) => {
    writer.sectionFull({ id, name, instance, version });
    output.bytes(payload, 0, payload.length);
    if (stream.settings.footers) writer.footer(id);
  });
  writer.endOfFile();
  output.flush();
  return sink.result();
}

function machineTypeOf({ machineType }: QemuStream): string {
  if (machineType === undefined)
    throw new MigspecError('CONFIGURATION_INVALID', 'a configuration is to be sent, and there is no machine type');
  return machineType;
}
