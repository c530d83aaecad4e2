/** A snapshot made in a test: its codec and its descriptions, side by side. */
import { type IndexParam, paramsFor } from '../../../../conformance/test/ksy/index-of.js';
import { differences, type Found, Reader } from '../../../../conformance/test/ksy/kaitai.js';
import {
  Cursor,
  type Device,
  type DeviceState,
  MigspecError,
  type Placement,
  type SectionDescriptor,
} from '../../../../packages/runtime/src/index.js';
import { emitKsy } from '../../../src/emit/ksy/emit.js';
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import type { ImplementationIR } from '../../../src/ir/spec.js';
import { EmittedPackage, emit, specOf } from '../ts/harness.js';

type Facts = ImplementationIR['machineFacts'];

export function emitted(snapshot: SnapshotIR, machineFacts: Facts = []): ReadonlyMap<string, string> {
  const files = emitKsy({ spec: specOf([snapshot], machineFacts), snapshots: [snapshot], packageName: 'test-ksy' });
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** The texts of the descriptions, by section. */
export function descriptions(
  snapshot: SnapshotIR,
  machineFacts: Facts = [],
): ReadonlyMap<string, { readonly text: string; readonly params: readonly IndexParam[] }> {
  const files = emitted(snapshot, machineFacts);
  const index = JSON.parse(files.get('index.json') ?? '');
  const sections: Record<string, { description?: string; notDescribed?: string }> = index.builds[snapshot.buildId][snapshot.model];
  return new Map(
    Object.entries(sections).map(([section, { description, notDescribed }]) => {
      if (description === undefined) throw new Error(`${section}: ${notDescribed}`);
      const { ksy, params } = index.descriptions[description];
      return [section, { text: files.get(ksy) ?? '', params }];
    }),
  );
}

const packages = new WeakMap<SnapshotIR, EmittedPackage>();

/** Emitted once. */
function codecs(snapshot: SnapshotIR, machineFacts: Facts): EmittedPackage {
  const known = packages.get(snapshot) ?? new EmittedPackage(emit([snapshot], machineFacts));
  packages.set(snapshot, known);
  return known;
}

/** One section of a device through both. */
export class Both {
  readonly device: Device;
  readonly section: SectionDescriptor;
  readonly reader: Reader;
  readonly #params: readonly IndexParam[];

  private constructor(made: Device, section: SectionDescriptor, reader: Reader, params: readonly IndexParam[]) {
    this.device = made;
    this.section = section;
    this.reader = reader;
    this.#params = params;
  }

  static async of(
    snapshot: SnapshotIR,
    id: string,
    wanted = '',
    placement: Partial<Placement> = {},
    machineFacts: Facts = [],
  ): Promise<Both> {
    const made = await codecs(snapshot, machineFacts).device(snapshot.buildId, snapshot.model);
    const created = made.create(wanted, placement);
    const section = created.descriptor.sections.find((each) => each.id === id);
    const description = descriptions(snapshot, machineFacts).get(id);
    if (section === undefined || description === undefined) throw new Error(`no section ${id}`);
    return new Both(created, section, await Reader.of(description.text), description.params);
  }

  write(state: DeviceState): Uint8Array {
    const bytes = new Uint8Array(this.section.size(state, this.device.env));
    this.section.encode(state, new Cursor(bytes), this.device.env);
    return bytes;
  }

  read(bytes: Uint8Array, version = this.section.version): Found {
    return this.reader.read(bytes, paramsFor(this.#params, version, this.device.env));
  }

  /** What is wrong with the reading of the state's bytes. */
  faults(state: DeviceState): readonly string[] {
    const bytes = this.write(state);
    const { values, consumed } = this.read(bytes);
    const { paths } = differences(state, values);
    return consumed === bytes.length ? paths : [`${consumed} of ${bytes.length} bytes`, ...paths];
  }

  /** How both judge the bytes, as far as bytes alone decide: the codec's error code, and whether the reader takes them. */
  verdicts(bytes: Uint8Array, version = this.section.version): { readonly codec: string; readonly reader: string } {
    const cursor = new Cursor(bytes);
    let codec = 'read';
    let state: DeviceState | undefined;
    try {
      state = this.section.decode(cursor, { ...this.device.env, judge: false }, version) as DeviceState;
    } catch (error) {
      if (!(error instanceof MigspecError)) throw error;
      codec = error.code;
    }
    try {
      const { values, consumed } = this.read(bytes, version);
      const same = state === undefined || (consumed === cursor.offset && differences(state, values).paths.length === 0);
      return { codec, reader: same ? 'read' : 'read otherwise' };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { codec, reader: error.name };
    }
  }
}
