/** Numbers of the stream format; every integer of the framing is big-endian. Source: docs/reference/qemu-framing.md. */

/** `QEVM` */
export const MAGIC = 0x5145564d;
export const FORMAT_VERSION = 3;

export const RECORD_EOF = 0x00;
export const RECORD_SECTION_START = 0x01;
export const RECORD_SECTION_PART = 0x02;
export const RECORD_SECTION_END = 0x03;
export const RECORD_SECTION_FULL = 0x04;
/** Only inside a section or the configuration. */
export const RECORD_SUBSECTION = 0x05;
export const RECORD_DESCRIPTION = 0x06;
export const RECORD_CONFIGURATION = 0x07;
export const RECORD_COMMAND = 0x08;
export const RECORD_FOOTER = 0x7e;

/** The one iterative section whose payload this reader knows. */
export const RAM_SECTION = 'ram';
export const RAM_VERSION = 4;

/** Low bits of a RAM word; the bits above them are an address or, with `RAM_MEM_SIZE`, a size. */
export const RAM_ZERO = 0x02;
export const RAM_MEM_SIZE = 0x04;
export const RAM_PAGE = 0x08;
export const RAM_EOS = 0x10;
export const RAM_CONTINUE = 0x20;

/** A command that carries a whole stream behind its record. */
export const COMMAND_PACKAGED = 8;

export const DEFAULT_PAGE_SIZE = 4096;
/** Pages of 1 KiB to 64 KiB. */
export const MIN_PAGE_BITS = 10;
export const MAX_PAGE_BITS = 16;

/** Limits of this reader where the format itself has none. */
export const MAX_MACHINE_TYPE = 1024;
export const MAX_CAPABILITIES = 256;
export const MAX_RAM_BLOCKS = 65_536;
export const MAX_DESCRIPTION = 16 << 20;
export const MAX_TYPED_SECTION = 64 << 20;
/** Addresses and sizes from here on are not exact as a `number`. */
export const MAX_RAM_HIGH_WORD = 0x10_0000;
