import type { CapabilityDocument } from '@migspec/capabilities';
import {
  type CheckInput,
  checkDevices,
  type Machine,
  type MachineState,
  move,
  type Place,
  readVm,
  type Stand,
  type StartRequest,
  startAt,
  type Verdict,
  vgpuCompatibility,
  writeNvml,
} from '@migspec/compat';
import { readDataFile } from '../data-file.js';
import { findDocument } from '../documents.js';
import { exitCodes, UsageError } from '../exit.js';
import type { Whereabouts } from '../explain/where.js';
import { jsonText } from '../json.js';
import { type Packages, packagesOf } from '../packages.js';
import { problemLines } from '../problem-lines.js';
import { type Explained, explainAnswer } from './compat-explain.js';
import { type CompatOptions, hostsOf, requestOf } from './compat-request.js';
import { verdictText } from './compat-text.js';

/** One answer of `compat --json`; `back` is the other direction with the same command line. */
export interface CompatAnswer {
  readonly source: string;
  readonly destination: string;
  readonly machine: Machine;
  readonly verdict: Verdict;
  readonly back?: Verdict;
  /** Of a machine file: what each device would get by itself. */
  readonly devices?: readonly DeviceAnswer[];
  /** With `--explain`: lines of the spec. */
  readonly explained?: Explained;
}

export interface DeviceAnswer {
  readonly address: string;
  readonly model: string;
  readonly verdict: Summary;
  readonly back?: Summary;
}

export type Summary = Pick<Verdict, 'outcome' | 'class' | 'level'>;

/** Exit 0 yes, 3 no or depends. The exit code is of the way asked for. */
export async function compat(source: string, destination: string, options: CompatOptions): Promise<number> {
  // The lines of a spec need no more of it than its documents; the codecs of a saved stream do.
  const whereabouts = options.explain === undefined ? undefined : await whereaboutsOf(options.spec);
  const other = options.state === undefined && whereabouts !== undefined ? undefined : await packagesOf(options.spec);
  const own = options.spec === undefined ? undefined : (other?.documents ?? whereabouts?.documents);
  const here = findDocument(source, options.documents, own);
  const there = findDocument(destination, options.documents, own);
  const request = options.vm === undefined ? requestOf(here, there, options) : await fileRequest(options.vm, here, options);
  const hosts = hostsOf(here, there, options);
  const [from, to]: [Place, Place] = [
    { document: here, facts: hosts.source },
    { document: there, facts: hosts.destination },
  ];
  const started = standAt(from, request);
  const state = options.state === undefined ? undefined : await savedState(options.state, here, started.machine, other);
  const stand = state === undefined ? started : { ...started, state };
  const { verdict, stand: arrived } = move(stand, to);
  const back = arrived === undefined ? undefined : move(withoutState(arrived), from).verdict;
  const answer: CompatAnswer = {
    source: here.build,
    destination: there.build,
    machine: stand.machine,
    verdict,
    ...(back === undefined ? {} : { back }),
    ...(options.vm === undefined ? {} : { devices: deviceAnswers(stand, to, arrived) }),
  };
  const explained =
    options.explain === undefined || whereabouts === undefined
      ? undefined
      : explainAnswer(answer, options.explain, whereabouts, stand, to, arrived);
  const whole = explained === undefined ? answer : { ...answer, explained };
  if (options.as === 'nvml') process.stdout.write(writeNvml(vgpuCompatibility(verdict)));
  else process.stdout.write(options.json ? jsonText(whole) : verdictText(whole));
  return verdict.outcome === 'yes' ? exitCodes.ok : exitCodes.notYes;
}

async function whereaboutsOf(spec = 'spec'): Promise<Whereabouts> {
  return new (await import('../explain/where.js')).Whereabouts(spec);
}

/** The machine of a file, which says everything that options would. */
async function fileRequest(path: string, here: CapabilityDocument, { machine, device, fact }: CompatOptions): Promise<StartRequest> {
  if (machine !== undefined || device !== undefined || fact !== undefined)
    throw new UsageError('--vm says the machine type, the devices and the facts: leave out --machine, --device and --fact');
  const { request } = await readDataFile(path, (json) => readVm(json, path));
  if (request.type === undefined && here.destination === 'started')
    throw new UsageError(
      `${path}: ${here.build} is started with a machine type: machine: ${Object.keys(here.machineTypes)[0] ?? 'one it has'}`,
    );
  return request;
}

/** The machine that the source runs; a command line that it refuses is the caller's mistake. */
function standAt(place: Place, request: StartRequest): Stand {
  const made = startAt(place, request);
  if (made.ok) return made.value;
  const facts = Object.keys(place.document.hostFacts);
  const missing = made.problems.some(({ code }) => code === 'FACT_NOT_GIVEN') && facts.length > 0;
  const hint = missing ? `\n--host NAME=VALUE tells a fact of the host: ${facts.join(', ')}` : '';
  throw new UsageError(`${place.document.build} cannot be started like this:\n  ${problemLines(made.problems)}${hint}`);
}

function withoutState({ state: _state, ...stand }: Stand): Stand {
  return stand;
}

/** Both ways of each device; where the destination could not be started, no device has a verdict of its own. */
function deviceAnswers(stand: Stand, to: Place, arrived: Stand | undefined): readonly DeviceAnswer[] {
  if (arrived === undefined && to.document.destination === 'started') return [];
  const there = checkDevices(inputOf(stand, to, arrived?.machine));
  const back = arrived === undefined ? undefined : checkDevices(inputOf(withoutState(arrived), stand.place, stand.machine));
  return there.devices.map(({ address, model, verdict }) => {
    const other = back?.devices.find((each) => each.address === address);
    return { address, model, verdict: summaryOf(verdict), ...(other === undefined ? {} : { back: summaryOf(other.verdict) }) };
  });
}

function inputOf({ place, machine, state }: Stand, to: Place, started: Machine | undefined): CheckInput {
  const facts = (each: Place): { readonly facts?: NonNullable<Place['facts']> } => (each.facts === undefined ? {} : { facts: each.facts });
  const own = to.document.destination === 'started' && started !== undefined ? { machine: started } : {};
  return {
    source: { document: place.document, machine, ...facts(place), ...(state === undefined ? {} : { state }) },
    destination: { document: to.document, ...facts(to), ...own },
  };
}

function summaryOf({ outcome, class: cls, level }: Verdict): Summary {
  return { outcome, ...(cls === undefined ? {} : { class: cls }), level };
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
