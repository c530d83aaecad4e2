import { completePlacement } from './configuration.js';
import { Cursor } from './cursor.js';
import type {
  CodecEnv,
  Configuration,
  DeviceDescriptor,
  DeviceState,
  LoadReport,
  ParamDescriptor,
  ParamValue,
  Placement,
  SavedSection,
} from './device.js';
import { type DeviceLoad, StateLoad } from './load.js';
import { sectionPayload } from './payload.js';
import { type DeviceRam, encodeRam, ramOf, ramSectionName, ramSectionVersion } from './ram.js';

/** What every generated device class is: a configuration and a state, and the ways to save and load it. */
export class Device<S extends DeviceState = DeviceState, C extends Configuration = Configuration> {
  readonly descriptor: DeviceDescriptor<S, C>;
  readonly placement: Placement;
  #env: CodecEnv<C>;
  #state: S;

  /** `configuration` is complete and valid: `createConfiguration` makes such. The state is that after reset. */
  constructor(descriptor: DeviceDescriptor<S, C>, configuration: C, placement: Partial<Placement> = {}) {
    this.descriptor = descriptor;
    this.placement = completePlacement(erased(descriptor), placement);
    this.#env = { ...this.placement, params: configuration, judge: true };
    this.#state = descriptor.reset(this.#env);
  }

  /** Effective values of all params. Params that resolve at reset may change with `reset`. */
  get configuration(): C {
    return this.#env.params;
  }

  /** What the codecs of this device look at besides the bytes. */
  get env(): CodecEnv<C> {
    return this.#env;
  }

  get state(): S {
    return this.#state;
  }

  set state(state: S) {
    this.#state = state;
  }

  /** The guest resets: the state after creation, and params that resolve at reset or negotiation take their default again. */
  reset(resolved: Configuration = {}): void {
    this.#resolve(['reset', 'negotiate'], resolved);
    this.#state = this.descriptor.reset(this.#env);
  }

  /** A driver begins anew: params that resolve at negotiation take their default again. The state is what it makes of it. */
  negotiate(resolved: Configuration = {}): void {
    this.#resolve(['negotiate'], resolved);
  }

  /** `resolved`: values that are known already, of a device of this kind elsewhere. */
  #resolve(when: readonly ParamDescriptor['resolves'][], resolved: Configuration): void {
    if (!this.descriptor.params.some((param) => when.includes(param.resolves))) return;
    const params: Record<string, ParamValue> = { ...this.#env.params };
    for (const param of this.descriptor.params) {
      if (!when.includes(param.resolves)) continue;
      params[param.name] = resolved[param.name] ?? param.default({ ...this.placement, params, judge: true });
    }
    this.#env = { ...this.placement, params: params as C, judge: true };
  }

  /** What the guest can read, by name. */
  observables(): Readonly<Record<string, ParamValue>> {
    return Object.fromEntries(this.descriptor.observables.map((observable) => [observable.name, observable.read(this.#state, this.#env)]));
  }

  /** RAM blocks that the device registers. */
  ram(): readonly DeviceRam[] {
    return ramOf(this.descriptor, this.#env);
  }

  /** Every section, in the order of the spec; native: a list of RAM blocks first. Throws STATE_INVALID when a value cannot be encoded. */
  save(): SavedSection[] {
    const { descriptor } = this;
    const env = this.#env;
    const blocks = descriptor.framing === 'native' ? this.ram() : [];
    const sections = descriptor.sections.map((section) => ({
      name: section.name(env),
      instance: section.instance(env),
      version: section.version,
      optional: section.optional(this.#state, env),
      payload: sectionPayload(section, this.#state, env),
    }));
    if (blocks.length === 0) return sections;
    const list = { name: ramSectionName, instance: 0, version: ramSectionVersion, optional: false, payload: encodeRam(blocks) };
    return [list, ...sections];
  }

  /** A load in steps, for framings. */
  startLoad(): DeviceLoad {
    return new StateLoad(this.descriptor, this.#env, (state) => {
      this.#state = state;
    });
  }

  /** Loads sections that were taken out of their framing. All or nothing: a refused load leaves the device as it was. */
  load(sections: readonly SavedSection[]): LoadReport {
    const load = this.startLoad();
    for (const section of sections) {
      // The state keeps views of what it was decoded from; the caller may load the same bytes elsewhere too.
      const cursor = new Cursor(section.payload.slice());
      cursor.begin(section.name);
      load.section(section.name, section.instance, section.version, section.optional, cursor);
      if (load.accepts(section.name, section.instance) && cursor.offset !== cursor.end) {
        throw cursor.error('TRAILING_BYTES', '', cursor.offset, `${cursor.end - cursor.offset} bytes`, 'none');
      }
    }
    return load.finish();
  }
}

function erased<S extends DeviceState, C extends Configuration>(descriptor: DeviceDescriptor<S, C>): DeviceDescriptor {
  return descriptor as DeviceDescriptor<DeviceState, Configuration>;
}

/** A class of devices: one model as one build has it. Generated classes are such. */
export interface DeviceClass {
  readonly descriptor: DeviceDescriptor;
  /** Throws MigspecError when the instantiation or the configuration is refused; nothing is created then. */
  create(wanted?: string | Partial<Configuration>, placement?: Partial<Placement>): Device;
}

/** Facts by name: what each is when nothing is said, and the values that a conformance matrix takes. */
export type DeclaredFacts = Readonly<
  Record<string, { readonly type: ParamDescriptor['type']; readonly default: ParamValue; readonly matrix: readonly ParamValue[] }>
>;

/** What a build is besides its devices: how its machines are made. Generated. */
export interface BuildMachines {
  readonly implementation: string;
  /** Other ids of the build (`qemu@10.0`). */
  readonly aliases: readonly string[];
  readonly framing: 'native' | 'qemu';
  /** How a destination is made: from the source's configuration, or by its own machine table. */
  readonly destination: 'configured' | 'started';
  readonly machineFacts: DeclaredFacts;
  readonly hostFacts: DeclaredFacts;
  readonly classes: Readonly<
    Record<string, { readonly parent?: string; readonly child?: string; readonly aliases: readonly string[]; readonly model?: string }>
  >;
  /** Entries are expanded and in order of application: a later one wins. */
  readonly machineTypes: Readonly<
    Record<
      string,
      {
        readonly family: string;
        readonly entries: readonly { readonly class: string; readonly property: string; readonly value: ParamValue }[];
      }
    >
  >;
}
