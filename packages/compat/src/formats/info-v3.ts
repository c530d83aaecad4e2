/**
 * Migration info JSON as of the third proposal: params with type, `init_value`, `off_value` and `allowed_values`, no versions.
 * `allowed_values` of an `int` are numbers and `"min-max"`; of a `str` a text `"0-255"` is that text. Integers beyond 2^53
 * are decimal text, where they are one value too. Absent `allowed_values`: any value of the type, and the device may refuse
 * some, so that the range is not known. Source: Hajnoczi on qemu-devel, 10 November 2020, and the objections to it.
 */
import type {
  CapabilityDocument,
  DocumentModel,
  DocumentParam,
  DocumentParamType,
  DocumentRange,
  DocumentValue,
} from '@migspec/capabilities';
import { createConfiguration, withDefaults } from '../document/configuration.js';
import { machineFacts } from '../document/facts.js';
import { parseValue } from '../values.js';
import { documentOf, emptyModel, literal, plainParam } from './build.js';
import type { Form } from './form.js';
import { buildLosses, documentLosses, modelLosses, paramLosses, retiredLosses, stateVersionLosses, versionsLosses } from './losses.js';
import { isNothing, listedRange, narrowestType, nothing, wholeType } from './ranges.js';
import {
  attempt,
  boundedName,
  cannotSay,
  invalid,
  isObject,
  type JsonObject,
  listAt,
  member,
  objectAt,
  onlyFile,
  parseJson,
} from './reader.js';
import { pointerPart, says } from './silence.js';

type Json = boolean | number | string;

export const infoV3: Form = {
  name: 'info-v3',
  title: 'migration info JSON with types and allowed values',
  source: 'qemu-devel, 10 November 2020, "VFIO Migration" v3',
  file: 'migration-info.json',
  tree: false,
  loses: [
    ...documentLosses,
    ...buildLosses,
    ...modelLosses,
    ...retiredLosses,
    ...paramLosses,
    { at: '/models/*/params/*/type', what: 'widths, signs, names of bits and of values: only bool, int and str are left' },
    { at: '/models/*/params/*/range', what: 'masks, long lists of steps, and where any text is accepted' },
    { at: '/models/*/params/*/default', what: 'how a default is worked out: its value on this host is left' },
    ...versionsLosses,
    ...stateVersionLosses,
  ],
  write: (document) =>
    attempt(() => {
      const models = Object.entries(document.models).map(([id, model]) => [id, { params: writeParams(document, id, model) }]);
      return { ok: true, value: { [infoV3.file]: `${JSON.stringify({ models: Object.fromEntries(models) }, undefined, 2)}\n` } };
    }),
  recognises: (files) => Object.values(modelsIn(files)).some((model) => isObject(model) && isObject(model.params)),
  read: (files, options) =>
    attempt(() => {
      const data = objectAt(member(objectAt(parseJson(onlyFile(files)), ''), 'models'), '/models');
      const silent: string[] = [];
      const models = Object.entries(data).map(([id, json]) => {
        const at = `/models/${pointerPart(boundedName(id, '/models'))}`;
        const params = objectAt(member(objectAt(json, at), 'params') ?? {}, `${at}/params`);
        const read = Object.entries(params).map(([name, each], index) => {
          const param = readParam(name, objectAt(each, `${at}/params/${pointerPart(name)}`), `${at}/params/${pointerPart(name)}`);
          if (!param.limited) silent.push(`${at}/params/${index}/range`);
          return param.param;
        });
        return [id, emptyModel({ params: read })] as const;
      });
      const losses = infoV3.loses.filter(({ at }) => !carried.includes(at));
      return documentOf({ models, losses, silent }, options);
    }),
};

/** Lost in part: what is left can be judged by. */
const carried: readonly string[] = ['/models/*/params/*/range', '/models/*/params/*/type', '/models/*/params/*/default'];

/** What looks like models, for a quick look. */
export function modelsIn(files: Parameters<Form['recognises']>[0]): JsonObject {
  try {
    const json: unknown = JSON.parse(onlyFile(files));
    const models = isObject(json) && !('documentVersion' in json) ? json.models : undefined;
    return isObject(models) ? models : {};
  } catch {
    return {};
  }
}

