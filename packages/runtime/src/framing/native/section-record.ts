/** SECTION: one section of one device; its fields are the business of the generated codec. */
import type { SavedSection } from '../../device.js';
import type { PayloadReader } from './payload-reader.js';
import { PayloadWriter } from './payload-writer.js';

/** The payload after the device index; the fields are a view into the stream, not a copy. */
export function readSection(reader: PayloadReader, optional: boolean): SavedSection {
  const name = reader.name8('name of a section');
  const instance = reader.u32();
  const version = reader.u32();
  return { name, instance, version, optional, payload: reader.rest() };
}

/** What stands before the fields. */
export function writeSectionHead(device: number, section: SavedSection): Uint8Array {
  const writer = new PayloadWriter();
  writer.u16(device, 'the device index');
  writer.name8(section.name, 'name of a section');
  writer.u32(section.instance, `the instance of section ${section.name}`);
  writer.u32(section.version, `the version of section ${section.name}`);
  return writer.finish();
}

/** Unique in a device. */
export function sectionKey(section: SavedSection): string {
  return `${section.name}\0${section.instance}`;
}
