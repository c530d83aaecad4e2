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
} from '@migspec/compat';
import { findDocument } from '../documents.js';
import { exitCodes, UsageError } from '../exit.js';
import { type Packages, packagesOf } from '../packages.js';
import { type CompatOptions, requestOf } from './compat-request.js';
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
  const machine = started(here, request);
  const state = options.state === undefined ? undefined : await savedState(options.state, here, machine, other);
  const verdict = ask(here, machine, there, request, state);
  const back = backwards(here, there, request, machine);
  const answer: CompatAnswer = { source: here.build, destination: there.build, machine, verdict, ...(back === undefined ? {} : { back }) };
  process.stdout.write(options.json ? `${JSON.stringify(answer, bigints, 1)}\n` : verdictText(answer));
  return verdict.outcome === 'yes' ? exitCodes.ok : exitCodes.notYes;
}

/** The machine that the source runs; a command line that it refuses is the caller's mistake. */
function started(document: CapabilityDocument, request: StartRequest): Machine {
  const made = startMachine(document, request);
  if (made.ok) return made.value;
  const lines = made.problems.map((problem) => `  ${problem.code}: ${problem.message}`);
  throw new UsageError(`${document.build} cannot be started like this:\n${lines.join('\n')}`);
}

/** Where the destination has a command line of its own it is the same one; else it is created from the configuration. */
function ask(here: CapabilityDocument, machine: Machine, there: CapabilityDocument, request: StartRequest, state?: MachineState): Verdict {
  const source = { document: here, machine, ...(state === undefined ? {} : { state }) };
  if (there.destination === 'configured') return check({ source, destination: { document: there } });
  const made = startMachine(there, request);
  if (made.ok) return check({ source, destination: { document: there, machine: made.value } });
  return refusedStart(source, there, made.problems);
}

function backwards(here: CapabilityDocument, there: CapabilityDocument, request: StartRequest, machine: Machine): Verdict | undefined {
  if (there.destination === 'configured') {
    // What was made there from the source's configuration, with what the source does not know at its implied value.
    const devices = machine.devices.map(({ configuration, ...device }) => ({
      ...device,
      configuration: configurationThere(here, there, device.model, configuration),
    }));
    const made = startMachine(there, { ...request, devices });
    return made.ok ? check({ source: { document: there, machine: made.value }, destination: { document: here } }) : undefined;
  }
  const made = startMachine(there, request);
  return made.ok ? ask(there, made.value, here, request) : undefined;
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