function writeParams(document: CapabilityDocument, id: string, model: DocumentModel): JsonObject {
  const initial = initialValues(document, id, model);
  const known = model.params.map((param, index) => {
    const init = Object.hasOwn(initial, param.name) ? initial[param.name] : undefined;
    if (init === undefined) return cannotSay(`${id}: the default of ${param.name} (${param.default.text}) has no value here`, param.name);
    const limited = says(document, `/models/${pointerPart(id)}/params/${index}/range`);
    return [checkedName(param.name), paramJson(param, init, limited ? listedRange(param.type, param.range) : undefined)] as const;
  });
  const removed = model.retired.map(({ name, type, implied }) => {
    const json = asJson(type, implied);
    return [checkedName(name), { type: typeName(type), init_value: json, allowed_values: [json] }] as const;
  });
  return Object.fromEntries([...known, ...removed]);
}

/** What a new device gets. Facts that nobody told have their declared default, as in tools that make devices. */
function initialValues(document: CapabilityDocument, id: string, model: DocumentModel): Readonly<Record<string, DocumentValue | bigint>> {
  const declared = Object.fromEntries(
    Object.entries(document.hostFacts).map(([name, fact]) => [name, parseValue(fact.type, fact.default) ?? fact.default]),
  );
  const told = Object.entries(document.host ?? {}).map(([name, raw]) => {
    const fact = Object.hasOwn(document.hostFacts, name) ? document.hostFacts[name] : undefined;
    return [name, (fact === undefined ? undefined : parseValue(fact.type, raw)) ?? raw] as const;
  });
  const facts = { machine: machineFacts(document), host: { ...declared, ...Object.fromEntries(told) } };
  const made = createConfiguration(id, model, {}, facts);
  return made.ok ? made.value : withDefaults(id, model, {}, facts);
}

/** `--m-NAME=VALUE` and a file of that name. */
function checkedName(name: string): string {
  return /[=/\\\s]/.test(name) ? cannotSay(`a param named ${JSON.stringify(name)} has no place on a command line`, name) : name;
}

function typeName(type: DocumentParamType): 'bool' | 'int' | 'str' {
  return type.kind === 'bool' ? 'bool' : type.kind === 'int' || type.kind === 'flags' ? 'int' : 'str';
}

function asJson(type: DocumentParamType, raw: DocumentValue | bigint): Json {
  const value = parseValue(type, raw);
  if (value === undefined) return cannotSay(`${String(raw)} is no value of its type`, String(raw));
  if (typeof value === 'string' && value.includes('\n')) return cannotSay('a value of several lines', value);
  return typeof value === 'bigint' ? number(value) : value;
}

function number(value: bigint): number | string {
  const exact = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return exact ? Number(value) : value.toString();
}

function paramJson(param: DocumentParam, init: DocumentValue | bigint, items: DocumentRange['items'] | undefined): JsonObject {
  const { type, off, doc } = param;
  const limited = items !== undefined && (items.length > 0 || type.kind === 'enum');
  return {
    type: typeName(type),
    init_value: asJson(type, init),
    ...(off === undefined ? {} : { off_value: asJson(type, off) }),
    ...(limited ? { allowed_values: isNothing({ items }) ? [] : items.map((item) => itemJson(type, item)) } : {}),
    ...(doc === undefined ? {} : { description: doc }),
  };
}

function itemJson(type: DocumentParamType, item: DocumentRange['items'][number]): Json {
  if ('value' in item) return type.kind === 'string' || type.kind === 'enum' ? item.value : asJson(type, item.value);
  return item.min === item.max ? number(BigInt(item.min)) : `${item.min}-${item.max}`;
}

interface ReadParam {
  readonly param: DocumentParam;
  /** Whether it said which values it accepts. */
  readonly limited: boolean;
}

