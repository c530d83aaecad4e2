/** Everything that can go wrong with a model on the way from one build to another, over all that the matrix would start. */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import type { Facts } from '@migspec/runtime';
import { check } from '../check/check.js';
import { refusedStart } from '../check/refused-start.js';
import type { ReasonClass, Subject, Verdict } from '../check/types.js';
import { createConfiguration } from '../document/configuration.js';
import { type Machine, startMachine } from '../document/machine.js';
import { visitExpr } from '../expression.js';
import type { Problem } from '../problem.js';
import { destinationProperties } from './lines.js';
import { type Start, starts } from './starts.js';

export interface SurveyOptions {
  /** Machines to start on; default: one with the document's own facts. */
  readonly machines?: readonly Facts[];
  /** Hosts that either end may be; default: one of which nothing is told, and what it decides depends. */
  readonly hosts?: readonly Facts[];
}

export interface SurveyedReason extends Pick<Subject, 'param' | 'section' | 'field' | 'observable' | 'have' | 'want'> {
  readonly model: string;
  /** What the param is recognised by, where that is not its name. */
  readonly identity?: string;
  /** What the observable shows in either build: `params.ID`, `state.NAME`. */
  readonly shows?: readonly string[];
  readonly code: string;
  readonly class: ReasonClass;
  /** Only for some states of the device, or on some hosts. */
  readonly depends: boolean;
  /** The machine type, or `configured`. */
  readonly on: string;
  /** Seen with something that can be created at the destination; where nothing can, with what the source starts when told nothing. */
  readonly promised: boolean;
  /** What the source was started with, where it was seen first: an instantiation string, or `defaults`. */
  readonly configuration: string;
  /** Where the model has several device classes that are not one to the machine type: the one that was started. */
  readonly deviceClass?: string;
  /** It is not the first class of the model, which tools take that are not told one. */
  readonly otherClass?: true;
  /** Further classes of the model that fare like the one that was started. */
  readonly alike?: readonly string[];
}

const address = '0000:00:04.0';

/** Each reason once for each machine type. Neither build has to have the model: then there is nothing to go wrong. */
export function survey(
  source: CapabilityDocument,
  destination: CapabilityDocument,
  model: string,
  { machines = [{}], hosts }: SurveyOptions = {},
): readonly SurveyedReason[] {
  const [from, to] = [own(source, model), own(destination, model)];
  if (from === undefined || to === undefined) return [];
  const found = new Map<string, SurveyedReason>();
  const creatable = new Set<string>();
  /** What the first start on each machine already shows. */
  const [firsts, plain] = [new Map<string, string>(), new Set<string>()];
  const pairs = pairsOf(distinctHosts(hosts, [from, to]));
  const take: Take = (on, configuration, seenHere, { startedAs, toldAll } = { toldAll: true }) => {
    // What is seen on some hosts alone depends on them; on all of them it shows with every pair, and the text need not say it.
    const reasons = pairs.length > 1 ? seenHere.map((reason) => ({ ...reason, depends: true })) : seenHere;
    const created = !seenHere.some(({ class: cls, depends }) => cls === 'create' && !depends);
    if (created) creatable.add(on);
    if (!firsts.has(on)) firsts.set(on, configuration);
    for (const reason of reasons) {
      const key = JSON.stringify([
        on,
        reason.code,
        reason.class,
        reason.param,
        reason.section,
        reason.field,
        reason.observable,
        startedAs?.deviceClass,
      ]);
      if (configuration === firsts.get(on)) plain.add(key);
      const known = found.get(key);
      const told = created && toldAll;
      const promised = told || known?.promised === true;
      const worse = known === undefined || (known.depends && !reason.depends) || (told && !known.promised);
      found.set(key, worse ? { ...reason, model, on, configuration, promised, ...startedAs } : { ...known, promised });
    }
  };
  const places = pairs.length > 0 ? pairs : [undefined];
  for (const place of places)
    surveyOn({ source, destination, model, from, to, ...(place === undefined ? {} : { hosts: place }) }, machines, take);
  return [...found].map(([key, reason]) => ({
    ...reason,
    ...identityOf(reason.param, [from, to]),
    ...shownBy(reason.observable, [from, to]),
    promised: reason.promised || (!creatable.has(reason.on) && plain.has(key)),
  }));
}

