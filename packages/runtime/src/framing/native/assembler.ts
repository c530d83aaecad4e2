/** Takes records one by one in stream order and holds the rules between them. */

import { crc32c } from '../../crc32c.js';
import type { SavedSection } from '../../device.js';
import { MigspecError } from '../../errors.js';
import { placeOf, readConfiguration } from './configuration-record.js';
import { checksumBytes, limitOfModel, recordKinds, recordName } from './format.js';
import type { NativeHeader } from './header.js';
import { readMachine } from './machine-record.js';
import { PayloadReader } from './payload-reader.js';
import type { NativeRecord } from './record.js';
import { readSection, sectionKey } from './section-record.js';
import type { NativeConfiguration, NativeLimits, NativeMachine, NativeReport, NativeStream } from './types.js';

type Phase = 'start' | 'configuration' | 'state' | 'end';

interface OpenDevice {
  readonly configuration: NativeConfiguration;
  readonly sections: SavedSection[];
  readonly keys: Set<string>;
  bytes: number;
}

export class Assembler {
  readonly #bytes: Uint8Array;
  readonly #header: NativeHeader;
  readonly #limits: NativeLimits;
  readonly #devices: OpenDevice[] = [];
  readonly #places = new Set<string>();
  readonly #skipped: { kind: number; offset: number; length: number }[] = [];
  #machine: NativeMachine = { facts: [] };
  #device = 0;
  #records = 0;
  #end: number;
  /** Over the checksums of the header and of the records so far. */
  #seal: number;
  phase: Phase = 'start';

  constructor(bytes: Uint8Array, header: NativeHeader, limits: NativeLimits) {
    this.#bytes = bytes;
    this.#header = header;
    this.#limits = limits;
    this.#end = header.length;
    this.#seal = crc32c(bytes, 0, header.length - checksumBytes, header.length);
  }

  take(record: NativeRecord): void {
    if (recordName(record.kind) === undefined) {
      this.#skipped.push({ kind: record.kind, offset: record.offset, length: record.stop - record.start });
    } else {
      this.#order(record);
      this.#content(record);
    }
    this.#records++;
    this.#end = record.end;
    this.#seal = crc32c(this.#bytes, this.#seal, record.stop, record.end);
  }

  #order(record: NativeRecord): void {
    const allowed: Readonly<Record<Phase, readonly number[]>> = {
      start: [recordKinds.MACHINE],
      configuration: [recordKinds.CONFIGURATION, recordKinds.CONFIGURATION_END],
      state: [recordKinds.SECTION, recordKinds.END],
      end: [],
    };
    if (!allowed[this.phase].includes(record.kind)) {
      throw new MigspecError('ORDER_WRONG', `a record of kind ${recordName(record.kind)} cannot come here`, { offset: record.offset });
    }
  }

  #content(record: NativeRecord): void {
    const code = record.kind === recordKinds.CONFIGURATION ? 'CONFIGURATION_INVALID' : 'RECORD_INVALID';
    const reader = new PayloadReader(this.#bytes, record.start, record.stop, code);
    if (record.kind === recordKinds.MACHINE) {
      this.#machine = readMachine(reader, this.#limits);
      this.phase = 'configuration';
    } else if (record.kind === recordKinds.CONFIGURATION) {
      this.#configuration(reader);
    } else if (record.kind === recordKinds.CONFIGURATION_END) {
      this.#count(reader, this.#devices.length, 'devices');
      reader.done();
      this.phase = 'state';
    } else if (record.kind === recordKinds.SECTION) {
      this.#section(reader, record);
    } else {
      this.#finish(reader);
      this.phase = 'end';
    }
  }

  #configuration(reader: PayloadReader): void {
    const offset = reader.offset;
    const index = reader.u16();
    if (index !== this.#devices.length) {
      throw new MigspecError('ORDER_WRONG', 'devices are not numbered in order', {
        offset,
        have: String(index),
        want: String(this.#devices.length),
      });
    }
    if (index >= this.#limits.devices) {
      throw new MigspecError('LIMIT_EXCEEDED', 'the stream has too many devices', {
        offset,
        have: String(index + 1),
        want: String(this.#limits.devices),
      });
    }
    const configuration = readConfiguration(reader, this.#limits);
    const place = placeOf(configuration);
    if (this.#places.has(place)) throw reader.invalid('two devices have the same model, path and instance', offset);
    this.#places.add(place);
    this.#devices.push({ configuration, sections: [], keys: new Set(), bytes: 0 });
  }

  #section(reader: PayloadReader, record: NativeRecord): void {
    const offset = reader.offset;
    const index = reader.u16();
    const device = this.#devices[index];
    if (device === undefined) throw reader.invalid(`there is no device ${index}`, offset);
    if (index < this.#device) {
      throw new MigspecError('ORDER_WRONG', 'the sections are not in the order of the devices', {
        offset,
        have: String(index),
        want: String(this.#device),
      });
    }
    this.#device = index;
    const model = device.configuration.model;
    const section = readSection(reader, record.optional);
    const details = { model, section: section.name, offset };
    const key = sectionKey(section);
    if (device.keys.has(key))
      throw new MigspecError('SECTION_DUPLICATE', `section ${section.name} ${section.instance} came twice`, details);
    device.keys.add(key);
    device.bytes += record.stop - record.start;
    const limit = limitOfModel(this.#limits, model);
    if (device.bytes > limit) {
      throw new MigspecError('LIMIT_EXCEEDED', 'the sections of a device are too long', {
        ...details,
        have: String(device.bytes),
        want: String(limit),
      });
    }
    device.sections.push(section);
  }

  #finish(reader: PayloadReader): void {
    this.#count(reader, this.#records, 'records');
    const offset = reader.offset;
    const seal = reader.u32();
    reader.done();
    if (seal !== this.#seal) throw new MigspecError('CHECKSUM_WRONG', 'the checksum over the checksums does not match', { offset });
  }

  #count(reader: PayloadReader, want: number, what: string): void {
    const offset = reader.offset;
    const have = reader.u32();
    if (have !== want)
      throw new MigspecError('RECORD_INVALID', `the number of ${what} is wrong`, { offset, have: String(have), want: String(want) });
  }

  result(): NativeStream & { readonly report: NativeReport } {
    return {
      features: this.#header.features,
      machine: this.#machine,
      devices: this.#devices.map(({ configuration, sections }) => ({ configuration, sections })),
      report: {
        format: `${this.#header.major}.${this.#header.minor}`,
        unknownFeatures: this.#header.unknownFeatures,
        skippedRecords: this.#skipped,
        records: this.#records,
        end: this.#end,
      },
    };
  }

  get end(): number {
    return this.#end;
  }

  get records(): number {
    return this.#records;
  }
}