function readParam(name: string, json: JsonObject, at: string): ReadParam {
  if (/[=/\\\s]/.test(boundedName(name, at)) || name === '') return invalid(at, 'a name without =, / and white space');
  const kind = member(json, 'type');
  const description = member(json, 'description');
  if (description !== undefined && typeof description !== 'string') return invalid(`${at}/description`, 'a text');
  const allowed = member(json, 'allowed_values');
  const listed = allowed === undefined ? undefined : listAt(allowed, `${at}/allowed_values`);
  const raw = { init: member(json, 'init_value'), off: member(json, 'off_value') };
  if (raw.init === undefined) return invalid(`${at}/init_value`, 'a value');
  const doc = description === undefined ? {} : { doc: description };
  if (kind === 'int') return intParam(name, raw, listed, at, doc);
  if (kind !== 'bool' && kind !== 'str') return invalid(`${at}/type`, 'bool, int or str');
  const type: DocumentParamType = { kind: kind === 'bool' ? 'bool' : 'string' };
  const value = (json: unknown, where: string): DocumentValue => {
    if (kind === 'bool' ? typeof json === 'boolean' : typeof json === 'string' && !json.includes('\n')) return json as DocumentValue;
    return invalid(where, kind === 'bool' ? 'true or false' : 'a text of one line');
  };
  const values = listed?.map((each, index) => ({ value: String(value(each, `${at}/allowed_values/${index}`)) }));
  const off = raw.off === undefined ? {} : { off: value(raw.off, `${at}/off_value`) };
  const range = values === undefined ? { items: [] } : values.length === 0 ? nothing : { items: values };
  const param = plainParam(name, type, { ...doc, ...off, range, default: literal(type, value(raw.init, `${at}/init_value`)) });
  // A switch has two values, whether it says so or not.
  return { param, limited: values !== undefined || kind === 'bool' };
}

function intParam(
  name: string,
  raw: { readonly init: unknown; readonly off: unknown },
  listed: readonly unknown[] | undefined,
  at: string,
  doc: { readonly doc?: string },
): ReadParam {
  const init = integer(raw.init, `${at}/init_value`);
  const off = raw.off === undefined ? undefined : integer(raw.off, `${at}/off_value`);
  const items = listed?.map((each, index) => interval(each, `${at}/allowed_values/${index}`));
  const values = [init, ...(off === undefined ? [] : [off]), ...(items ?? []).flat()];
  const narrowest = narrowestType(values);
  if (narrowest === undefined) return invalid(at, 'integers of 64 bits');
  const type = items === undefined ? { ...narrowest, bits: 64 as const } : narrowest;
  const ranged = items?.map(([min, max]) => (min === max ? { value: min.toString() } : { min: min.toString(), max: max.toString() }));
  const whole = JSON.stringify(ranged) === JSON.stringify(wholeType(type));
  const range = ranged === undefined || whole ? { items: [] } : ranged.length === 0 ? nothing : { items: ranged };
  const said = off === undefined ? {} : { off: plainValue(off) };
  return {
    param: plainParam(name, type, { ...doc, ...said, range, default: literal(type, plainValue(init)) }),
    limited: ranged !== undefined,
  };
}

const plainValue = (value: bigint): DocumentValue => number(value);

/** A JSON number is exact up to 2^53; beyond, decimal text. */
function integer(json: unknown, at: string): bigint {
  if (typeof json === 'number' && Number.isSafeInteger(json)) return BigInt(json);
  if (typeof json === 'string' && /^-?\d{1,20}$/.test(json)) return BigInt(json);
  return invalid(at, 'an integer (beyond 2^53 as decimal text)');
}

/** A number, or `"min-max"`: `"-5--1"` is five values. */
function interval(json: unknown, at: string): readonly [bigint, bigint] {
  const ends = typeof json === 'string' ? /^(-?\d{1,20})-(-?\d{1,20})$/.exec(json) : null;
  if (ends === null) {
    const one = integer(json, at);
    return [one, one];
  }
  const [min, max] = [BigInt(ends[1] ?? ''), BigInt(ends[2] ?? '')];
  return min > max ? invalid(at, 'an interval from the smaller to the greater') : [min, max];
}