/** A param may be called otherwise at either end. */
function identityOf(param: string | undefined, models: readonly DocumentModel[]): { readonly identity?: string } {
  const id = models.flatMap(({ params }) => params.find(({ name }) => name === param) ?? [])[0]?.id;
  return id === undefined || id === param ? {} : { identity: id };
}

function shownBy(observable: string | undefined, models: readonly DocumentModel[]): { readonly shows?: readonly string[] } {
  if (observable === undefined) return {};
  const shown = new Set<string>();
  for (const { observables } of models) {
    for (const { name, value } of observables) {
      if (name !== observable) continue;
      visitExpr(value.expr, (node) => {
        if (node.op === 'param') shown.add(`params.${node.id}`);
        if (node.op === 'state') shown.add(`state.${node.name}`);
      });
    }
  }
  return { shows: [...shown] };
}

function surveyOn(surveyed: Surveyed, machines: readonly Facts[], take: Take): void {
  const { source } = surveyed;
  if (source.destination === 'configured') for (const facts of machines) configured(surveyed, facts, take);
  else
    for (const type of Object.keys(source.machineTypes))
      for (const facts of machines) for (const each of startedClasses(surveyed, type, facts)) started(surveyed, type, facts, each, take);
}

/** What one pair of hosts decides, another may decide otherwise. */
interface HostPair {
  readonly source: Facts;
  readonly destination: Facts;
}

function pairsOf(hosts: readonly Facts[]): readonly HostPair[] {
  return hosts.flatMap((source) => hosts.map((destination) => ({ source, destination })));
}

