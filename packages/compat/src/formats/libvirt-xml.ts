/**
 * XML in the manner of libvirt's domain capabilities: a device for each model, `supported`, and each version as libvirt has CPU
 * models: `usable='no'` with the `blockers`, the params whose value this build on this host does not accept. Params are there
 * with type and range, so that nothing of either is lost. Source: libvirt, "Domain capabilities XML format".
 */
import type { CapabilityDocument, DocumentModel, DocumentParam, DocumentParamType, DocumentRange } from '@migspec/capabilities';
import { inRange, parseValue } from '../values.js';
import { documentOf, emptyModel, literal, plainParam, versionOf } from './build.js';
import type { Form } from './form.js';
import { documentLosses, modelLosses } from './losses.js';
import { attempt, boundedName, cannotSay, invalid, onlyFile } from './reader.js';
import { type Element, element, parseXml, writable, xmlText } from './xml.js';

const loses = [
  ...documentLosses.filter(({ at }) => at !== '/released' && at !== '/aliases'),
  ...modelLosses.filter(({ at }) => at !== '/models/*/title' && at !== '/models/*/revision'),
  { at: '/models/*/params/*/default', what: 'what a param is when nothing is said' },
];

export const libvirtXml: Form = {
  name: 'libvirt-xml',
  title: "XML in the manner of libvirt's domain capabilities",
  source: 'libvirt "Domain capabilities XML format"',
  file: 'capabilities.xml',
  tree: false,
  loses,
  write: (document) =>
    attempt(() => {
      const { build, implementation, released, aliases } = document;
      const about = element(
        'build',
        { name: build, implementation, released },
        aliases.map((name) => element('alias', { name })),
      );
      const devices = Object.entries(document.models).map(([id, model]) => deviceElement(id, model));
      const root = element('domainCapabilities', {}, [about, element('devices', {}, devices)]);
      checkText(root);
      return { ok: true, value: { [libvirtXml.file]: xmlText(root) } };
    }),
  recognises: (files) => /^\s*(<\?xml[^>]*>\s*)?<domainCapabilities[\s>]/.test(Object.values(files)[0]?.slice(0, 400) ?? ''),
  read: (files) =>
    attempt(() => {
      const root = parseXml(onlyFile(files));
      if (root.name !== 'domainCapabilities') return invalid(root.name, '<domainCapabilities>');
      const about = child(root, 'build') ?? invalid('domainCapabilities', '<build>');
      const models = (child(root, 'devices')?.children ?? []).filter(({ name }) => name === 'device').map(readDevice);
      if (new Set(models.map(([id]) => id)).size !== models.length) return invalid('devices', 'each model once');
      const released = about.attributes.get('released');
      const aliases = about.children.filter(({ name }) => name === 'alias').map((each) => wanted(each, 'name'));
      const rest: Partial<CapabilityDocument> = {
        build: wanted(about, 'name'),
        implementation: wanted(about, 'implementation'),
        aliases,
        ...(released === undefined ? {} : { released }),
      };
      return documentOf({ models, losses: loses, rest });
    }),
};

function checkText({ attributes, children }: Element): void {
  for (const value of attributes.values())
    if (!writable(value)) cannotSay(`${JSON.stringify(value)} has characters that XML has no way to write`, value);
  for (const each of children) checkText(each);
}

function deviceElement(id: string, model: DocumentModel): Element {
  const { title, revision, params, retired, versions, removedVersions = [], stateVersions, minimum, migratable } = model;
  const never = migratable.when.expr.op === 'bool' && !migratable.when.expr.value;
  const states =
    stateVersions === undefined
      ? []
      : [
          element(
            'state',
            { minimum },
            stateVersions.map((name) => element('version', { name })),
          ),
        ];
  return element('device', { model: id, title, revision, supported: never ? 'no' : 'yes' }, [
    ...params.map(paramElement),
    ...versions.map((version) => versionElement(params, version)),
    ...retired.map(({ id, name, type, implied }) =>
      element('retired', { name, id: id === name ? undefined : id, ...typeAttributes(type), value: String(implied) }, typeElements(type)),
    ),
    ...removedVersions.map(({ name, removedIn }) => element('removed', { name, removedIn })),
    ...states,
  ]);
}

function paramElement(param: DocumentParam): Element {
  const { id, name, type, off, unit, guestVisible, compare, resolves, settable, hostFact, since, doc } = param;
  const said = { off: off === undefined ? undefined : String(off), unit, hostFact, doc };
  const words = { compare, resolves, settable, since, guestVisible: guestVisible ? 'yes' : 'no' };
  return element('param', { name, id: id === name ? undefined : id, ...typeAttributes(type), ...words, ...said }, [
    ...typeElements(type),
    ...rangeElements(param.range),
  ]);
}

