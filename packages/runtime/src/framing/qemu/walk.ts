import { ramSettings, readConfiguration } from './configuration.js';
import type { StreamDescription } from './description.js';
import { RamReader, type RamVisitor } from './ram.js';
import type { CommandRecord, ConfigurationRecord, SectionHeader } from './records.js';
import type { Window } from './window.js';
import {
  COMMAND_PACKAGED,
  DEFAULT_PAGE_SIZE,
  FORMAT_VERSION,
  MAGIC,
  RAM_SECTION,
  RAM_VERSION,
  RECORD_COMMAND,
  RECORD_CONFIGURATION,
  RECORD_DESCRIPTION,
  RECORD_EOF,
  RECORD_FOOTER,
  RECORD_SECTION_END,
  RECORD_SECTION_FULL,
  RECORD_SECTION_PART,
  RECORD_SECTION_START,
} from './wire.js';

/** Told of every record in stream order. */
export interface StreamVisitor extends RamVisitor {
  /** Before a record's content; `type` is the record's first byte, undefined for the stream's header. */
  recordBegin?(type: number | undefined, offset: number): void;
  header?(version: number): void;
  configuration?(record: ConfigurationRecord): void;
  /** Takes the whole payload from the window: nothing on the wire says how long it is. */
  section(header: SectionHeader, window: Window): void;
  ramStart?(header: SectionHeader): void;
  /** `last`: the section's END. */
  ramPart?(id: number, last: boolean): void;
  footer?(id: number): void;
  command?(record: CommandRecord): void;
  endOfFile?(): void;
  descriptionBegin?(length: number): void;
  descriptionBytes?(bytes: Uint8Array, from: number, to: number): void;
}

/** What the machine type decides about the stream itself. */
export interface StreamSettings {
  readonly footers: boolean;
  readonly configuration: boolean;
}

export interface WalkOptions {
  /** Of the same stream: gives the page size where the configuration does not. */
  readonly description?: StreamDescription | undefined;
  /** Whether sections have footers; default: as the first section has it. */
  readonly footers?: boolean | undefined;
}

/** Reads a stream from its header to its last byte, in constant memory as far as the visitor's sections allow it. */
export function walkStream(window: Window, visitor: StreamVisitor, options: WalkOptions = {}): StreamSettings {
  return new Walker(window, visitor, options).walk();
}

class Walker {
  private readonly window: Window;
  private readonly visitor: StreamVisitor;
  private readonly options: WalkOptions;
  private footers: boolean | undefined;
  private configuration: ConfigurationRecord | undefined;
  private ram: { readonly id: number; readonly reader: RamReader; ended: boolean } | undefined;

  constructor(window: Window, visitor: StreamVisitor, options: WalkOptions) {
    this.window = window;
    this.visitor = visitor;
    this.options = options;
    this.footers = options.footers;
  }

  walk(): StreamSettings {
    const { window, visitor } = this;
    this.header();
    for (let first = true; ; first = false) {
      const offset = window.offset;
      const type = window.byte('the records');
      visitor.recordBegin?.(type, offset);
      if (type === RECORD_EOF) break;
      this.record(type, offset, first);
    }
    visitor.endOfFile?.();
    this.end();
    return { footers: this.footers ?? false, configuration: this.configuration !== undefined };
  }

  private header(): void {
    const { window, visitor } = this;
    visitor.recordBegin?.(undefined, 0);
    const magic = window.be32("the stream's header");
    if (magic !== MAGIC)
      throw window.error('MAGIC_INVALID', 'this is not a QEVM stream', { offset: 0, have: `0x${magic.toString(16)}`, want: '0x5145564d' });
    const version = window.be32("the stream's header");
    if (version !== FORMAT_VERSION) {
      throw window.error('FORMAT_VERSION_REFUSED', `format version ${version} is not known`, {
        offset: 4,
        have: String(version),
        want: String(FORMAT_VERSION),
      });
    }
    visitor.header?.(version);
  }

  private record(type: number, offset: number, first: boolean): void {
    const { window, visitor } = this;
    switch (type) {
      case RECORD_CONFIGURATION:
        if (!first) throw window.error('ORDER_WRONG', 'the configuration is not the first record', { offset });
        this.configuration = readConfiguration(window);
        visitor.configuration?.(this.configuration);
        return;
      case RECORD_SECTION_START:
        this.start(offset);
        return;
      case RECORD_SECTION_PART:
      case RECORD_SECTION_END:
        this.part(type === RECORD_SECTION_END, offset);
        return;
      case RECORD_SECTION_FULL: {
        const header = readSectionHeader(window);
        visitor.section(header, window);
        this.footer(header.id, header.name);
        return;
      }
      case RECORD_COMMAND: {
        const command = window.be16('a command');
        const length = window.be16('a command');
        if (command === COMMAND_PACKAGED)
          throw window.error('STREAM_FEATURE_UNKNOWN', 'a packaged stream is not known', { offset, have: String(command) });
        window.need(length, 'a command');
        const bytes = window.u8.slice(window.pos, window.pos + length);
        window.pos += length;
        visitor.command?.({ command, bytes });
        return;
      }
      case RECORD_FOOTER:
        throw window.error('FOOTER_WRONG', 'a footer without a section', { offset });
      case RECORD_DESCRIPTION:
        throw window.error('ORDER_WRONG', 'the description comes before the end of the sections', { offset });
      default:
        throw window.error('RECORD_INVALID', 'no record has this type', { offset, have: `0x${type.toString(16)}` });
    }
  }