/** Hosts as far as the models depend on them; none where they do not. */
function distinctHosts(hosts: readonly Facts[] = [], models: readonly DocumentModel[]): readonly Facts[] {
  const read = factsRead(models);
  if (read.size === 0) return [];
  const known = new Map<string, Facts>();
  for (const host of hosts) {
    const own = Object.fromEntries(Object.entries(host).filter(([name]) => read.has(name)));
    known.set(
      JSON.stringify(own, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
      own,
    );
  }
  return [...known.values()];
}

function factsRead(models: readonly DocumentModel[]): ReadonlySet<string> {
  const read = new Set<string>();
  JSON.stringify(models, (key, value: unknown) => {
    if (key === 'hostFact') read.add(String(value));
    if (typeof value === 'object' && value !== null && 'op' in value && value.op === 'host' && 'name' in value)
      read.add(String(value.name));
    return value;
  });
  return read;
}

interface Surveyed {
  readonly hosts?: HostPair;
  readonly source: CapabilityDocument;
  readonly destination: CapabilityDocument;
  readonly model: string;
  readonly from: DocumentModel;
  readonly to: DocumentModel;
}

type Seen = Omit<SurveyedReason, 'model' | 'identity' | 'shows' | 'on' | 'configuration' | 'promised' | keyof StartedAs>;
type Take = (on: string, configuration: string, reasons: readonly Seen[], options?: TakeOptions) => void;

interface TakeOptions {
  readonly startedAs?: StartedAs | undefined;
  /** The destination was told all that the source was. */
  readonly toldAll: boolean;
}

function configured({ source, destination, model, from, hosts }: Surveyed, facts: Facts, take: Take): void {
  const made = starts(from, true, (version, values) =>
    createConfiguration(
      model,
      from,
      { ...(version === undefined ? {} : { version }), values },
      { machine: facts, ...(hosts === undefined ? {} : { host: hosts.source }) },
    ),
  );
  for (const start of made) {
    const machine: Machine = { facts, devices: [{ address, instance: 0, model, configuration: start.configuration }] };
    const [here, there] = told(hosts);
    take(
      'configured',
      start.label,
      seen(check({ source: { machine, document: source, ...here }, destination: { document: destination, ...there } })),
    );
  }
}

/** What the check is told of the hosts. */
function told(hosts: HostPair | undefined): readonly [{ readonly facts?: Facts }, { readonly facts?: Facts }] {
  return hosts === undefined ? [{}, {}] : [{ facts: hosts.source }, { facts: hosts.destination }];
}

type Starter = (document: CapabilityDocument, values: Start['values'], host?: Facts) => ReturnType<typeof startMachine>;

function starter({ model }: Surveyed, type: string, facts: Facts, name: string | undefined): Starter {
  return (document, values, host) =>
    startMachine(document, {
      type,
      facts,
      ...(host === undefined ? {} : { hostFacts: host }),
      devices: [{ address, instance: 0, ...(name === undefined ? { model } : { class: name }), configuration: values }],
    });
}

/** What a reason says of the class, where there are several to tell apart. */
type StartedAs = Pick<SurveyedReason, 'deviceClass' | 'otherClass' | 'alike'>;

interface StartedClass {
  readonly name: string | undefined;
  readonly startedAs?: StartedAs;
}

/** The first class of the model, and every other of which an end makes another device under the machine type; none: by its model. */
function startedClasses(surveyed: Surveyed, type: string, facts: Facts): readonly StartedClass[] {
  const { source, destination, model } = surveyed;
  const names = Object.entries(source.classes).flatMap(([name, entry]) => (entry.model === model ? [name] : []));
  const made = (name: string | undefined): string => {
    const start = starter(surveyed, type, facts, name);
    return [source, destination]
      .map((document) => {
        const machine = start(document, {}, document === source ? surveyed.hosts?.source : surveyed.hosts?.destination);
        const configuration = machine.ok ? machine.value.devices[0]?.configuration : machine.problems.map(({ code }) => code);
        return JSON.stringify(configuration, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      })
      .join('\n');
  };
  const [first, ...rest] = names;
  if (rest.length === 0) return [{ name: first }];
  const usual = made(first);
  const different = Object.hasOwn(destination.machineTypes, type) ? rest.filter((name) => made(name) !== usual) : [];
  if (first === undefined || different.length === 0) return [{ name: first }];
  const others = different.map((name) => ({ name, startedAs: { deviceClass: name, otherClass: true } as const }));
  const alike = rest.filter((name) => !different.includes(name));
  return [{ name: first, startedAs: { deviceClass: first, ...(alike.length === 0 ? {} : { alike }) } }, ...others];
}

/** Both ends are started by one command line; what a host decides is not known. */
function started(surveyed: Surveyed, type: string, facts: Facts, { name, startedAs }: StartedClass, take: Take): void {
  const { source, destination, from, to, hosts } = surveyed;
  const start = starter(surveyed, type, facts, name);
  if (!Object.hasOwn(destination.machineTypes, type)) {
    if (start(source, {}, hosts?.source).ok)
      take(type, 'defaults', [{ code: 'MACHINE_TYPE_UNKNOWN', class: 'create', depends: false, have: type }]);
    return;
  }
  const made = starts(from, false, (_, values) => {
    const machine = start(source, values, hosts?.source);
    const configuration = machine.ok ? machine.value.devices[0]?.configuration : undefined;
    return configuration === undefined ? { ok: false } : { ok: true, value: configuration };
  });
  for (const { label, values } of made) {
    const line = destinationProperties(from, to, values);
    const [here, there] = [start(source, values, hosts?.source), start(destination, line, hosts?.destination)];
    if (!here.ok) continue;
    const options = { startedAs, toldAll: Object.keys(line).length === Object.keys(values).length };
    const [hereFacts, thereFacts] = told(hosts);
    const machine = { machine: here.value, document: source, ...hereFacts };
    if (there.ok)
      take(
        type,
        label,
        seen(check({ source: machine, destination: { document: destination, machine: there.value, ...thereFacts } })),
        options,
      );
    else if (there.problems.every(({ code }) => code === 'FACT_NOT_GIVEN'))
      take(type, label, seen(refusedStart(machine, destination, there.problems)), options);
    else take(type, label, there.problems.map(refused), options);
  }
}

function seen({ reasons }: Verdict): readonly Seen[] {
  return reasons.map(({ code, class: cls, definite, param, section, field, observable, have, want }) => ({
    code,
    class: cls,
    depends: !definite,
    ...defined({ param, section, field, observable, have, want }),
  }));
}

function refused({ code, param, have, want }: Problem): Seen {
  return { code, class: 'create', depends: false, ...defined({ param, have, want }) };
}

function own(document: CapabilityDocument, model: string): DocumentModel | undefined {
  return Object.hasOwn(document.models, model) ? document.models[model] : undefined;
}

function defined<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}
