/** Header of a section as it travels with SECTION_START and SECTION_FULL. */
export interface SectionHeader {
  /** The saver's counter: ties parts and footers to their start, means nothing else. */
  readonly id: number;
  readonly name: string;
  readonly instance: number;
  readonly version: number;
}

export interface ConfigurationRecord {
  readonly machineType: string;
  readonly subsections: readonly ConfigurationSubsection[];
}

export type ConfigurationSubsection =
  | { readonly kind: 'target-page-bits'; readonly version: number; readonly bits: number }
  | { readonly kind: 'capabilities'; readonly version: number; readonly names: readonly string[] }
  /** 16 bytes. */
  | { readonly kind: 'uuid'; readonly version: number; readonly uuid: Uint8Array };

export interface RamBlock {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Guest address, sent with the capability `x-ignore-shared`. */
  readonly address?: bigint;
}

export interface CommandRecord {
  readonly command: number;
  readonly bytes: Uint8Array;
}
