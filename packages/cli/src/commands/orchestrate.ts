import { backendsOf, loadGenerated, loadSubject, migrationNamed, type OrchestrationResult, runOrchestration } from '@migspec/conformance';
import { type Deviation, type Fault, faultsOf, faultText, orchestrate, protocols, type Scenario, type Trace } from '@migspec/emulator';
import { exitCodes, UsageError } from '../exit.js';
import { packagesOf } from '../packages.js';
import { orchestrationText, traceText } from './orchestrate-text.js';

export interface OrchestrateOptions {
  readonly protocol: string;
  readonly machine?: string;
  readonly device?: string;
  readonly fact?: readonly string[];
  readonly situation?: string;
  readonly ask: boolean;
  readonly fault?: string;
  readonly faults: boolean;
  readonly mandatory?: string;
  readonly deviation?: Deviation;
  readonly spec?: string;
  readonly json: boolean;
}

/** Exit 0 migrated, 3 when the guest stays where it was or is lost; of all runs together: 1 when something that must hold is broken. */
export async function orchestrateCommand(
  source: string | undefined,
  destination: string | undefined,
  options: OrchestrateOptions,
): Promise<number> {
  const protocol = protocols.find(({ name }) => name === options.protocol);
  if (protocol === undefined)
    throw new UsageError(`--protocol ${options.protocol}: there are ${protocols.map(({ name }) => name).join(', ')}`);
  if ((source === undefined) !== (destination === undefined)) throw new UsageError('a source and a destination, or neither');
  const other = await packagesOf(options.spec);
  const { subject, composed } = await (other === undefined ? loadGenerated() : loadSubject(other.documents, other, other.ir));
  const backends = backendsOf(subject, composed);
  if (source === undefined || destination === undefined) return everything(runOrchestration(subject, backends), options);
  const found = migrationNamed(subject, backends, { source, destination, ...named(options) });
  if (!found.ok) throw new UsageError(found.message);
  const { scenario, ask } = found.migration;
  const over = { ...scenario, ...(options.ask ? { ask } : {}), ...between(options) };
  const faults = faultsOf(protocol, orchestrate(protocol, over));
  if (options.faults) {
    process.stdout.write(`${faults.map(faultText).join('\n')}\n`);
    return exitCodes.ok;
  }
  const trace = orchestrate(protocol, over, ...faultNamed(faults, options.fault));
  process.stdout.write(options.json ? `${JSON.stringify(trace)}\n` : traceText(protocol, trace, found.title));
  return outcomeOf(trace) === 'migrated' ? exitCodes.ok : exitCodes.notYes;
}

const outcomeOf = ({ reports }: Trace): string | undefined => reports.at(-1)?.outcome;

function everything(result: OrchestrationResult, { json }: OrchestrateOptions): number {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : orchestrationText(result));
  return result.violations.length === 0 ? exitCodes.ok : exitCodes.findings;
}

function named({ device, machine, situation, fact = [] }: OrchestrateOptions) {
  return {
    ...(device === undefined ? {} : { device }),
    ...(machine === undefined ? {} : { machineType: machine }),
    ...(situation === undefined ? {} : { situation }),
    facts: Object.fromEntries(fact.map(factOf)),
  };
}

function factOf(text: string): readonly [string, number | string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--fact ${text}: NAME=VALUE is expected, for example cpus=4`);
  const value = text.slice(at + 1);
  return [text.slice(0, at), /^\d+$/.test(value) ? Number(value) : value];
}

/** What the managers know of each other, and what the ones in between forget to do. */
function between({ mandatory, deviation }: OrchestrateOptions): Pick<Scenario, 'cookies' | 'deviations'> {
  const nothing = { mandatory: [], knows: [] };
  const feature = mandatory === undefined ? [] : [mandatory];
  return {
    cookies: { source: { ...nothing, mandatory: feature }, destination: { ...nothing, mandatory: feature } },
    ...(deviation === undefined ? {} : { deviations: [deviation] }),
  };
}

function faultNamed(faults: readonly Fault[], text: string | undefined): readonly Fault[] {
  if (text === undefined) return [];
  const wanted = text.trim().replace(/\s+/g, ' ');
  const found = faults.find((fault) => faultText(fault) === wanted);
  if (found !== undefined) return [found];
  const step = /@(\d+)/.exec(wanted)?.[1];
  const here = faults.filter((fault) => String(fault.step) === step).map(faultText);
  throw new UsageError(`--fault ${text}: no such fault; ${here.length === 0 ? '--faults lists them' : here.join(', ')}`);
}
