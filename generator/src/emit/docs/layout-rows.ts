/**
 * A section as rows: every field with its offset and its size, structs opened in place. Offsets are plain numbers as far
 * as they are the same in every stream; behind a part of varying size a new letter stands for where that part ended.
 * Inside elements and subsections they count from where each begins (`+0`).
 */
import type { ArrayCount, FieldType } from '../../ir/layout.js';
import type { SnapshotField, SnapshotIR, SnapshotLayout, SnapshotSection, SnapshotStruct, SnapshotSubsection } from '../../ir/snapshot.js';
import { Sizes } from '../../plan/sizes.js';
import { boundsText, typeText } from '../fields.js';

export type LayoutRow =
  | {
      readonly kind: 'field';
      readonly depth: number;
      readonly offset: string;
      /** A number, or what it is computed from. */
      readonly size: string;
      readonly name: string;
      readonly type: string;
      readonly doc: string;
      /** Path of the variable, where it lies at the same place in every payload. */
      readonly fixed?: { readonly path: string; readonly at: number; readonly bytes: number };
    }
  /** What holds for the rows below it that are deeper. */
  | { readonly kind: 'note'; readonly depth: number; readonly lines: readonly string[] };

export function sectionRows(snapshot: SnapshotIR, section: SnapshotSection): readonly LayoutRow[] {
  const walk = new Walk(snapshot);
  walk.layout(section, { depth: 0, path: '' }, true);
  return walk.rows;
}

interface Place {
  readonly depth: number;
  /** Dotted, with a dot at the end, or empty. */
  readonly path: string;
  /** Below a condition. */
  readonly maybe?: boolean;
}

/** Where the next field begins: so many bytes behind a mark. The section's start has no letter, elements have none either. */
interface Position {
  mark: string;
  readonly at: number;
}

const start = '';
const relative = '+';
/** Gets its letter when something is there. */
const unnamed = '?';

class Walk {
  readonly rows: LayoutRow[] = [];
  readonly #snapshot: SnapshotIR;
  readonly #sizes: Sizes;
  #position: Position = { mark: start, at: 0 };
  #marks = 0;

  constructor(snapshot: SnapshotIR) {
    this.#snapshot = snapshot;
    this.#sizes = new Sizes(snapshot.structs, snapshot.framing);
  }

  layout(layout: SnapshotLayout, place: Place, hasSubsections: boolean): void {
    this.#fields(layout.fields, place);
    if (!hasSubsections) return;
    const native = this.#snapshot.framing === 'native';
    if (native) this.#row(place, { size: '1', name: '(subsections)', type: 'u8, how many follow', doc: '' });
    if (native) this.#skip(1);
    for (const subsection of layout.subsections) this.#subsection(subsection, place);
    if (native || layout.subsections.length > 0) this.#newMark();
  }

