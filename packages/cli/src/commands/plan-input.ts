/** What `plan` is asked about: documents of all hosts, the machines and where they are. */
import type { CapabilityDocument } from '@migspec/capabilities';
import {
  type FleetHost,
  type FleetVm,
  type MachineState,
  type Place,
  parseValue,
  readFleet,
  readVm,
  type Stand,
  startAt,
  type Vm,
} from '@migspec/compat';
import type { Facts, ParamValue } from '@migspec/runtime';
import { readDataFile } from '../data-file.js';
import { findDocument } from '../documents.js';
import { UsageError } from '../exit.js';
import { type Packages, packagesOf } from '../packages.js';
import { problemLines } from '../problem-lines.js';

export interface PlanOptions {
  readonly vm?: readonly string[];
  readonly from?: string;
  readonly to?: readonly string[];
  readonly start: boolean;
  readonly everywhere: boolean;
  readonly upgrade?: string;
  readonly reset: boolean;
  readonly state?: string;
  readonly explain: boolean;
  readonly documents?: string;
  readonly spec?: string;
  readonly json: boolean;
}

/** A machine on its host, with what is known of its state. */
export interface FleetMachine extends Vm {
  readonly host: string;
  readonly state?: MachineState;
}

export interface PlanInput {
  readonly hosts: readonly FleetHost[];
  readonly byName: ReadonlyMap<string, FleetHost>;
  /** Those of the fleet file, then those of `--vm`. */
  readonly vms: readonly FleetMachine[];
  readonly documentOf: (build: string) => CapabilityDocument;
}

export async function planInput(path: string, options: PlanOptions): Promise<PlanInput> {
  const other = await packagesOf(options.spec);
  const documents = new Map<string, CapabilityDocument>();
  const documentOf = (build: string): CapabilityDocument => {
    const document = documents.get(build) ?? findDocument(build, options.documents, other?.documents);
    documents.set(build, document);
    return document;
  };
  const fleet = await readDataFile(path, readFleet);
  const hosts = fleet.hosts.map(({ name, build, facts }): FleetHost => {
    const document = documentOf(build);
    return { name, document, facts: typedFacts(document, name, facts) };
  });
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const files = await Promise.all((options.vm ?? []).map((file) => readDataFile(file, (json) => readVm(json, file))));
  const own = files.map((vm) => {
    const host = options.from ?? vm.host;
    if (host === undefined) throw new UsageError(`${vm.name}: --from HOST says where it runs`);
    return { ...vm, host };
  });
  for (const name of [...(options.to ?? []), ...own.map(({ host }) => host)]) hostNamed(byName, name);
  const states = options.state === undefined ? own : await withState(options.state, own, byName, other);
  const vms = [...fleet.vms.flatMap(({ host, ...vm }) => (host === undefined ? [] : [{ ...vm, host }])), ...states];
  return { hosts, byName, vms, documentOf };
}

/** A saved stream is of one machine. */
async function withState(
  path: string,
  machines: readonly FleetMachine[],
  byName: ReadonlyMap<string, FleetHost>,
  other: Packages | undefined,
): Promise<readonly FleetMachine[]> {
  const [vm, ...more] = machines;
  if (vm === undefined || more.length > 0) throw new UsageError('--state is of one machine: one --vm FILE, with --from HOST');
  const { place, machine } = standOf(vm, byName);
  const { stateOfStream } = await import('../streams/state.js');
  return [{ ...vm, state: await stateOfStream(path, place.document.build, machine, other) }];
}

export function hostNamed(byName: ReadonlyMap<string, FleetHost>, name: string): FleetHost {
  const host = byName.get(name);
  if (host !== undefined) return host;
  const names = [...byName.keys()];
  throw new UsageError(`${name}: the fleet has no such host; ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`);
}

export function placeOf({ document, facts }: FleetHost): Place {
  return { document, ...(facts === undefined ? {} : { facts }) };
}

/** A machine where it runs. One that its host could not have started is the caller's mistake. */
export function standOf({ name, host, request, state }: FleetMachine, byName: ReadonlyMap<string, FleetHost>): Stand {
  const place = placeOf(hostNamed(byName, host));
  const started = startAt(place, request);
  if (started.ok) return { ...started.value, ...(state === undefined ? {} : { state }) };
  throw new UsageError(`${name} cannot run on ${host} (${place.document.build}):\n  ${problemLines(started.problems)}`);
}

export function fleetVm(vm: FleetMachine, byName: ReadonlyMap<string, FleetHost>): FleetVm {
  return { name: vm.name, host: vm.host, stand: standOf(vm, byName) };
}

function typedFacts(document: CapabilityDocument, host: string, facts: Readonly<Record<string, ParamValue>>): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, raw]) => {
      const declared = Object.hasOwn(document.hostFacts, name) ? document.hostFacts[name] : undefined;
      const value = declared === undefined ? undefined : parseValue(declared.type, raw);
      if (value !== undefined) return [name, value];
      const known = Object.keys(document.hostFacts).join(', ') || 'none';
      const why = declared === undefined ? `${document.build} declares no such fact (${known})` : `no value of the fact`;
      throw new UsageError(`${host}: HOST_FACT_REFUSED: ${name}=${String(raw)}: ${why}`);
    }),
  );
}
