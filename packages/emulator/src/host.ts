/** A host runs one build: its device classes, and how it makes machines. It knows no other build. */
import { type Device, type Facts, MigspecError, type ParamDescriptor, type ParamValue, type Placement } from '@migspec/runtime';
import { configurationOf, type NativeParam } from '@migspec/runtime/native';
import type { Carrier } from './carriers/carrier.js';
import type { DeviceClass } from './device.js';
import type { EmulatedMachine } from './machine.js';
import { type ClassTable, classNamed, modelReached, propertiesOf } from './tables.js';

export interface Build {
  /** `qemu@5.2.0` */
  readonly id: string;
  readonly models: ReadonlyMap<string, DeviceClass>;
  readonly classes: ClassTable;
  /** Expanded entries in order of application: a later one wins. */
  readonly machineTypes: Readonly<Record<string, { readonly entries: readonly TableEntry[] }>>;
  /** Machine facts that every machine of this implementation has, with what they are when nothing is said. */
  readonly facts: Facts;
  readonly factTypes: Readonly<Record<string, ParamDescriptor['type']>>;
  /** The framing of the build's streams. */
  readonly carrier: Carrier;
}

export interface TableEntry {
  readonly class: string;
  readonly property: string;
  readonly value: ParamValue;
}

export interface CommandLine {
  readonly machineType: string;
  readonly facts: Facts;
  readonly devices: readonly CommandLineDevice[];
}

export interface CommandLineDevice {
  readonly address: string;
  readonly instance: number;
  /** By class, or by the model itself where no class reaches it. */
  readonly class?: string;
  readonly model?: string;
  readonly properties: Readonly<Record<string, ParamValue>>;
}

/** A device as a source describes it to a destination that creates from that. */
export interface DescribedDevice {
  readonly address: string;
  readonly instance: number;
  readonly model: string;
  /** By identity, because names may change; frozen behaviour is said too. */
  readonly params: readonly NativeParam[];
}

export class Host {
  readonly build: Build;
  readonly hostFacts: Facts;

  constructor(build: Build, hostFacts: Facts = {}) {
    this.build = build;
    this.hostFacts = hostFacts;
  }

  /** One device from an instantiation string. @throws MigspecError */
  create(
    model: string,
    instantiation: string,
    where: { readonly address: string; readonly instance: number; readonly facts: Facts },
  ): EmulatedMachine {
    const type = this.classOf(model);
    const device = type.create(instantiation, this.placement(where.address, where.instance, where.facts));
    return {
      host: this,
      facts: { ...this.build.facts, ...where.facts },
      devices: [{ address: where.address, instance: where.instance, model, type, device }],
    };
  }

  /** The whole machine from what a source says. @throws MigspecError */
  configured(devices: readonly DescribedDevice[], facts: Facts): EmulatedMachine {
    return this.assemble(facts, devices, (described, type, placement) =>
      type.create(configurationOf(type.descriptor, described.params), placement),
    );
  }

  /** A machine of this build's own making: its table, then the command line, then defaults. @throws MigspecError */
  start(line: CommandLine): EmulatedMachine {
    const machineType = this.build.machineTypes[line.machineType];
    if (machineType === undefined) {
      throw new MigspecError('VERSION_UNKNOWN', `${this.build.id} has no machine type ${line.machineType}`, { have: line.machineType });
    }
    const devices = line.devices.map((wanted) => {
      const name = wanted.class === undefined ? undefined : classNamed(this.build.classes, wanted.class);
      const model = name === undefined ? wanted.model : modelReached(this.build.classes, name);
      if (model === undefined) {
        const have = wanted.class ?? wanted.address;
        throw new MigspecError('PARAM_UNKNOWN', `${this.build.id} has no device class ${have}`, { have });
      }
      const type = this.classOf(model);
      const known = new Set(type.descriptor.params.map((param) => param.name));
      const table = name === undefined ? {} : propertiesOf(this.build.classes, name, machineType.entries);
      const said = { ...Object.fromEntries(Object.entries(table).filter(([property]) => known.has(property))), ...wanted.properties };
      const placement = this.placement(wanted.address, wanted.instance, line.facts);
      const device = type.create(said, placement);
      return { address: wanted.address, instance: wanted.instance, ...(name === undefined ? {} : { class: name }), model, type, device };
    });
    return { host: this, machineType: line.machineType, facts: { ...this.build.facts, ...line.facts }, devices };
  }

  classOf(model: string): DeviceClass {
    const type = this.build.models.get(model);
    if (type === undefined) throw new MigspecError('VERSION_UNKNOWN', `${this.build.id} does not implement ${model}`, { model });
    return type;
  }

  placement(path: string, instance: number, facts: Facts): Placement {
    return { machine: { ...this.build.facts, ...facts }, host: this.hostFacts, path, instance };
  }

  private assemble(
    facts: Facts,
    described: readonly DescribedDevice[],
    create: (described: DescribedDevice, type: DeviceClass, placement: Placement) => Device,
  ): EmulatedMachine {
    const devices = described.map((one) => {
      const type = this.classOf(one.model);
      const device = create(one, type, this.placement(one.address, one.instance, facts));
      return { address: one.address, instance: one.instance, model: one.model, type, device };
    });
    return { host: this, facts: { ...this.build.facts, ...facts }, devices };
  }
}