  #fields(fields: readonly SnapshotField[], place: Place): void {
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index];
      if (field === undefined) continue;
      if (field.when === undefined) {
        this.#field(field, place);
        continue;
      }
      const when = field.when.text;
      let end = index;
      while (fields[end]?.when?.text === when) end++;
      this.#note(place, `only when ${when}`);
      for (const each of fields.slice(index, end)) this.#field(each, { ...deeper(place), maybe: true });
      this.#newMark();
      index = end - 1;
    }
  }

  #field(field: SnapshotField, place: Place): void {
    const { type } = field;
    const size = this.#sizes.ofType(type);
    const inner = deeper(place, `${field.name}.`);
    if (type.kind === 'struct') {
      const struct = this.#struct(type.struct);
      this.#head(field, place, size === undefined ? '' : String(size), struct?.origin ?? type.struct);
      this.#inside(struct, inner);
    } else if (type.kind === 'array' && type.element.kind === 'struct') {
      this.#structs(field, type.element.struct, type.count, place);
    } else if (size !== undefined) {
      this.#head(field, place, String(size), shortType(type), size);
      this.#skip(size);
    } else {
      this.#head(field, place, this.#varyingSize(type), shortType(type));
      this.#newMark();
    }
  }

  /** Elements that are structs: the inside is shown once. */
  #structs(field: SnapshotField, id: string, count: ArrayCount, place: Place): void {
    const struct = this.#struct(id);
    const width = this.#sizes.ofStruct(id);
    const name = struct?.origin ?? id;
    const total = count.kind === 'fixed' && width !== undefined ? width * count.value : undefined;
    const times = count.kind === 'fixed' ? String(count.value) : 'n';
    const size = total === undefined ? (count.kind === 'marked' || width === undefined ? '' : `${times}×${width}`) : String(total);
    this.#head(field, place, size, `${times} × ${name}${countText(count)}`);
    const before = this.#position;
    if (count.kind === 'marked') this.#note(deeper(place), `${byte(count.more)} before each, ${byte(count.end)} behind the last`);
    this.#position = { mark: relative, at: 0 };
    this.#inside(struct, deeper(place, `${field.name}.`));
    this.#position = before;
    if (total === undefined) this.#newMark();
    else this.#skip(total);
  }

  #inside(struct: SnapshotStruct | undefined, place: Place): void {
    if (struct === undefined) return;
    const versioned = this.#snapshot.framing === 'native' && struct.version !== undefined;
    if (versioned) {
      this.#row(place, { size: '4', name: '(version)', type: `u32, ${struct.version}`, doc: '' });
      this.#skip(4);
    }
    this.layout(struct, place, versioned || struct.subsections.length > 0);
  }

  #subsection(subsection: SnapshotSubsection, place: Place): void {
    const { name, version, minimum, optional, needed, doc } = subsection;
    const read = minimum === version ? '' : ` (${minimum} to ${version} are read)`;
    const loss = optional === false ? '' : `, optional${optional.text === 'true' ? '' : ` when ${optional.text}`}`;
    this.#note(
      place,
      `subsection ${name}, version ${version}${read}${loss}, ${this.#headerSize(name)} bytes of header`,
      `sent when ${needed.text}`,
      ...(doc === undefined ? [] : [oneLine(doc)]),
    );
    const before = this.#position;
    this.#position = { mark: relative, at: 0 };
    this.layout(subsection, deeper(place), this.#snapshot.framing === 'native' || subsection.subsections.length > 0);
    this.#position = before;
  }

  #headerSize(name: string): number {
    return Buffer.byteLength(name) + (this.#snapshot.framing === 'native' ? 10 : 6);
  }

  #varyingSize(type: FieldType): string {
    if (type.kind === 'string') return `${type.lengthBits / 8}+n`;
    if (type.kind === 'bytes') return 'n';
    const width = type.kind === 'array' ? this.#sizes.ofType(type.element) : undefined;
    return width === undefined ? '' : `n×${width}`;
  }

  #head(field: SnapshotField, place: Place, size: string, type: string, bytes?: number): void {
    const facts = [
      type,
      ...(field.unit === undefined ? [] : [field.unit]),
      ...boundsText(field),
      ...(field.filler === undefined ? [] : [`written as ${field.filler.text}, ignored when read`]),
    ];
    const name = field.name === '' ? '(padding)' : field.name;
    const { mark, at } = this.#position;
    const variable = field.name !== '' && field.filler === undefined && field.type.kind !== 'padding';
    const fixed =
      bytes !== undefined && mark === start && variable && place.maybe !== true
        ? { path: `${place.path}${field.name}`, at, bytes }
        : undefined;
    this.#row(place, { size, name, type: facts.join(', '), doc: oneLine(field.doc ?? ''), ...(fixed === undefined ? {} : { fixed }) });
  }

  #row(place: Place, row: Omit<LayoutRow & { readonly kind: 'field' }, 'kind' | 'depth' | 'offset'>): void {
    if (this.#position.mark === unnamed) this.#position.mark = letters(this.#marks++);
    this.rows.push({ kind: 'field', depth: place.depth, offset: offsetText(this.#position), ...row });
  }

  #note(place: Place, ...lines: readonly string[]): void {
    this.rows.push({ kind: 'note', depth: place.depth, lines });
  }

  #skip(bytes: number): void {
    this.#position = { mark: this.#position.mark, at: this.#position.at + bytes };
  }

  /** What comes now begins where something of varying size ended. */
  #newMark(): void {
    this.#position = { mark: unnamed, at: 0 };
  }

  #struct(id: string): SnapshotStruct | undefined {
    return this.#snapshot.structs.find((struct) => struct.id === id);
  }
}

function deeper(place: Place, path = place.path): Place {
  return { ...place, depth: place.depth + 1, path: path === place.path ? path : `${place.path}${path}` };
}

function offsetText({ mark, at }: Position): string {
  if (mark === start) return String(at);
  if (mark === relative) return `+${at}`;
  return at === 0 ? mark : `${mark}+${at}`;
}

/** a, b, … z, aa, ab, … */
function letters(index: number): string {
  const last = String.fromCharCode('a'.charCodeAt(0) + (index % 26));
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`;
}

function countText(count: ArrayCount): string {
  if (count.kind === 'fixed') return '';
  return `, ${count.kind === 'counted' ? `n = ${count.by.text}, ` : ''}at most ${count.capacity}`;
}

function shortType(type: FieldType): string {
  if (type.kind === 'padding') return type.read === 'zero' ? 'zero' : 'ignored';
  if (type.kind === 'bytes' && type.length.kind === 'counted') return `bytes${countText(type.length)}${type.opaque ? ', opaque' : ''}`;
  if (type.kind === 'array' && type.count.kind === 'counted') return `n × ${plainText(type.element)}${countText(type.count)}`;
  return plainText(type);
}

/** A single byte has no order. */
function plainText(type: FieldType): string {
  return typeText(type).replace(/\b([iu]8) little-endian/g, '$1');
}

function byte(value: number): string {
  return `a byte ${value}`;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