function typeElements(type: DocumentParamType): readonly Element[] {
  if (type.kind === 'enum') return type.values.map((value) => element('enum', { value }));
  return type.kind === 'flags' ? type.names.map((each) => element('bit', { name: each.name, bit: String(each.bit) })) : [];
}

function typeAttributes(type: DocumentParamType): Readonly<Record<string, string | undefined>> {
  if (type.kind === 'int') return { type: `${type.signed ? 'i' : 'u'}${type.bits}` };
  return type.kind === 'flags' ? { type: `flags${type.bits}` } : { type: type.kind };
}

function rangeElements({ items, multipleOf, powerOfTwo, mask }: DocumentRange): readonly Element[] {
  const each = items.map((item) =>
    'value' in item ? element('value', { value: item.value }) : element('range', { min: item.min, max: item.max }),
  );
  const power = powerOfTwo === undefined ? undefined : powerOfTwo ? 'yes' : 'no';
  const steps =
    multipleOf === undefined && powerOfTwo === undefined && mask === undefined
      ? []
      : [element('step', { multipleOf, powerOfTwo: power, mask })];
  return [...each, ...steps];
}

/** What stands in the way of a version on this build, and this host where the document is of one. */
export function blockersOf(
  params: readonly DocumentParam[],
  { values }: Pick<DocumentModel['versions'][number], 'values'>,
): readonly string[] {
  return params.flatMap((param) => {
    const raw = Object.hasOwn(values, param.name) ? values[param.name] : undefined;
    const value = raw === undefined ? undefined : parseValue(param.type, raw);
    return value !== undefined && inRange(param, value) ? [] : [param.name];
  });
}

function versionElement(params: readonly DocumentParam[], version: DocumentModel['versions'][number]): Element {
  const { name, lifecycle, removedIn, instead, values } = version;
  const blockers = blockersOf(params, version);
  const deprecated = lifecycle === undefined ? undefined : lifecycle === 'deprecated' ? 'yes' : 'no';
  return element('version', { name, usable: blockers.length === 0 ? 'yes' : 'no', deprecated, removedIn, instead }, [
    ...Object.entries(values).map(([param, value]) => element('set', { param, value: String(value) })),
    ...(blockers.length === 0
      ? []
      : [
          element(
            'blockers',
            {},
            blockers.map((blocker) => element('feature', { name: blocker })),
          ),
        ]),
  ]);
}

function child({ children }: Element, name: string): Element | undefined {
  return children.find((each) => each.name === name);
}

function wanted({ attributes, name }: Element, key: string): string {
  const value = attributes.get(key);
  return value === undefined ? invalid(`<${name}>`, `the attribute ${key}`) : boundedName(value, `<${name} ${key}>`);
}

function readDevice(device: Element): readonly [string, DocumentModel] {
  const id = wanted(device, 'model');
  const title = device.attributes.get('title');
  const of = (name: string): readonly Element[] => device.children.filter((each) => each.name === name);
  const params = of('param').map(readParam);
  const removed = of('removed').map((each) => ({ name: wanted(each, 'name'), removedIn: wanted(each, 'removedIn') }));
  const state = child(device, 'state');
  const minimum = state?.attributes.get('minimum');
  const never: DocumentModel['migratable'] = { when: { text: 'false', expr: { op: 'bool', value: false } } };
  const model = emptyModel({
    ...(device.attributes.get('supported') === 'no' ? { migratable: never } : {}),
    ...(title === undefined ? {} : { title }),
    revision: device.attributes.get('revision') ?? '',
    params,
    retired: of('retired').map(readRetired),
    versions: of('version').map((each) => readVersion(id, params, each)),
    ...(removed.length === 0 ? {} : { removedVersions: removed }),
    ...(state === undefined ? {} : { stateVersions: state.children.map((each) => wanted(each, 'name')) }),
    ...(minimum === undefined ? {} : { minimum }),
  });
  return [id, model];
}

