import { completePlacement, createConfiguration } from '../../configuration.js';
import { Cursor } from '../../cursor.js';
import type { CodecEnv, Configuration, DeviceDescriptor, DeviceState, Placement, SectionDescriptor } from '../../device.js';
import { MigspecError } from '../../errors.js';
import type { SectionCodec, SectionRegistry } from './registry.js';

export interface SectionRegistryOptions {
  /** Machine and host facts; names and instance ids of the sections give the rest. */
  readonly placement?: Partial<Pick<Placement, 'machine' | 'host'>>;
  /** Configurations to read a device's sections with, tried in this order; default: the build's defaults. */
  readonly configurations?: (descriptor: DeviceDescriptor) => Iterable<Partial<Configuration>>;
}

/** One way to read a section: of this device, in this configuration. */
interface Candidate {
  readonly descriptor: DeviceDescriptor;
  readonly section: SectionDescriptor;
  readonly env: CodecEnv;
}

interface Decoded extends Candidate {
  /** The section's own variables. */
  readonly variables: Partial<DeviceState>;
  /** Complete, because a predicate may read variables of other sections: those have their reset values. */
  readonly state: DeviceState;
}

/**
 * The sections of these devices, for streams whose devices' configurations are not known: what can only be judged with
 * them is not. Of several devices that have a section of the name (builds of one model), the first one that reads it and
 * writes it again as it was does; else the first one that can read it.
 */
export function sectionRegistry(descriptors: readonly DeviceDescriptor[], options: SectionRegistryOptions = {}): SectionRegistry {
  return {
    find(name, instance, version) {
      const candidates: Candidate[] = [];
      for (const descriptor of descriptors) {
        if (descriptor.framing !== 'qemu') continue;
        for (const section of descriptor.sections) {
          const matched = section.match(name);
          if (matched === undefined || version < section.minimum || version > section.version) continue;
          const placement = completePlacement(descriptor, { ...options.placement, path: matched.path, instance });
          for (const wanted of options.configurations?.(descriptor) ?? [{}]) {
            const env = { ...placement, params: createConfiguration(descriptor, wanted, placement), judge: false };
            if (section.name(env) === name && section.instance(env) === instance) candidates.push({ descriptor, section, env });
          }
        }
      }
      return candidates.length === 0 ? undefined : new CandidatesCodec(candidates, version);
    },
  };
}

class CandidatesCodec implements SectionCodec {
  readonly model: string;
  private readonly candidates: readonly Candidate[];
  private readonly read: number;

  constructor(candidates: readonly Candidate[], version: number) {
    this.candidates = candidates;
    this.read = version;
    this.model = candidates[0]?.descriptor.model ?? '';
  }

  decode(cursor: Cursor, exact: boolean): Decoded {
    const start = cursor.offset;
    let refusal: unknown;
    let readable: { readonly value: Decoded; readonly dropped: Cursor['dropped']; readonly absent: Cursor['absent'] } | undefined;
    for (const candidate of this.candidates) {
      cursor.offset = start;
      cursor.dropped = undefined;
      cursor.absent = undefined;
      try {
        const variables = candidate.section.decode(cursor, candidate.env, this.read);
        if (exact && cursor.offset !== cursor.end) {
          throw cursor.error('TRAILING_BYTES', '', cursor.offset, `${cursor.end - cursor.offset} bytes`, 'none');
        }
        const value = decoded(candidate, variables);
        // Another build may read the same bytes and mean to write others: the one that wrote them writes them again.
        if (!exact || this.candidates.length === 1 || writesAgain(value, cursor, start)) return value;
        readable ??= { value, dropped: cursor.dropped, absent: cursor.absent };
      } catch (error) {
        if (!(error instanceof MigspecError)) throw error;
        refusal ??= error;
      }
    }
    if (readable === undefined) throw refusal;
    cursor.offset = cursor.end;
    cursor.dropped = readable.dropped;
    cursor.absent = readable.absent;
    return readable.value;
  }

  version(value: unknown): number {
    return (value as Decoded).section.version;
  }

  size(value: unknown): number {
    const { section, state, env } = value as Decoded;
    return section.size(state, env);
  }

  encode(value: unknown, cursor: Cursor): void {
    const { section, state, env } = value as Decoded;
    section.encode(state, cursor, env);
  }

  variables(value: unknown): Partial<DeviceState> {
    return (value as Decoded).variables;
  }

  opaqueBytes(value: unknown): number {
    const { section, state, env } = value as Decoded;
    return section.opaqueBytes?.(state, env) ?? 0;
  }
}

/** Whether the value encodes to the bytes from `start` up to the cursor. */
function writesAgain({ section, state, env }: Decoded, cursor: Cursor, start: number): boolean {
  const length = cursor.offset - start;
  try {
    if (section.size(state, env) !== length) return false;
    const bytes = new Uint8Array(length);
    section.encode(state, new Cursor(bytes), env);
    return bytes.every((byte, index) => byte === cursor.u8[start + index]);
  } catch (error) {
    if (error instanceof MigspecError) return false;
    throw error;
  }
}

function decoded(candidate: Candidate, variables: Partial<DeviceState>): Decoded {
  const { descriptor, env } = candidate;
  const state = { ...descriptor.reset(env), ...variables } as DeviceState;
  return { ...candidate, variables, state };
}
