/**
 * The qemu framing: sections by name and instance id, without a length; where one ends only its reader knows, and the
 * footer proves it right. No configuration travels, only the machine type's name.
 */
import { type LoadReport, MigspecError } from '@migspec/runtime';
import { Output, type RamBlock, readQemuStream, type StreamSink, StreamWriter } from '@migspec/runtime/qemu';
import type { EmulatedMachine } from '../machine.js';
import { allOrNone } from './all-or-none.js';
import type { Carrier } from './carrier.js';

/** Magic and version; then, as the first thing, a type byte and a length before the machine type's name. */
const headerBytes = 8;
const configurationSection = 7;

export const qemuCarrier: Carrier = {
  send({ machineType, devices }) {
    const sections = devices.flatMap(({ device }) => device.save());
    const blocks = ramOf(devices);
    const size =
      blocks.length * 300 +
      sections.reduce((sum, { name, payload }) => sum + name.length + payload.length + 32, 64 + (machineType?.length ?? 0));
    const sink = new Whole();
    // With a buffer of the whole size it is flushed once, and nothing is copied twice.
    const output = new Output(sink, new Uint8Array(size));
    const writer = new StreamWriter(output);
    writer.header();
    if (machineType !== undefined) writer.configuration({ machineType, subsections: [] });
    if (blocks.length > 0) writeRam(writer, sections.length, blocks);
    for (const [id, { name, instance, version, payload }] of sections.entries()) {
      writer.sectionFull({ id, name, instance, version });
      output.bytes(payload, 0, payload.length);
      writer.footer(id);
    }
    writer.endOfFile();
    output.flush();
    return sink.bytes;
  },
  readHead(bytes) {
    if (bytes.length < headerBytes + 5) throw new MigspecError('TRUNCATED', 'the stream ends in its header', { offset: bytes.length });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = view.getUint8(headerBytes) === configurationSection ? 5 + view.getUint32(headerBytes + 1) : 0;
    return { end: headerBytes + length };
  },
  open: (bytes) => ({ load: (machine) => allOrNone(machine, () => loadAll(bytes, machine)) }),
};

/** A list and no content: the emulator's memory is empty. */
function writeRam(writer: StreamWriter, id: number, blocks: readonly RamBlock[]): void {
  writer.ramStart({ id, name: 'ram', instance: 0, version: 4 });
  writer.ramBlocks(
    blocks,
    blocks.reduce((sum, { size }) => sum + size, 0),
  );
  writer.ramEnd();
  writer.footer(id);
  writer.ramPart(id, true);
  writer.ramEnd();
  writer.footer(id);
}

/** Memory comes in pages: a block is as large as its size rounded up. */
function ramOf(devices: EmulatedMachine['devices']): readonly RamBlock[] {
  return devices.flatMap(({ device }) => device.ram().map(({ name, size }) => ({ name, size: Number((size + 4095n) & ~4095n) })));
}

/** Every block that comes must be there with its size; one that does not come stays as it is. */
function refuseRam(came: readonly RamBlock[], own: readonly RamBlock[]): void {
  for (const { name, size } of came) {
    const want = own.find((block) => block.name === name)?.size;
    if (want === size) continue;
    const details = { field: name, have: String(size), want: want === undefined ? 'no such block' : String(want) };
    throw new MigspecError('ECHO_DIFFERS', `RAM block ${name} has ${details.have} bytes, want ${details.want}`, details);
  }
}

class Whole implements StreamSink {
  bytes = new Uint8Array();

  write(memory: Uint8Array, from: number, to: number): void {
    this.bytes = memory.slice(from, to);
  }
}

function loadAll(bytes: Uint8Array, { machineType, devices }: EmulatedMachine): ReadonlyMap<string, LoadReport> {
  const loads = devices.map(({ address, device }) => ({ address, load: device.startLoad() }));
  readQemuStream(
    bytes,
    {
      configuration(received) {
        if (received === machineType) return;
        const details = { have: received, want: machineType ?? 'no machine type' };
        throw new MigspecError('CONFIGURATION_INVALID', `the stream is of a ${received}`, details);
      },
      ram: (blocks) => refuseRam(blocks, ramOf(devices)),
      section({ name, instance, version }, cursor) {
        const found = loads.find(({ load }) => load.accepts(name, instance));
        if (found === undefined) throw new MigspecError('SECTION_UNKNOWN', `no device has section ${name} ${instance}`, { section: name });
        found.load.section(name, instance, version, false, cursor);
      },
    },
    true,
  );
  return new Map(loads.map(({ address, load }) => [address, load.finish()]));
}
