import type { ErrorDetails, RuntimeCode } from '../../../errors.js';
import type { PlainValue } from '../plain.js';
import type { RamBlock, SectionHeader } from '../records.js';

/** A record as inspection found it. Offsets and lengths in bytes, of the stream. */
export type InspectedRecord =
  | (Place & { readonly record: 'HEADER'; readonly version: number })
  | (Place & {
      readonly record: 'CONFIGURATION';
      readonly machineType: string;
      readonly subsections: readonly { readonly name: string; readonly version: number; readonly value: string; readonly length: number }[];
    })
  | InspectedRam
  | InspectedSection
  | (Place & { readonly record: 'SECTION_FOOTER'; readonly id: number })
  | (Place & { readonly record: 'COMMAND'; readonly command: number; readonly bytes: Uint8Array })
  | (Place & { readonly record: 'EOF' })
  | (Place & { readonly record: 'VMDESCRIPTION'; readonly text: number });

export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** One part of RAM: its pages are counted, not kept. */
export interface InspectedRam extends Place {
  readonly record: 'SECTION_START' | 'SECTION_PART' | 'SECTION_END';
  readonly id: number;
  /** Only of the start. */
  readonly header?: SectionHeader;
  readonly blocks?: readonly RamBlock[];
  readonly zeroPages: number;
  readonly pages: number;
}

export interface InspectedSection extends Place {
  readonly record: 'SECTION_FULL';
  readonly header: SectionHeader;
  readonly payload: Place;
  /** Of the payload, bytes that a model accounts for. */
  readonly typedBytes: number;
  readonly model?: string;
  /** Good only while the record is handed over. */
  readonly fields: readonly InspectedField[];
  readonly variables: readonly InspectedVariable[];
  /** Why the model could not read it. */
  readonly problem?: { readonly code: RuntimeCode; readonly message: string; readonly details: ErrorDetails };
}

/** A run of bytes of a section. */
export interface InspectedField extends Place {
  readonly path: string;
  readonly type: string;
  /** Elements of an array, else absent. */
  readonly count?: number;
  /** Absent when the type does not say it; of arrays one for each element. */
  readonly value?: PlainValue | readonly PlainValue[];
  readonly bytes: Uint8Array;
}

/** A variable that a model's codec decoded. */
export interface InspectedVariable {
  readonly path: string;
  readonly value: PlainValue | Uint8Array | readonly PlainValue[];
}
