/** A migration by name: what a person asks for on a command line. */
import { attempt } from '@migspec/emulator';
import { type Facts, type ParamValue, parseInstantiation, parseParamValue } from '@migspec/runtime';
import { address, configured } from '../run/group.js';
import { groupsOf } from '../run/groups.js';
import { Origin, type Situation } from '../run/origin.js';
import type { BuildSubject, Subject } from '../run/subject.js';
import type { Backends } from './backends.js';
import { type Migration, migrationOf } from './migration.js';

export interface MigrationRequest {
  readonly source: string;
  readonly destination: string;
  /** A model's name, or the end of it; then an instantiation string. Default: the first model that both have. */
  readonly device?: string;
  readonly machineType?: string;
  readonly facts?: Readonly<Record<string, ParamValue>>;
  readonly situation?: string;
}

export type Named =
  | { readonly ok: true; readonly migration: Migration; readonly title: string }
  | { readonly ok: false; readonly message: string };

export function migrationNamed(subject: Subject, backends: Backends, request: MigrationRequest): Named {
  const [name = '', ...settings] = (request.device ?? '').split(',');
  const group = groupsOf(subject).filter(({ builds, implementation, on }) => {
    const ids = builds.map(({ id }) => id);
    const wanted = implementation.destination === 'configured' ? configured : request.machineType;
    return ids.includes(request.source) && ids.includes(request.destination) && (wanted === undefined || on === wanted);
  });
  if (group.length === 0) return refused(missing(subject, request));
  const found = group.find(({ model }) => name === '' || model === name || model.endsWith(`/${name}`));
  if (found === undefined)
    return refused(`both have no model ${name}; they have ${[...new Set(group.map(({ model }) => model))].join(', ')}`);
  if (found.started && request.machineType === undefined)
    return refused(`${request.source} is started with a machine type; --machine TYPE, for example ${found.on}`);
  const [source, destination] = [request.source, request.destination].map((id) => {
    const build = found.builds.find((each) => each.id === id);
    return build === undefined ? undefined : (found.sites(build)[0] ?? build);
  });
  if (source === undefined || destination === undefined) return refused('no such build');
  const facts: Facts = { ...found.facts[0], ...request.facts };
  const start = startOf(source, found.model, settings.join(','));
  if (typeof start === 'string') return refused(start);
  const made = found.make(source, facts, start.version, start.values);
  if (!made.ok) return refused(`${source.id} refuses this device: ${made.refusal.code} ${made.refusal.message}`);
  const configuration = made.value.devices[0]?.device.configuration ?? {};
  const origin = Origin.of(found, source, facts, { ...start, configuration }, new Map());
  const chosen = origin === undefined ? 'nothing was made' : situationsFor(origin, request.situation);
  if (origin === undefined || typeof chosen === 'string') return refused(String(chosen));
  const [before, next] = chosen;
  const title = `${source.id} → ${destination.id}, ${found.model} at ${address}${found.started ? `, ${found.on}` : ''}, the guest in ${before.name}`;
  return { ok: true, title, migration: migrationOf(origin, destination, before, next, backends.get(found.model)) };
}

/** The situation that is named, in which the guest stays; or the last two, from one to the other while memory is copied. */
function situationsFor({ situations }: Origin, name: string | undefined): readonly [Situation, Situation] | string {
  const last = situations.at(-1);
  const named = name === undefined ? last : situations.find((situation) => situation.name === name);
  if (named === undefined) return `no situation ${name ?? ''}; there are ${situations.map((situation) => situation.name).join(', ')}`;
  return name === undefined ? [situations.at(-2) ?? named, named] : [named, named];
}

function startOf(
  source: BuildSubject,
  model: string,
  text: string,
): { readonly label: string; readonly version?: string; readonly values: Record<string, ParamValue> } | string {
  const parsed = attempt(() => parseInstantiation(text));
  if (!parsed.ok) return parsed.refusal.message;
  const values: Record<string, ParamValue> = {};
  for (const [name, value] of parsed.value.values) {
    const param = source.host.classOf(model).descriptor.params.find((each) => each.name === name);
    const read = param === undefined ? undefined : parseParamValue(param.type, value);
    if (read === undefined) return `${source.id} has no param ${name} with a value ${value}`;
    values[name] = read;
  }
  const { version } = parsed.value;
  return { label: text === '' ? 'defaults' : text, ...(version === undefined ? {} : { version }), values };
}

function missing(subject: Subject, { source, destination, machineType }: MigrationRequest): string {
  const builds = subject.implementations.flatMap((implementation) => implementation.builds);
  const unknown = [source, destination].find((id) => !builds.some((build) => build.id === id));
  if (unknown !== undefined) return `${unknown}: no such build; there are ${builds.map(({ id }) => id).join(', ')}`;
  return `${source} and ${destination} have no model in common${machineType === undefined ? '' : ` on ${machineType}`}`;
}

function refused(message: string): Named {
  return { ok: false, message };
}
