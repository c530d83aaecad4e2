import { Cursor } from '../../cursor.js';
import { MigspecError } from '../../errors.js';
import type { DescriptionSection, StreamDescription } from './description.js';
import type { SectionHeader } from './records.js';
import type { SectionCodec } from './registry.js';
import type { Window } from './window.js';
import { MAX_TYPED_SECTION } from './wire.js';

/** Descriptions of sections by name and instance; of sections that come twice, each in its turn. */
export class SectionLengths {
  private readonly sections = new Map<string, DescriptionSection[]>();

  constructor(description: StreamDescription | undefined) {
    for (const section of description?.sections ?? []) {
      const key = `${section.instance}/${section.section}`;
      const others = this.sections.get(key);
      if (others === undefined) this.sections.set(key, [section]);
      else others.push(section);
    }
  }

  /** The last one described stands for those that follow undescribed. */
  take(header: SectionHeader): DescriptionSection | undefined {
    const described = this.sections.get(`${header.instance}/${header.name}`);
    if (described === undefined) return undefined;
    return described.length > 1 ? described.shift() : described[0];
  }
}

/**
 * Decodes the payload at the window's position and leaves the window there, so that views in the value stay good until the
 * caller goes on by `length`. With a description both must agree on the length, without one the codec alone decides.
 */
export function decodePayload(
  window: Window,
  header: SectionHeader,
  codec: SectionCodec,
  described: DescriptionSection | undefined,
): { readonly value: unknown; readonly length: number } {
  const section = header.name;
  if (described !== undefined) {
    if (described.size > MAX_TYPED_SECTION)
      throw window.error('LIMIT_EXCEEDED', `section ${section} is too long to decode`, { section, have: String(described.size) });
    window.need(described.size, `section ${section}`);
    const cursor = new Cursor(window.u8.subarray(window.pos, window.pos + described.size));
    cursor.begin(section);
    const value = codec.decode(cursor, true);
    if (cursor.offset !== described.size) {
      throw new MigspecError('TRAILING_BYTES', `section ${section} is longer in the stream's description than its model says`, {
        section,
        offset: cursor.offset,
        have: `${described.size} bytes`,
        want: `${cursor.offset} bytes`,
      });
    }
    return { value, length: cursor.offset };
  }
  for (let length = 1 << 14; ; length *= 4) {
    const here = Math.min(length, window.left, MAX_TYPED_SECTION);
    window.need(here, `section ${section}`);
    const cursor = new Cursor(window.u8.subarray(window.pos, window.pos + here));
    cursor.begin(section);
    try {
      const value = codec.decode(cursor, false);
      // Where the window ends, the next subsection could begin: only more bytes tell.
      if (cursor.offset === here && here === length) continue;
      return { value, length: cursor.offset };
    } catch (error) {
      if (!(error instanceof MigspecError && error.code === 'TRUNCATED') || here < length) throw error;
    }
  }
}

/** Bytes of a section without a codec: only the description knows. SECTION_UNKNOWN without one. */
export function opaqueLength(window: Window, header: SectionHeader, described: DescriptionSection | undefined): number {
  if (described !== undefined) return described.size;
  throw window.error(
    'SECTION_UNKNOWN',
    `section ${header.name} has no model, and the stream does not describe it: its end cannot be found`,
    {
      section: header.name,
    },
  );
}
