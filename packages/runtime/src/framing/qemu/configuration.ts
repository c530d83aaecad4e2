import type { Output } from './output.js';
import type { ConfigurationRecord, ConfigurationSubsection } from './records.js';
import type { Window } from './window.js';
import { MAX_CAPABILITIES, MAX_MACHINE_TYPE, MAX_PAGE_BITS, MIN_PAGE_BITS, RECORD_CONFIGURATION, RECORD_SUBSECTION } from './wire.js';

const PREFIX = 'configuration/';

/** Behind the record's type byte: be32 length, machine type, subsections. */
export function readConfiguration(window: Window): ConfigurationRecord {
  const length = window.be32('the configuration');
  if (length > MAX_MACHINE_TYPE) {
    throw window.error('CONFIGURATION_INVALID', `the machine type's name is longer than ${MAX_MACHINE_TYPE} bytes`, {
      offset: window.offset - 4,
      have: String(length),
    });
  }
  const machineType = window.text(length, 'the machine type');
  const subsections: ConfigurationSubsection[] = [];
  while (window.peek() === RECORD_SUBSECTION) {
    const offset = window.offset;
    window.pos += 1;
    const subsection = readSubsection(window, offset);
    if (subsections.some((other) => other.kind === subsection.kind)) {
      throw window.error('SECTION_DUPLICATE', `${PREFIX}${subsection.kind} came twice`, { offset, section: PREFIX + subsection.kind });
    }
    subsections.push(subsection);
  }
  return { machineType, subsections };
}

function readSubsection(window: Window, offset: number): ConfigurationSubsection {
  const name = window.shortText('a subsection of the configuration');
  const version = window.be32('a subsection of the configuration');
  switch (name) {
    case `${PREFIX}target-page-bits`: {
      const bits = window.be32('the page size');
      if (bits < MIN_PAGE_BITS || bits > MAX_PAGE_BITS) {
        throw window.error('CONFIGURATION_INVALID', `pages have 2^${MIN_PAGE_BITS} to 2^${MAX_PAGE_BITS} bytes`, {
          offset,
          have: String(bits),
        });
      }
      return { kind: 'target-page-bits', version, bits };
    }
    case `${PREFIX}capabilities`: {
      const count = window.be32('the capabilities');
      if (count > MAX_CAPABILITIES) {
        throw window.error('COUNT_TOO_LARGE', `more than ${MAX_CAPABILITIES} capabilities`, { offset, have: String(count) });
      }
      const names: string[] = [];
      for (let i = 0; i < count; i++) names.push(window.shortText('a capability'));
      return { kind: 'capabilities', version, names };
    }
    case `${PREFIX}uuid`: {
      window.need(16, 'the UUID');
      const uuid = window.u8.slice(window.pos, window.pos + 16);
      window.pos += 16;
      return { kind: 'uuid', version, uuid };
    }
    default:
      throw window.error('SECTION_UNKNOWN', `the configuration has a subsection that is not known: ${name}`, { offset, section: name });
  }
}

export function writeConfiguration(output: Output, record: ConfigurationRecord): void {
  output.byte(RECORD_CONFIGURATION);
  output.be32(record.machineType.length);
  output.text(record.machineType);
  for (const subsection of record.subsections) {
    output.byte(RECORD_SUBSECTION);
    output.shortText(PREFIX + subsection.kind);
    output.be32(subsection.version);
    switch (subsection.kind) {
      case 'target-page-bits':
        output.be32(subsection.bits);
        break;
      case 'capabilities':
        output.be32(subsection.names.length);
        for (const name of subsection.names) output.shortText(name);
        break;
      case 'uuid':
        output.bytes(subsection.uuid, 0, 16);
        break;
    }
  }
}

/** What of the configuration decides how RAM is read. */
export function ramSettings(record: ConfigurationRecord): { readonly pageSize?: number; readonly blockAddresses: boolean } {
  let pageSize: number | undefined;
  let blockAddresses = false;
  for (const subsection of record.subsections) {
    if (subsection.kind === 'target-page-bits') pageSize = 2 ** subsection.bits;
    if (subsection.kind === 'capabilities') blockAddresses = subsection.names.includes('x-ignore-shared');
  }
  return pageSize === undefined ? { blockAddresses } : { pageSize, blockAddresses };
}
