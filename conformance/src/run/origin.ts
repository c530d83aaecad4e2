/** Where cells begin: a source build, its machine with one configuration, and that machine's situations. */
import type { DocumentModel } from '@migspec/capabilities';
import { destinationProperties, type Start } from '@migspec/compat';
import {
  type EmulatedInstance,
  type EmulatedMachine,
  type HopResult,
  play,
  type Refusal,
  type Script,
  type Tried,
  withVariables,
} from '@migspec/emulator';
import type { Configuration, DeviceState, Facts } from '@migspec/runtime';
import { factsText, hostsText } from '../cells/facts.js';
import type { CellName } from '../cells/selector.js';
import { type Scope, scopeOf } from '../scope.js';
import { materialise } from '../situations/materialise.js';
import { address, bigints, type Group } from './group.js';
import type { BuildSubject } from './subject.js';

export interface Situation {
  readonly name: string;
  /** What it changes, by dotted path, for guests on other builds. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The source's whole state in it. */
  readonly state: DeviceState;
}

/** Situations are the same for every build, machine type and machine that have the same slice and configuration. */
export type SituationCache = Map<string, readonly Situation[]>;

export class Origin {
  readonly group: Group;
  readonly source: BuildSubject;
  readonly facts: Facts;
  readonly start: Start;
  readonly machine: EmulatedMachine;
  readonly instance: EmulatedInstance;
  readonly scope: Scope;
  readonly situations: readonly Situation[];
  /** Everything about the source that decides what happens. */
  readonly key: string;

  /** Hops from here that were run, for the chains that go on from them: `situation build`. */
  readonly arrivals = new Map<string, HopResult>();
  readonly #made = new Map<BuildSubject, Tried<Configuration>>();

  private constructor(
    group: Group,
    source: BuildSubject,
    facts: Facts,
    start: Start,
    machine: EmulatedMachine,
    instance: EmulatedInstance,
    cache: SituationCache,
  ) {
    this.group = group;
    this.source = source;
    this.facts = facts;
    this.start = start;
    this.machine = machine;
    this.instance = instance;
    const model = source.model(group.model);
    if (model === undefined) throw new Error(`${source.id} does not implement ${group.model}`);
    const scope = scopeOf(model, instance);
    this.scope = scope;
    this.key = [
      source.slice(group.model),
      JSON.stringify([instance.device.configuration, source.factsRead(group.model, facts), source.hostFactsRead(group.model)], bigints),
    ].join(' ');
    const known = cache.get(this.key);
    this.situations = known ?? situationsOf(model, scope);
    if (known === undefined) cache.set(this.key, this.situations);
  }

  static of(group: Group, source: BuildSubject, facts: Facts, start: Start, cache: SituationCache): Origin | undefined {
    const made = group.make(source, facts, start.version, start.values);
    const instance = made.ok ? made.value.devices[0] : undefined;
    return made.ok && instance !== undefined ? new Origin(group, source, facts, start, made.value, instance, cache) : undefined;
  }

  /** The machine in the situation; the same object every time. */
  in(situation: Situation): EmulatedMachine {
    this.instance.device.state = situation.state;
    return this.machine;
  }

  /** The machine as it starts. */
  fresh(): EmulatedMachine {
    play(this.machine, { kind: 'reset' });
    return this.machine;
  }

  /** What a manager starts the destination with. */
  properties(destination: BuildSubject): ReturnType<typeof destinationProperties> {
    return destinationProperties(this.source.model(this.group.model), destination.model(this.group.model), this.start.values);
  }

  /** The configuration that a destination is made with, or why it is not. */
  configurationAt(destination: BuildSubject): Configuration | string {
    const made = this.#configuredAt(destination);
    return made.ok ? made.value : made.refusal.message;
  }

  /** Why a destination cannot be made. */
  refusalAt(destination: BuildSubject): Refusal | undefined {
    const made = this.#configuredAt(destination);
    return made.ok ? undefined : made.refusal;
  }

  #configuredAt(destination: BuildSubject): Tried<Configuration> {
    const known = this.#made.get(destination);
    if (known !== undefined) return known;
    const { group, facts } = this;
    const machine = group.started
      ? group.make(destination, facts, undefined, this.properties(destination))
      : group.configure(destination, this.machine);
    const made: Tried<Configuration> = machine.ok ? { ok: true, value: machine.value.devices[0]?.device.configuration ?? {} } : machine;
    this.#made.set(destination, made);
    return made;
  }

  name(route: readonly BuildSubject[]): CellName {
    const { group, facts, start } = this;
    const said = [factsText(facts), hostsText(route.map(({ host }) => host.hostFacts))].filter((text) => text !== '').join(',');
    return { model: group.model, route: route.map(({ id }) => id), on: group.on, config: start.label, facts: said };
  }
}

/** The situations of a model. One whose author described none gets two: nothing was done, and everything. */
export function described(model: DocumentModel): DocumentModel['situations'] {
  if (model.situations.length > 0) return model.situations;
  const all = model.variables.filter(
    ({ bounds, unenforced, type }) => bounds.own === undefined && unenforced?.own === undefined && type.kind !== 'padding',
  );
  const everything = Object.fromEntries(all.map(({ name }) => [name, { kind: 'random' } as const]));
  return [
    { name: 'fresh', state: {} },
    { name: 'everything', state: everything },
  ];
}

/** All that apply to the device. */
export function situationsOf(model: DocumentModel, scope: Scope): Situation[] {
  return described(model)
    .filter(({ when }) => when === undefined || scope.evaluate(when, scope.reset) === true)
    .map((situation) => {
      const values = materialise(model, situation, scope.reset, (expression, state, self) =>
        scope.evaluate(expression, state, self === undefined ? {} : { self }),
      );
      return { name: situation.name, values, state: withVariables(scope.reset, values) };
    });
}

/** As something that a guest does, on any build. */
export function enter({ name, values }: Situation): Script['events'][number] {
  return { kind: 'situation', name, address, state: values };
}