function readParam(data: Element): DocumentParam {
  const name = wanted(data, 'name');
  const { attributes } = data;
  const type = readType(data);
  const text = (key: 'unit' | 'hostFact' | 'doc') => (attributes.has(key) ? { [key]: attributes.get(key) } : {});
  const off = attributes.get('off');
  const value = (raw: string) => {
    const found = parseValue(type, raw);
    if (found === undefined) return invalid(`<param name=${JSON.stringify(name)}>`, `a value of ${attributes.get('type') ?? ''}`);
    return typeof found === 'bigint' ? jsonInteger(found) : found;
  };
  return plainParam(name, type, {
    id: attributes.get('id') ?? name,
    guestVisible: attributes.get('guestVisible') !== 'no',
    compare: word(data, 'compare', ['equal', 'subset', 'at-most', 'ignore']),
    resolves: word(data, 'resolves', ['create', 'reset', 'load', 'negotiate']),
    settable: word(data, 'settable', ['create', 'stopped', 'running']),
    since: attributes.get('since') ?? '',
    range: readRange(data),
    default: literal(type, off ?? ''),
    ...(off === undefined ? {} : { off: value(off) }),
    ...text('unit'),
    ...text('hostFact'),
    ...text('doc'),
  });
}

function readRetired(data: Element): DocumentModel['retired'][number] {
  const [name, type] = [wanted(data, 'name'), readType(data)];
  const found = parseValue(type, data.attributes.get('value') ?? '');
  if (found === undefined) return invalid('<retired value>', `a value of ${name}`);
  return { id: data.attributes.get('id') ?? name, name, type, implied: typeof found === 'bigint' ? jsonInteger(found) : found };
}

function jsonInteger(value: bigint): number | string {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}

function word<T extends string>(data: Element, key: string, words: readonly [T, ...T[]]): T {
  const said = data.attributes.get(key);
  const found = said === undefined ? words[0] : words.find((each) => each === said);
  return found ?? invalid(`<param ${key}>`, words.join(', '));
}

function readType(data: Element): DocumentParamType {
  const name = wanted(data, 'type');
  const [, sign, width] = /^(u|i|flags)(8|16|32|64)$/.exec(name) ?? [];
  const all = (kind: string): readonly Element[] => data.children.filter((each) => each.name === kind);
  if (name === 'bool' || name === 'string') return { kind: name };
  if (name === 'enum') return { kind: 'enum', values: all('enum').map((each) => wanted(each, 'value')) };
  const bits = ([8, 16, 32, 64] as const).find((each) => String(each) === width);
  if (sign === 'flags' && (bits === 32 || bits === 64)) {
    const names = all('bit').map((each) => ({ name: wanted(each, 'name'), bit: Number(whole(each, 'bit')) }));
    return { kind: 'flags', bits, names };
  }
  return bits === undefined || sign === 'flags'
    ? invalid('<param type>', 'bool, string, enum, flags32, flags64, u8 … i64')
    : { kind: 'int', bits, signed: sign === 'i' };
}

function whole(data: Element, key: string): string {
  const text = wanted(data, key);
  return /^-?\d{1,20}$/.test(text) || /^0x[0-9a-fA-F]{1,16}$/.test(text) ? text : invalid(`<${data.name} ${key}>`, 'an integer');
}

function readRange({ children }: Element): DocumentRange {
  const items = children.flatMap((each): DocumentRange['items'] => {
    if (each.name === 'range') return [{ min: whole(each, 'min'), max: whole(each, 'max') }];
    return each.name === 'value' ? [{ value: each.attributes.get('value') ?? '' }] : [];
  });
  const step = children.find(({ name }) => name === 'step');
  const { multipleOf, mask, powerOfTwo } = Object.fromEntries(step?.attributes ?? []);
  return {
    items,
    ...(multipleOf === undefined ? {} : { multipleOf }),
    ...(powerOfTwo === undefined ? {} : { powerOfTwo: powerOfTwo === 'yes' }),
    ...(mask === undefined ? {} : { mask }),
  };
}

function readVersion(id: string, params: readonly DocumentParam[], data: Element): DocumentModel['versions'][number] {
  const sets = data.children.filter(({ name }) => name === 'set');
  const values = sets.map((each) => {
    const name = wanted(each, 'param');
    const type = params.find((param) => param.name === name)?.type ?? invalid('<set param>', "one of the device's params");
    const found = parseValue(type, each.attributes.get('value') ?? '');
    if (found === undefined) return invalid('<set value>', `a value of ${name}`);
    return [name, typeof found === 'bigint' ? jsonInteger(found) : found] as const;
  });
  const { deprecated, removedIn, instead } = Object.fromEntries(data.attributes);
  return versionOf(id, params, {
    name: wanted(data, 'name'),
    ...(deprecated === undefined ? {} : { lifecycle: deprecated === 'yes' ? 'deprecated' : 'current' }),
    ...(removedIn === undefined ? {} : { removedIn }),
    ...(instead === undefined ? {} : { instead }),
    values: Object.fromEntries(values),
  });
}
