/** Machine files and fleet files: JSON, or YAML that a caller has parsed. They come from people: bounded, and every mistake coded. */
import type { ParamValue } from '@migspec/runtime';
import type { DeviceRequest, StartRequest } from '../document/machine.js';
import { type LoadLimits, mostProblems, Validator } from '../document/validate.js';
import type { Problem, Result } from '../problem.js';
import { vmDefinitions } from './schema.js';

/** A machine as its command line says it. */
export interface Vm {
  readonly name: string;
  /** The host of a fleet that it runs on. */
  readonly host?: string;
  readonly request: StartRequest;
}

/** A host as a fleet file has it; the caller knows where documents lie. */
export interface HostEntry {
  readonly name: string;
  /** Build id, or path of a document. */
  readonly build: string;
  readonly facts: Readonly<Record<string, ParamValue>>;
}

export interface FleetFile {
  readonly hosts: readonly HostEntry[];
  readonly vms: readonly Vm[];
}

/** A machine has at most so many devices, a fleet so many hosts and machines. */
export const mostDevices = 1024;
export const mostHosts = 200_000;
export const mostVms = 200_000;

const vmLimits: LoadLimits = { nodes: 200_000, depth: 8, text: 4096 };
const fleetLimits: LoadLimits = { nodes: 20_000_000, depth: 10, text: 4096 };

/** Takes parsed JSON or YAML. Refusals: MACHINE_INVALID with a JSON pointer, DOCUMENT_TOO_LARGE, DEVICE_DUPLICATE. */
export function readVm(json: unknown, name = 'machine'): Result<Vm> {
  const problems = shaped(json, 'Vm');
  if (problems.length > 0) return { ok: false, problems };
  return vmOf(json as VmJson, name, '');
}

/** The same for a fleet file: hosts, and machines that name theirs. Refusals: MACHINE_INVALID, DOCUMENT_TOO_LARGE, DEVICE_DUPLICATE, HOST_UNKNOWN. */
export function readFleet(json: unknown): Result<FleetFile> {
  const problems = [...shaped(json, 'Fleet')];
  if (problems.length > 0) return { ok: false, problems };
  const { hosts, vms = [] } = json as FleetJson;
  const count = Object.keys(hosts).length;
  if (count > mostHosts) return fail([tooMany('/hosts', count, mostHosts)]);
  if (vms.length > mostVms) return fail([tooMany('/vms', vms.length, mostVms)]);
  const read: Vm[] = [];
  for (const [index, each] of vms.entries()) {
    const at = `/vms/${index}`;
    const vm = vmOf(each, `vm ${index}`, at);
    if (vm.ok) read.push(vm.value);
    else problems.push(...vm.problems);
    if (each.host === undefined || !Object.hasOwn(hosts, each.host)) {
      const have = each.host ?? 'none';
      const message = `${each.name ?? at}: ${each.host === undefined ? 'a machine of a fleet names its host' : `the fleet has no host '${have}'`}`;
      problems.push({ code: 'HOST_UNKNOWN', message, at: `${at}/host`, have });
    }
    if (problems.length >= mostProblems) break;
  }
  if (problems.length > 0) return fail(problems);
  const entries = Object.entries(hosts).map(([name, { build, facts = {} }]) => ({ name, build, facts }));
  return { ok: true, value: { hosts: entries, vms: read } };
}

/** What the schema lets through. */
interface VmJson {
  readonly name?: string;
  readonly host?: string;
  readonly machine?: string;
  readonly facts?: Readonly<Record<string, ParamValue>>;
  readonly stream?: Readonly<Record<string, ParamValue>>;
  readonly ram?: readonly { readonly name: string; readonly size: number | string }[];
  readonly devices: readonly DeviceJson[];
}
interface DeviceJson extends Pick<DeviceRequest, 'address' | 'instance' | 'class' | 'model' | 'version'> {
  readonly properties?: Readonly<Record<string, boolean | number | string>>;
}
interface FleetJson {
  readonly hosts: Readonly<Record<string, { readonly build: string; readonly facts?: Readonly<Record<string, ParamValue>> }>>;
  readonly vms?: readonly VmJson[];
}

function shaped(json: unknown, of: 'Vm' | 'Fleet'): readonly Problem[] {
  const whole = of === 'Vm' ? 'the machine file' : 'the fleet file';
  const validator = new Validator(vmDefinitions, of === 'Vm' ? vmLimits : fleetLimits, { code: 'MACHINE_INVALID', whole });
  validator.check(json, { $ref: `#/$defs/${of}` }, '', 0);
  return validator.problems;
}

function vmOf(json: VmJson, name: string, at: string): Result<Vm> {
  const problems: Problem[] = [];
  if (json.devices.length > mostDevices) return fail([tooMany(`${at}/devices`, json.devices.length, mostDevices)]);
  const seen = new Set<string>();
  for (const [index, { address, class: own, model }] of json.devices.entries()) {
    const place = `${at}/devices/${index}`;
    if (own === undefined && model === undefined)
      problems.push(invalid(place, `${place}: a device has a class or a model`, 'class or model'));
    if (seen.has(address))
      problems.push({ code: 'DEVICE_DUPLICATE', message: `two devices at ${address}`, address, at: `${place}/address` });
    seen.add(address);
  }
  const ram = (json.ram ?? []).map((block, index) => {
    if (typeof block.size === 'number' || /^(\d{1,20}|0x[0-9a-fA-F]{1,16})$/.test(block.size))
      return { ...block, size: BigInt(block.size) };
    problems.push(invalid(`${at}/ram/${index}/size`, `${at}/ram/${index}/size: a number of bytes is expected`, 'bytes'));
    return { ...block, size: 0n };
  });
  if (problems.length > 0) return fail(problems.slice(0, mostProblems));
  const { host, machine, facts, stream } = json;
  const request: StartRequest = {
    ...(machine === undefined ? {} : { type: machine }),
    ...(facts === undefined ? {} : { facts }),
    ...(stream === undefined ? {} : { stream }),
    ...(json.ram === undefined ? {} : { ram }),
    devices: json.devices.map(({ properties, ...device }) => ({ ...device, configuration: properties ?? {} })),
  };
  return { ok: true, value: { name: json.name ?? name, ...(host === undefined ? {} : { host }), request } };
}

function invalid(at: string, message: string, want: string): Problem {
  return { code: 'MACHINE_INVALID', message, at, want };
}

function tooMany(at: string, count: number, most: number): Problem {
  return {
    code: 'DOCUMENT_TOO_LARGE',
    message: `${at}: ${count} are too many; the bound is ${most}`,
    at,
    have: String(count),
    want: String(most),
  };
}

function fail(problems: readonly Problem[]): Result<never> {
  return { ok: false, problems };
}
