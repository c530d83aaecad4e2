import { writeConfiguration } from './configuration.js';
import type { Output } from './output.js';
import type { CommandRecord, ConfigurationRecord, RamBlock, SectionHeader } from './records.js';
import {
  FORMAT_VERSION,
  MAGIC,
  RAM_CONTINUE,
  RAM_EOS,
  RAM_MEM_SIZE,
  RAM_PAGE,
  RAM_ZERO,
  RECORD_COMMAND,
  RECORD_DESCRIPTION,
  RECORD_EOF,
  RECORD_FOOTER,
  RECORD_SECTION_END,
  RECORD_SECTION_FULL,
  RECORD_SECTION_PART,
  RECORD_SECTION_START,
} from './wire.js';

/** Encodes records; the payload of a full section goes straight to `output` behind `sectionFull`. */
export class StreamWriter {
  readonly output: Output;

  constructor(output: Output) {
    this.output = output;
  }

  header(): void {
    this.output.be32(MAGIC);
    this.output.be32(FORMAT_VERSION);
  }

  configuration(record: ConfigurationRecord): void {
    writeConfiguration(this.output, record);
  }

  sectionFull(header: SectionHeader): void {
    this.sectionHeader(RECORD_SECTION_FULL, header);
  }

  ramStart(header: SectionHeader): void {
    this.sectionHeader(RECORD_SECTION_START, header);
  }

  ramPart(id: number, last: boolean): void {
    this.output.byte(last ? RECORD_SECTION_END : RECORD_SECTION_PART);
    this.output.be32(id);
  }

  ramBlocks(blocks: readonly RamBlock[], total: number): void {
    const { output } = this;
    output.be64(total + RAM_MEM_SIZE);
    for (const { name, size, address } of blocks) {
      output.shortText(name);
      output.be64(size);
      if (address !== undefined) {
        output.be32(Number(address >> 32n));
        output.be32(Number(address & 0xffff_ffffn));
      }
    }
  }

  ramZero(block: RamBlock, address: number, named: boolean, fill: number): void {
    this.output.be64(address + (named ? RAM_ZERO : RAM_ZERO + RAM_CONTINUE));
    if (named) this.output.shortText(block.name);
    this.output.byte(fill);
  }

  ramPage(block: RamBlock, address: number, named: boolean, bytes: Uint8Array, from: number, to: number): void {
    this.output.be64(address + (named ? RAM_PAGE : RAM_PAGE + RAM_CONTINUE));
    if (named) this.output.shortText(block.name);
    this.output.bytes(bytes, from, to);
  }

  ramEnd(): void {
    this.output.be64(RAM_EOS);
  }

  footer(id: number): void {
    this.output.byte(RECORD_FOOTER);
    this.output.be32(id);
  }

  command(record: CommandRecord): void {
    this.output.byte(RECORD_COMMAND);
    this.output.be16(record.command);
    this.output.be16(record.bytes.length);
    this.output.bytes(record.bytes, 0, record.bytes.length);
  }

  endOfFile(): void {
    this.output.byte(RECORD_EOF);
  }

  descriptionBegin(length: number): void {
    this.output.byte(RECORD_DESCRIPTION);
    this.output.be32(length);
  }

  private sectionHeader(type: number, header: SectionHeader): void {
    const { output } = this;
    output.byte(type);
    output.be32(header.id);
    output.shortText(header.name);
    output.be32(header.instance);
    output.be32(header.version);
  }
}
