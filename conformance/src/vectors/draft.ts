/** The vectors of one section while they are made: each is tried with the generated codec before it is kept. */

import type { Configuration, DeviceState, Facts } from '@migspec/runtime';
import { type Circumstances, packHex, type SuccessVector, type Values, type VectorFile } from '@migspec/vectors';
import { sameJson } from '../testee/compare.js';
import type { SectionReference } from '../testee/reference.js';
import { jsonOf, variablesOf } from '../testee/values.js';
import { changesBetween } from './changes.js';
import { mapSection } from './map.js';
import { placeName } from './place-name.js';
import { type Reads, readsOf } from './reads.js';

/** Characters that a vector may have more than the first one, which is always kept. */
const longest = 24_000;

/** A device's own circumstances: all its params and facts. */
export interface DeviceAt {
  readonly params: Configuration;
  readonly machine: Facts;
  readonly host: Facts;
}

/** A success vector with everything that its file may leave out. */
export interface Success extends Circumstances {
  readonly name: string;
  readonly hex: string;
  readonly value: Values;
  readonly decodeOnly: boolean;
}

export class Draft {
  readonly reference: SectionReference;
  readonly reads: Reads;
  readonly #variables: ReadonlySet<string>;
  readonly #success: Success[] = [];
  readonly #bases: Success[] = [];
  readonly #seen = new Set<string>();
  #always: ReadonlySet<string> | undefined;
  #compared: { readonly base: Success; readonly shape: string } | undefined;
  #firstLength = 0;

  constructor(reference: SectionReference) {
    this.reference = reference;
    this.reads = readsOf(reference.documentModel, reference.documentSection);
    this.#variables = new Set(variablesOf(reference.documentSection).map(({ name }) => name));
  }

  get success(): readonly Success[] {
    return this.#success;
  }

  /** Of everything, what the codec of the section looks at. */
  circumstances({ params, machine, host }: DeviceAt, state: DeviceState): Circumstances {
    const { reads, reference } = this;
    const others = picked(state, reads.state);
    return {
      version: reference.section.version,
      params: picked(params, reads.params),
      machine: picked(machine, reads.machine),
      host: picked(host, reads.host),
      ...(reads.state.size === 0 ? {} : { state: others }),
    };
  }

  /** Keeps the state as a vector, if it can be written and read again. Variables that do not travel have their absent value then. */
  state(name: string, at: DeviceAt, state: DeviceState): Success | undefined {
    const [circumstances, hex] = this.#written(at, state);
    return hex === undefined ? undefined : this.bytes(name, circumstances, hex);
  }

  /** As `state`, if something travels that no vector has yet, or something does not that all have. */
  stateWithNews(name: string, at: DeviceAt, state: DeviceState): Success | undefined {
    const [circumstances, hex] = this.#written(at, state);
    const names = hex === undefined ? undefined : this.#namesIn(circumstances, hex);
    return hex === undefined || names === undefined || !this.#news(names) ? undefined : this.bytes(name, circumstances, hex);
  }

  /** Keeps bytes that can be read; they are written the same, or the vector says that they are not. */
  bytes(name: string, circumstances: Circumstances, hex: string): Success | undefined {
    const decoded = this.reference.decode(circumstances, hex);
    if (decoded.kind !== 'value') return undefined;
    const value = decoded.value as Values;
    const known = this.#success.find((one) => one.hex === hex && sameCircumstances(one, circumstances));
    if (known !== undefined) return undefined;
    const first = this.#success.length === 0;
    if (!first && packHex(hex).length + JSON.stringify(value).length > longest + this.#firstLength) return undefined;
    const again = circumstances.version === this.reference.section.version ? this.reference.encode(circumstances, value) : undefined;
    const success = { ...circumstances, name, hex, value, decodeOnly: again?.kind !== 'hex' || again.hex !== hex };
    if (first) this.#firstLength = packHex(hex).length + JSON.stringify(value).length;
    this.#success.push(success);
    const names = this.#namesIn(circumstances, hex);
    if (names !== undefined && !success.decodeOnly && this.#news(names)) {
      this.#bases.push(success);
      for (const name of names) this.#seen.add(name);
      this.#always = new Set([...names].filter((name) => this.#always?.has(name) ?? true));
    }
    return success;
  }

  /** Whether the bytes are read in those circumstances, as the same things in the same order. */
  keepsShape(base: Success, hex: string): boolean {
    const names = this.#namesIn(base, hex);
    if (this.#compared?.base !== base) this.#compared = { base, shape: [...(this.#namesIn(base, base.hex) ?? [])].join(' ') };
    return names !== undefined && this.#compared.shape === [...names].join(' ');
  }

  /** Vectors that together have everything that any has, and of everything that does not always come one without. */
  bases(): readonly Success[] {
    return [...this.#bases];
  }

  /** What names of the section's subsections begin with. */
  get prefix(): string {
    const pieces = this.reference.documentSection.name.filter((piece) => typeof piece === 'string');
    return (pieces.at(-1) ?? '').replace(/^\//, '');
  }

  circumstancesOf({ version, params, machine, host, state }: Success): Circumstances {
    return { version, params, machine, host, ...(state === undefined ? {} : { state }) };
  }

  #written(at: DeviceAt, state: DeviceState): readonly [Circumstances, string | undefined] {
    const circumstances = this.circumstances(at, state);
    const encoded = this.reference.encode(circumstances, picked(state, this.#variables));
    return [circumstances, encoded.kind === 'hex' ? encoded.hex : undefined];
  }

  #news(names: ReadonlySet<string>): boolean {
    if (this.#always === undefined) return true;
    return [...names].some((name) => !this.#seen.has(name)) || [...this.#always].some((name) => !names.has(name));
  }

  /** What comes, in the order in which it comes first. */
  #namesIn(circumstances: Circumstances, hex: string): ReadonlySet<string> | undefined {
    const places = mapSection(this.reference, circumstances, hex)?.places;
    return places === undefined ? undefined : new Set(places.map(placeName));
  }

  /** The first vector stands alone; the others say what differs from it. */
  file(): Omit<VectorFile, 'decodeFailure' | 'encodeFailure'> {
    const { section, type, model } = this.reference;
    const [first] = this.#success;
    return {
      format: 1,
      model,
      section: section.id,
      framing: type.descriptor.framing,
      version: section.version,
      minimum: section.minimum,
      success: this.#success.map((vector) => (vector === first || first === undefined ? whole(vector) : differing(vector, first))),
    };
  }
}

function whole({ name, hex, value, decodeOnly, ...circumstances }: Success): SuccessVector {
  return { name, ...circumstances, value, hex: packHex(hex), ...(decodeOnly ? { decodeOnly } : {}) };
}

function differing(vector: Success, from: Success): SuccessVector {
  const same = (['version', 'params', 'machine', 'host', 'state'] as const).filter((key) => sameJson(vector[key], from[key]));
  const { name, value, ...rest } = whole(vector);
  const said = Object.fromEntries(Object.entries(rest).filter(([key]) => !(same as string[]).includes(key)));
  return { name, from: from.name, ...said, set: changesBetween(from.value, value ?? {}), hex: packHex(vector.hex) };
}

function picked(values: { readonly [name: string]: unknown }, names: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.keys(values).flatMap((name) => (names.has(name) ? [[name, jsonOf(values[name])]] : [])));
}

function sameCircumstances(left: Circumstances, right: Circumstances): boolean {
  return (
    (['params', 'machine', 'host', 'state'] as const).every((key) => sameJson(left[key], right[key])) && left.version === right.version
  );
}
