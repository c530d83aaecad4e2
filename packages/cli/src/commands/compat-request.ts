import type { CapabilityDocument, DocumentParamType } from '@migspec/capabilities';
import { type DeviceRequest, documentForHost, parseValue, type StartRequest, says } from '@migspec/compat';
import type { Facts, ParamValue } from '@migspec/runtime';
import { UsageError } from '../exit.js';
import { problemLines } from '../problem-lines.js';

export interface CompatOptions {
  readonly machine?: string;
  readonly device?: readonly string[];
  readonly fact?: readonly string[];
  readonly host?: readonly string[];
  readonly vm?: string;
  readonly state?: string;
  /** True without a word. */
  readonly explain?: string | true;
  readonly documents?: string;
  readonly spec?: string;
  readonly json: boolean;
  /** `nvml`: the verdict as two masks. */
  readonly as?: string;
}

/** The command line that both ends get. Without `--device`: one of every model that the source implements. */
export function requestOf(source: CapabilityDocument, destination: CapabilityDocument, options: CompatOptions): StartRequest {
  if (options.machine === undefined && source.destination === 'started') {
    const common = Object.keys(source.machineTypes).filter((name) => name in destination.machineTypes);
    throw new UsageError(
      `${source.build} is started with a machine type; --machine TYPE, for example ${common[0] ?? Object.keys(source.machineTypes)[0] ?? 'one it has'}`,
    );
  }
  const wanted = options.device ?? Object.keys(source.models);
  return {
    ...(options.machine === undefined ? {} : { type: options.machine }),
    facts: Object.fromEntries((options.fact ?? []).map(pair)),
    devices: wanted.map((text, index) => deviceOf(source, text, index)),
  };
}

/** `NAME`, then an instantiation string: the name is a class, a model id, or the last part of one. `addr=` places it. */
function deviceOf(document: CapabilityDocument, text: string, index: number): DeviceRequest {
  const [name = '', ...settings] = text.split(',');
  const placed = settings.filter((setting) => setting.startsWith('addr='));
  const said = settings.filter((setting) => !setting.startsWith('addr=')).join(',');
  const address = placed[0]?.slice('addr='.length) ?? `0000:00:${(4 + index).toString(16).padStart(2, '0')}.0`;
  if (Object.hasOwn(document.classes, name)) return { address, class: name, configuration: said };
  const models = Object.keys(document.models).filter((id) => id === name || id.endsWith(`/${name}`));
  const [model] = models;
  if (models.length !== 1 || model === undefined) {
    throw new UsageError(
      `--device ${name}: ${models.length === 0 ? 'no such model or class' : 'several models end like this'}; ${document.build} has ${Object.keys(document.models).join(', ')}`,
    );
  }
  // A form without defaults tells what a device is through its versions.
  const silent = said === '' && !says(document, '/models/*/params/*/default') && (document.models[model]?.versions.length ?? 0) > 0;
  const configuration = silent ? 'version=latest' : said;
  const [reaching] = Object.entries(document.classes).find(([, entry]) => entry.model === model) ?? [];
  return { address, configuration, ...(reaching === undefined ? { model } : { class: reaching, model }) };
}

export interface HostFacts {
  readonly source: Facts;
  readonly destination: Facts;
}

/** `net-peer=tap` is said of both hosts, `source.net-peer=tap` of one; only facts that the build declares, with values of their type. */
export function hostsOf(source: CapabilityDocument, destination: CapabilityDocument, options: CompatOptions): HostFacts {
  const said = (options.host ?? []).map((text) => {
    const [, end, name, value] = /^(?:(source|destination)\.)?([A-Za-z_][\w-]*)=(.*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`--host ${text}: NAME=VALUE is expected, or source.NAME=VALUE`);
    return { text, end, name, value };
  });
  const factsOf = (document: CapabilityDocument, end: string): Facts => {
    const own = said.filter((each) => each.end === end || (each.end === undefined && Object.hasOwn(document.hostFacts, each.name)));
    const facts = Object.fromEntries(own.map((each) => [each.name, factValue(document, each)]));
    const made = documentForHost(document, facts);
    if (!made.ok) throw new UsageError(`--host: ${problemLines(made.problems)}`);
    return facts;
  };
  for (const { text, end, name } of said) {
    const known = [...(end === 'destination' ? [] : [source]), ...(end === 'source' ? [] : [destination])];
    if (known.some((document) => Object.hasOwn(document.hostFacts, name))) continue;
    const all = known.flatMap((document) => Object.keys(document.hostFacts));
    throw new UsageError(`--host ${text}: no such fact; ${all.length === 0 ? 'the builds declare none' : [...new Set(all)].join(', ')}`);
  }
  return { source: factsOf(source, 'source'), destination: factsOf(destination, 'destination') };
}

function factValue(document: CapabilityDocument, { text, name, value }: { text: string; name: string; value: string }): ParamValue {
  const fact = document.hostFacts[name];
  const parsed = fact === undefined ? undefined : parseValue(fact.type, value);
  if (parsed !== undefined) return parsed;
  const choices = fact === undefined ? 'a value' : choicesOf(fact.type);
  throw new UsageError(`--host ${text}: no value of ${name}: ${choices} is expected`);
}

function choicesOf(type: DocumentParamType): string {
  if (type.kind === 'enum') return type.values.join(', ');
  return type.kind === 'flags' ? `bits joined by +, or nothing (${type.names.map(({ name }) => name).join(', ')})` : type.kind;
}

function pair(text: string): readonly [string, number | string | boolean] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--fact ${text}: NAME=VALUE is expected, for example cpus=4`);
  const value = text.slice(at + 1);
  return [text.slice(0, at), /^\d+$/.test(value) ? Number(value) : value === 'true' ? true : value === 'false' ? false : value];
}
