import type { CapabilityDocument } from '@migspec/capabilities';
import {
  check,
  configureFrom,
  type Machine,
  type MachineState,
  refusedStart,
  type StartRequest,
  startMachine,
  type Verdict,
  vgpuCompatibility,
  writeNvml,
} from '@migspec/compat';
import { findDocument } from '../documents.js';
import { exitCodes, UsageError } from '../exit.js';
import { type Packages, packagesOf } from '../packages.js';
import { type CompatOptions, type HostFacts, hostsOf, requestOf } from './compat-request.js';
import { verdictText } from './compat-text.js';

/** One answer of `compat --json`; `back` is the other direction with the same command line. */
export interface CompatAnswer {
  readonly source: string;
  readonly destination: string;
  readonly machine: Machine;
  readonly verdict: Verdict;
  readonly back?: Verdict;
}

/** Exit 0 yes, 3 no or depends. The exit code is of the way asked for. */
export async function compat(source: string, destination: string, options: CompatOptions): Promise<number> {
  const other = await packagesOf(options.spec);
  const here = findDocument(source, options.documents, other?.documents);
  const there = findDocument(destination, options.documents, other?.documents);
  const request = requestOf(here, there, options);
  const hosts = hostsOf(here, there, options);
  const machine = started(here, { ...request, hostFacts: hosts.source });
  const state = options.state === undefined ? undefined : await savedState(options.state, here, machine, other);
  const verdict = ask(here, machine, there, request, hosts, state);
  const back = backwards(here, there, request, machine, { source: hosts.destination, destination: hosts.source });
  const answer: CompatAnswer = { source: here.build, destination: there.build, machine, verdict, ...(back === undefined ? {} : { back }) };
  if (options.as === 'nvml') process.stdout.write(writeNvml(vgpuCompatibility(verdict)));
  else process.stdout.write(options.json ? `${JSON.stringify(answer, bigints, 1)}\n` : verdictText(answer));
  return verdict.outcome === 'yes' ? exitCodes.ok : exitCodes.notYes;
}

/** The machine that the source runs; a command line that it refuses is the caller's mistake. */
function started(document: CapabilityDocument, request: StartRequest): Machine {
  const made = startMachine(document, request);
  if (made.ok) return made.value;
  const lines = made.problems.map((problem) => `  ${problem.code}: ${problem.message}`);
  const facts = Object.keys(document.hostFacts);
  const missing = made.problems.some(({ code }) => code === 'FACT_NOT_GIVEN') && facts.length > 0;
  const hint = missing ? `\n--host NAME=VALUE tells a fact of the host: ${facts.join(', ')}` : '';
  throw new UsageError(`${document.build} cannot be started like this:\n${lines.join('\n')}${hint}`);
}

/** Where the destination has a command line of its own it is the same one; else it is created from the configuration. */
function ask(
  here: CapabilityDocument,
  machine: Machine,
  there: CapabilityDocument,
  request: StartRequest,
  hosts: HostFacts,
  state?: MachineState,
): Verdict {
  const source = { document: here, machine, facts: hosts.source, ...(state === undefined ? {} : { state }) };
  const destination = { document: there, facts: hosts.destination };
  if (there.destination === 'configured') return check({ source, destination });
  const made = startMachine(there, { ...request, hostFacts: hosts.destination });
  if (made.ok) return check({ source, destination: { ...destination, machine: made.value } });
  return refusedStart(source, there, made.problems);
}

/** `hosts` as the way back has them: its source is where the first way ends. */
function backwards(
  here: CapabilityDocument,
  there: CapabilityDocument,
  request: StartRequest,
  machine: Machine,
  hosts: HostFacts,
): Verdict | undefined {
  if (there.destination === 'configured') {
    // What was made there from the source's configuration, with what the source does not know at its implied value.
    const devices = machine.devices.map(({ configuration, ...device }) => ({
      ...device,
      configuration: configurationThere(here, there, device.model, configuration),
    }));
    const made = startMachine(there, { ...request, devices, hostFacts: hosts.source });
    if (!made.ok) return undefined;
    const source = { document: there, machine: made.value, facts: hosts.source };
    return check({ source, destination: { document: here, facts: hosts.destination } });
  }
  const made = startMachine(there, { ...request, hostFacts: hosts.source });
  return made.ok ? ask(there, made.value, here, request, hosts) : undefined;
}

function configurationThere(
  here: CapabilityDocument,
  there: CapabilityDocument,
  model: string,
  configuration: Machine['devices'][number]['configuration'],
): Machine['devices'][number]['configuration'] {
  const [source, destination] = [here.models[model], there.models[model]];
  return source === undefined || destination === undefined ? configuration : configureFrom(source, configuration, destination);
}

async function savedState(
  path: string,
  document: CapabilityDocument,
  machine: Machine,
  other: Packages | undefined,
): Promise<MachineState> {
  const { stateOfStream } = await import('../streams/state.js');
  return stateOfStream(path, document.build, machine, other);
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
