/**
 * The qemu framing: sections by name and instance id, without a length; where one ends only its reader knows, and the
 * footer proves it right. No configuration travels, only the machine type's name.
 */
import { Cursor, type DeviceLoad, type LoadReport, MigspecError, type SavedSection } from '@migspec/runtime';
import { Output, type StreamVisitor, StreamWriter, Window, walkStream } from '@migspec/runtime/qemu';
import type { EmulatedMachine } from '../machine.js';
import { allOrNone } from './all-or-none.js';
import type { Carrier } from './carrier.js';

export const qemuCarrier: Carrier = {
  send(machine) {
    const sections = machine.devices.flatMap(({ device }) => device.save());
    const size = sections.reduce(
      (sum, { name, payload }) => sum + name.length + payload.length + 32,
      64 + (machine.machineType?.length ?? 0),
    );
    let bytes = new Uint8Array();
    // The buffer holds the whole stream, so it is flushed once.
    const sink: StreamSink = {
      write(memory, from, to) {
        bytes = memory.slice(from, to);
      },
    };
    const output = new Output(sink, new Uint8Array(size));
    const writer = new StreamWriter(output);
    writer.header();
    if (machine.machineType !== undefined) writer.configuration({ machineType: machine.machineType, subsections: [] });
    for (const [id, section] of sections.entries()) writeSection(writer, id, section);
    writer.endOfFile();
    output.flush();
    return bytes;
  },
  open: (bytes) => ({ load: (machine) => allOrNone(machine, () => loadAll(bytes, machine)) }),
};

function writeSection(writer: StreamWriter, id: number, { name, instance, version, payload }: SavedSection): void {
  writer.sectionFull({ id, name, instance, version });
  writer.output.bytes(payload, 0, payload.length);
  writer.footer(id);
}

function loadAll(bytes: Uint8Array, machine: EmulatedMachine): ReadonlyMap<string, LoadReport> {
  const loads = machine.devices.map(({ address, device }) => ({ address, load: device.startLoad() }));
  walkStream(Window.over(bytes), visitor(loads, machine.machineType), { footers: true });
  return new Map(loads.map(({ address, load }) => [address, load.finish()]));
}

function visitor(loads: readonly { readonly load: DeviceLoad }[], machineType: string | undefined): StreamVisitor {
  return {
    configuration(record) {
      if (record.machineType === machineType) return;
      const details = { have: record.machineType, want: machineType ?? 'no machine type' };
      throw new MigspecError('CONFIGURATION_INVALID', `the stream is of a ${record.machineType}`, details);
    },
    section({ name, instance, version }, window) {
      const found = loads.find(({ load }) => load.accepts(name, instance));
      if (found === undefined) throw new MigspecError('SECTION_UNKNOWN', `no device has section ${name} ${instance}`, { section: name });
      const cursor = new Cursor(window.u8, window.pos, window.limit);
      found.load.section(name, instance, version, false, cursor);
      window.pos = cursor.offset;
    },
  };
}
