/** A machine as it runs, and how a build makes one from a command line with its own tables. */
import type { CapabilityDocument, DocumentModel, DocumentValue } from '@migspec/capabilities';
import type { Configuration, Facts, ParamValue } from '@migspec/runtime';
import type { Problem, Result } from '../problem.js';
import { findClass, modelOfClass, namesReaching } from './classes.js';
import { createConfiguration } from './configuration.js';
import { hostFacts, machineFacts } from './facts.js';
import { readInstantiation } from './instantiation.js';
import { paramIndex } from './names.js';

/** What is migrated: a machine type, machine facts, devices with addresses and complete effective configurations. */
export interface Machine {
  readonly type?: string;
  readonly facts: Facts;
  readonly stream?: Readonly<Record<string, ParamValue>>;
  readonly ram?: readonly { readonly name: string; readonly size: number | bigint }[];
  readonly devices: readonly MachineDevice[];
}

export interface MachineDevice {
  readonly address: string;
  readonly instance?: number;
  readonly model: string;
  readonly class?: string;
  readonly configuration: Configuration;
}

/** A command line: machine type, facts and devices, each by class or by model, with what it sets itself. */
export interface StartRequest {
  readonly type?: string;
  readonly facts?: Facts;
  readonly hostFacts?: Facts;
  readonly stream?: Machine['stream'];
  readonly ram?: Machine['ram'];
  readonly devices: readonly DeviceRequest[];
}

export interface DeviceRequest {
  readonly address: string;
  readonly instance?: number;
  readonly class?: string;
  readonly model?: string;
  /** A version's name, or `latest`; an instantiation string may say it, too. */
  readonly version?: string;
  /** An instantiation string, or values by param name; they win over the machine table. */
  readonly configuration?: string | Readonly<Record<string, ParamValue | DocumentValue>>;
}

/** Makes the machine that the build would start. Refusals: MACHINE_TYPE_UNKNOWN, CLASS_UNKNOWN, MODEL_UNKNOWN, and those of configurations. */
export function startMachine(document: CapabilityDocument, request: StartRequest): Result<Machine> {
  const { type } = request;
  if (type !== undefined && !Object.hasOwn(document.machineTypes, type)) {
    const message = `${document.build} has no machine type '${type}'`;
    // Nothing is asked of devices of a machine that cannot be.
    return fail({ code: 'MACHINE_TYPE_UNKNOWN', message, have: type, want: Object.keys(document.machineTypes).join(', ') });
  }
  const problems: Problem[] = [];
  const facts = machineFacts(document, request.facts);
  const devices: MachineDevice[] = [];
  const addresses = new Set<string>();
  for (const device of request.devices) {
    if (addresses.has(device.address)) {
      problems.push({ code: 'DEVICE_DUPLICATE', message: `two devices at ${device.address}`, address: device.address });
    }
    addresses.add(device.address);
    const made = startDevice(document, type, device, { machine: facts, host: hostFacts(document, request.hostFacts) });
    if (made.ok) devices.push(made.value);
    else problems.push(...made.problems.map((problem) => ({ ...problem, address: device.address })));
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      ...(type === undefined ? {} : { type }),
      facts,
      ...(request.stream === undefined ? {} : { stream: request.stream }),
      ...(request.ram === undefined ? {} : { ram: request.ram }),
      devices,
    },
  };
}

function startDevice(
  document: CapabilityDocument,
  type: string | undefined,
  device: DeviceRequest,
  facts: { readonly machine: Facts; readonly host: Facts },
): Result<MachineDevice> {
  if (device.class !== undefined && findClass(document, device.class) === undefined) {
    return fail({ code: 'CLASS_UNKNOWN', message: `${document.build} has no device class '${device.class}'`, have: device.class });
  }
  const id = device.model ?? (device.class === undefined ? undefined : modelOfClass(document, device.class));
  const model = id !== undefined && Object.hasOwn(document.models, id) ? document.models[id] : undefined;
  if (id === undefined || model === undefined) {
    const name = id ?? device.class ?? device.address;
    return fail({ code: 'MODEL_UNKNOWN', message: `${document.build} does not implement ${name}`, model: name });
  }
  const own =
    typeof device.configuration === 'string'
      ? readInstantiation(device.configuration)
      : { ok: true as const, value: { values: device.configuration ?? {} } };
  if (!own.ok) return own;
  const table = device.class === undefined ? {} : tableValues(document, type, device.class, model);
  const version = device.version ?? ('version' in own.value ? own.value.version : undefined);
  // A version is complete and a person's word: it leaves nothing to the table.
  const values = version === undefined ? { ...table, ...own.value.values } : own.value.values;
  const configuration = createConfiguration(id, model, { ...(version === undefined ? {} : { version }), values }, facts);
  if (!configuration.ok) return configuration;
  return {
    ok: true,
    value: {
      address: device.address,
      ...(device.instance === undefined ? {} : { instance: device.instance }),
      model: id,
      ...(device.class === undefined ? {} : { class: device.class }),
      configuration: configuration.value,
    },
  };
}

/** What the machine type sets on an instance of the class; later entries win. Properties that are no params of the model say nothing here. */
export function tableValues(
  document: CapabilityDocument,
  type: string | undefined,
  className: string,
  model: DocumentModel,
): Readonly<Record<string, DocumentValue>> {
  const table = type !== undefined && Object.hasOwn(document.machineTypes, type) ? document.machineTypes[type] : undefined;
  if (table === undefined) return {};
  const reached = namesReaching(document, className);
  const { byName } = paramIndex(model);
  const values: Record<string, DocumentValue> = {};
  for (const entry of table.entries) {
    if (reached.has(entry.class) && byName.has(entry.property)) values[entry.property] = entry.value;
  }
  return values;
}

function fail(problem: Problem): Result<never> {
  return { ok: false, problems: [problem] };
}