  private start(offset: number): void {
    const { window, visitor } = this;
    const header = readSectionHeader(window);
    const details = { offset, section: header.name, have: String(header.version) };
    if (header.name !== RAM_SECTION)
      throw window.error('SECTION_UNKNOWN', `an iterative section that is not known: ${header.name}`, details);
    if (header.version !== RAM_VERSION) {
      throw window.error('SECTION_VERSION_REFUSED', `RAM in version ${header.version} is not known`, {
        ...details,
        want: String(RAM_VERSION),
      });
    }
    if (this.ram !== undefined) throw window.error('SECTION_DUPLICATE', 'the RAM section starts twice', details);
    const { pageSize, blockAddresses } = this.ramSettings();
    this.ram = { id: header.id, reader: new RamReader(visitor, pageSize, blockAddresses), ended: false };
    visitor.ramStart?.(header);
    this.ram.reader.readPart(window);
    this.footer(header.id, header.name);
  }

  private ramSettings(): { pageSize: number; blockAddresses: boolean } {
    const described = this.options.description?.pageSize;
    const settings = this.configuration === undefined ? { blockAddresses: false } : ramSettings(this.configuration);
    const configured = 'pageSize' in settings ? settings.pageSize : undefined;
    if (configured !== undefined && described !== undefined && configured !== described) {
      throw this.window.error('CONFIGURATION_INVALID', 'the configuration and the description have different page sizes', {
        have: String(configured),
        want: String(described),
      });
    }
    return { pageSize: configured ?? described ?? DEFAULT_PAGE_SIZE, blockAddresses: settings.blockAddresses };
  }

  private part(last: boolean, offset: number): void {
    const { window, visitor, ram } = this;
    const id = window.be32('a section');
    if (ram === undefined || ram.id !== id)
      throw window.error('RECORD_INVALID', `a part of section ${id}, which has not started`, { offset, have: String(id) });
    if (ram.ended) throw window.error('ORDER_WRONG', `a part of section ${id}, which has ended`, { offset, have: String(id) });
    ram.ended = last;
    visitor.ramPart?.(id, last);
    ram.reader.readPart(window);
    this.footer(id, RAM_SECTION);
  }

  private footer(id: number, section: string): void {
    this.footers = readFooter(this.window, id, section, this.footers);
    if (this.footers) this.visitor.footer?.(id);
  }

  /** Behind the end of the sections: nothing, or the description up to the end of the stream. */
  private end(): void {
    const { window, visitor } = this;
    if (window.left === 0) return;
    const offset = window.offset;
    if (window.byte('the description') !== RECORD_DESCRIPTION) {
      throw window.error('TRAILING_BYTES', `${window.left + 1} bytes are left behind the end of the sections`, { offset });
    }
    visitor.recordBegin?.(RECORD_DESCRIPTION, offset);
    const length = window.be32('the description');
    visitor.descriptionBegin?.(length);
    const take = visitor.descriptionBytes === undefined ? undefined : visitor.descriptionBytes.bind(visitor);
    window.pass(length, 'the description', take);
    if (window.left > 0) throw window.error('TRAILING_BYTES', `${window.left} bytes are left behind the description`);
  }
}

/** Behind the type byte of SECTION_START and SECTION_FULL. */
export function readSectionHeader(window: Window): SectionHeader {
  const id = window.be32("a section's header");
  const name = window.shortText("a section's name");
  const instance = window.be32("a section's header");
  return { id, name, instance, version: window.be32("a section's header") };
}

/** `expected`: whether a footer must be here, undefined when nothing is known yet. Returns whether there was one. */
export function readFooter(window: Window, id: number, section: string, expected: boolean | undefined): boolean {
  const offset = window.offset;
  const present = window.peek() === RECORD_FOOTER;
  if (expected === false || (expected === undefined && !present)) return false;
  if (!present) {
    if (window.left === 0) throw window.error('TRUNCATED', `the stream ends before the footer of section ${section}`, { offset, section });
    throw window.error('FOOTER_WRONG', `section ${section} is not followed by its footer`, {
      offset,
      section,
      have: `0x${window.byte('').toString(16)}`,
      want: '0x7e',
    });
  }
  window.pos += 1;
  const got = window.be32('a footer');
  if (got !== id) {
    throw window.error('FOOTER_WRONG', `the footer of section ${section} names another section`, {
      offset,
      section,
      have: String(got),
      want: String(id),
    });
  }
  return true;
}
