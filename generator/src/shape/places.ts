import type { Span } from '../text/source.js';

interface Place {
  readonly whole: Span;
  readonly keys: Map<string | number, { readonly key: Span; readonly value: Span; readonly quoted: boolean; readonly written: string }>;
  readonly dropped: Set<string>;
}

/**
 * Where each value of the shaped data stands in its file. The data are plain objects and arrays (maps lose the order of
 * keys like "3", so the order of the file is kept here, too).
 */
export class Places {
  readonly #places: WeakMap<object, Place>;
  readonly #lost = new Set<string>();

  /** With `known`, places of data that are there already stay known. */
  constructor(known?: Places) {
    this.#places = known === undefined ? new WeakMap() : known.#places;
  }

  /** Registers a map or list. */
  container(data: object, whole: Span): void {
    this.#places.set(data, { whole, keys: new Map(), dropped: new Set() });
  }

  child(data: object, key: string | number, place: { key: Span; value: Span; quoted: boolean; written: string }): void {
    this.#places.get(data)?.keys.set(key, place);
  }

  /** A key whose value had a wrong shape: it is reported, and must not be reported again as missing or unknown. */
  drop(data: object, key: string): void {
    this.#places.get(data)?.dropped.add(key);
    this.#lost.add(key.replaceAll('-', '_'));
  }

  /** Whether something of this name was left out anywhere; an unknown name may then be an echo of that finding. */
  lost(name: string): boolean {
    return this.#lost.has(name.replaceAll('-', '_'));
  }

  dropped(data: object, key: string): boolean {
    return this.#places.get(data)?.dropped.has(key) ?? false;
  }

  anyDropped(data: object): boolean {
    return (this.#places.get(data)?.dropped.size ?? 0) > 0;
  }

  whole(data: object): Span {
    return this.#places.get(data)?.whole ?? nowhere;
  }

  /** The place of a key; of the whole map when the key is not there. */
  key(data: object, key: string | number): Span {
    const place = this.#places.get(data);
    return place?.keys.get(key)?.key ?? place?.whole ?? nowhere;
  }

  value(data: object, key: string | number): Span {
    const place = this.#places.get(data);
    return place?.keys.get(key)?.value ?? place?.whole ?? nowhere;
  }

  quoted(data: object, key: string | number): boolean {
    return this.#places.get(data)?.keys.get(key)?.quoted ?? false;
  }

  /** The scalar as written, without quotes. */
  written(data: object, key: string | number): string {
    return this.#places.get(data)?.keys.get(key)?.written ?? '';
  }

  /** Keys and values of a map in the order of the file. */
  entries<T>(data: { readonly [key: string]: T } | undefined): readonly (readonly [string, T])[] {
    if (data === undefined) return [];
    const place = this.#places.get(data);
    if (place === undefined) return Object.entries(data);
    const entries: (readonly [string, T])[] = [];
    for (const key of place.keys.keys()) {
      const value = data[key];
      if (value !== undefined) entries.push([String(key), value]);
    }
    return entries;
  }
}

const nowhere: Span = { file: '', start: 0, end: 0 };
