import { completePlacement, createConfiguration } from '../../configuration.js';
import type { Cursor } from '../../cursor.js';
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
 * them is not. Of several devices that have a section of the name (builds of one model), the first one that can read it does.
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
    for (const candidate of this.candidates) {
      cursor.offset = start;
      cursor.dropped = undefined;
      cursor.absent = undefined;
      try {
        const variables = candidate.section.decode(cursor, candidate.env, this.read);
        if (exact && cursor.offset !== cursor.end) {
          throw cursor.error('TRAILING_BYTES', '', cursor.offset, `${cursor.end - cursor.offset} bytes`, 'none');
        }
        return decoded(candidate, variables);
      } catch (error) {
        if (!(error instanceof MigspecError)) throw error;
        refusal ??= error;
      }
    }
    throw refusal;
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

function decoded(candidate: Candidate, variables: Partial<DeviceState>): Decoded {
  const { descriptor, env } = candidate;
  const state = { ...descriptor.reset(env), ...variables } as DeviceState;
  return { ...candidate, variables, state };
}
