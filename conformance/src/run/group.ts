/** A matrix: one model, configured by the source or on one machine type, over all builds that implement it. */
import type { DocumentModel, DocumentParam, Expr } from '@migspec/capabilities';
import { factCombinations, hostVariations, type Start, startLabel, starts, visitExpr } from '@migspec/compat';
import { attempt, type CommandLine, describe, type EmulatedMachine, type Tried } from '@migspec/emulator';
import type { Configuration, Facts, ParamValue } from '@migspec/runtime';
import type { BuildSubject, ImplementationSubject } from './subject.js';

export const address = '0000:00:04.0';
export const configured = 'configured';

export class Group {
  readonly implementation: ImplementationSubject;
  readonly model: string;
  /** What heads the matrix: `configured`, or the machine type; with the class, where it is not the first of the model. */
  readonly on: string;
  readonly machineType: string;
  /** By which a command line reaches the model; absent where the source configures, or no class has the model. */
  readonly deviceClass: string | undefined;
  /** Those that implement the model, oldest first. */
  readonly builds: readonly BuildSubject[];
  readonly facts: readonly Facts[];
  /** What hosts of a route may be: in the facts that the model depends on in some build. */
  readonly hosts: readonly Facts[];
  /** Builds that are alike in everything else fare differently: an erratum says of one by name how it ends. */
  readonly named: boolean;
  /** Params that hosts limit or decide, by name. */
  readonly #hostParams: ReadonlySet<string>;
  readonly #starts = new Map<string, readonly Start[]>();

  constructor(implementation: ImplementationSubject, model: string, machineType: string, deviceClass?: string, other = false) {
    this.implementation = implementation;
    this.model = model;
    this.machineType = machineType;
    this.on = other ? `${machineType} ${deviceClass}` : machineType;
    this.deviceClass = deviceClass;
    this.builds = implementation.builds.filter((build) => build.model(model) !== undefined);
    const deciding = (of: 'machine' | 'host', matrix: ImplementationSubject['facts']) =>
      Object.fromEntries(Object.entries(matrix).filter(([fact]) => this.builds.some((build) => build.reads(model, of, fact))));
    this.facts = factCombinations(deciding('machine', implementation.facts));
    this.hosts = hostVariations(deciding('host', implementation.hostFacts));
    const models = this.builds.flatMap((build) => build.model(model) ?? []);
    this.#hostParams = new Set(
      models.flatMap(({ params, observables }) => [
        ...params.filter(decidedByHost).map(({ name }) => name),
        ...observables.flatMap(({ value }) => paramsBesideHost(value.expr, params)),
      ]),
    );
    this.named = this.builds.some(({ document }) => document.errata.some(({ outcome }) => outcome?.model === model));
  }

  /** A build on each of the hosts. */
  sites(build: BuildSubject): readonly BuildSubject[] {
    return this.hosts.map((facts) => build.on(facts));
  }

  /** Where a build is for the start: on every host, if what was said has to do with hosts; else on the last of them. */
  sitesFor({ version, values }: Pick<Start, 'version' | 'values'>, build: BuildSubject): readonly BuildSubject[] {
    const said = Object.keys(values);
    const varied = version !== undefined || said.length === 0 || said.some((param) => this.#hostParams.has(param));
    return varied ? this.sites(build) : this.sites(build).slice(-1);
  }

  get started(): boolean {
    return this.machineType !== configured;
  }

  /** A machine with the one device, made by the build itself. */
  make(
    build: BuildSubject,
    facts: Facts,
    version: string | undefined,
    values: Readonly<Record<string, ParamValue>>,
  ): Tried<EmulatedMachine> {
    const { model, started } = this;
    if (started) return attempt(() => build.host.start(commandLine(this, facts, values)));
    const label = startLabel(version, values);
    return attempt(() => build.host.create(model, label === 'defaults' ? '' : label, { address, instance: 0, facts }));
  }

  /** The machine that the build makes out of what a source says of its own. */
  configure(build: BuildSubject, source: EmulatedMachine): Tried<EmulatedMachine> {
    return attempt(() => build.host.configured(describe(source), source.facts));
  }

  /** What the build can be started with; none when it has not the machine type. */
  starts(build: BuildSubject, facts: Facts): readonly Start[] {
    const key = `${build.place} ${JSON.stringify(facts, bigints)}`;
    const known = this.#starts.get(key);
    if (known !== undefined) return known;
    const model = build.model(this.model);
    const made = model === undefined ? [] : this.#find(build, model, facts);
    this.#starts.set(key, made);
    return made;
  }

  #find(build: BuildSubject, model: DocumentModel, facts: Facts): Start[] {
    return starts(model, !this.started, (version, values): Tried<Configuration> => {
      const made = this.make(build, facts, version, values);
      if (!made.ok) return made;
      const configuration = made.value.devices[0]?.device.configuration;
      return configuration === undefined
        ? { ok: false, refusal: { code: 'VERSION_UNKNOWN', message: 'no device', details: {} } }
        : { ok: true, value: configuration };
    });
  }
}

function decidedByHost({ hostFact, resolves, default: value }: DocumentParam): boolean {
  let reads = false;
  visitExpr(value.expr, (node) => {
    if (node.op === 'host') reads = true;
  });
  return hostFact !== undefined || resolves !== 'create' || reads;
}

/** What the guest reads may be the host's where one of these is not in the way. */
function paramsBesideHost(expr: Expr, params: readonly DocumentParam[]): readonly string[] {
  const read = { ids: new Set<string>(), host: false };
  visitExpr(expr, (node) => {
    if (node.op === 'host') read.host = true;
    if (node.op === 'param') read.ids.add(node.id);
  });
  return read.host ? params.flatMap(({ id, name }) => (read.ids.has(id) ? [name] : [])) : [];
}

export function commandLine(group: Group, facts: Facts, properties: Readonly<Record<string, ParamValue>>): CommandLine {
  return { machineType: group.machineType, facts, devices: [{ address, instance: 0, ...reachedBy(group), properties }] };
}

/** How a command line names the device. */
export function reachedBy({ deviceClass, model }: Group): { readonly class: string } | { readonly model: string } {
  return deviceClass === undefined ? { model } : { class: deviceClass };
}

export function bigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
