/** The vectors of one section while they are made: each is tried with the generated codec before it is kept. */

import type { Configuration, DeviceState, Facts } from '@migspec/runtime';
import { type Change, type Circumstances, packHex, type Values, type VectorFile } from '@migspec/vectors';
import { sameJson } from '../testee/compare.js';
import type { SectionReference } from '../testee/reference.js';
import { jsonOf, variablesOf } from '../testee/values.js';
import { type Reads, readsOf } from './reads.js';

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
  readonly #variables: readonly string[];
  readonly #success: Success[] = [];

  constructor(reference: SectionReference) {
    this.reference = reference;
    this.reads = readsOf(reference.documentModel, reference.documentSection);
    this.#variables = variablesOf(reference.documentSection).map(({ name }) => name);
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
    const circumstances = this.circumstances(at, state);
    const encoded = this.reference.encode(circumstances, picked(state, new Set(this.#variables)));
    if (encoded.kind !== 'hex') return undefined;
    return this.bytes(name, circumstances, encoded.hex);
  }

  /** Keeps bytes that can be read; they are written the same, or the vector says that they are not. */
  bytes(name: string, circumstances: Circumstances, hex: string): Success | undefined {
    const decoded = this.reference.decode(circumstances, hex);
    if (decoded.kind !== 'value') return undefined;
    const value = decoded.value as Values;
    const known = this.#success.find((one) => one.hex === hex && sameCircumstances(one, circumstances));
    if (known !== undefined) return undefined;
    const again = this.reference.encode(circumstances, value);
    const success = { ...circumstances, name, hex, value, decodeOnly: again.kind !== 'hex' || again.hex !== hex };
    this.#success.push(success);
    return success;
  }

  file(): Omit<VectorFile, 'decodeFailure' | 'encodeFailure'> {
    const { section, type, model } = this.reference;
    return {
      format: 1,
      model,
      section: section.id,
      framing: type.descriptor.framing,
      version: section.version,
      minimum: section.minimum,
      success: this.#success.map(({ name, hex, value, decodeOnly, ...circumstances }) => ({
        name,
        ...circumstances,
        value,
        hex: packHex(hex),
        ...(decodeOnly ? { decodeOnly } : {}),
      })),
    };
  }
}

export type { Change };

function picked(values: { readonly [name: string]: unknown }, names: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.keys(values).flatMap((name) => (names.has(name) ? [[name, jsonOf(values[name])]] : [])));
}

function sameCircumstances(left: Circumstances, right: Circumstances): boolean {
  return (
    (['params', 'machine', 'host', 'state'] as const).every((key) => sameJson(left[key], right[key])) && left.version === right.version
  );
}
