/** Fixtures hold excerpts of documents; here the rest is filled in. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type {
  CapabilityDocument,
  DocumentField,
  DocumentModel,
  DocumentParam,
  DocumentSection,
  DocumentStruct,
} from '@migspec/capabilities';
import type { HostNow } from '../../src/document/fresh.js';
import type { FormName } from '../../src/formats/form.js';
import type { LoadLimits } from '../../src/document/validate.js';
import type { Machine, MachineDevice, StartRequest } from '../../src/document/machine.js';
import { document, field, model, parameter, section, structType } from '../documents.js';

type Some<T> = { readonly [Key in keyof T]?: T[Key] };

interface ModelExcerpt extends Omit<Some<DocumentModel>, 'params' | 'sections' | 'structs' | 'observables'> {
  readonly params?: readonly (Pick<DocumentParam, 'name' | 'type'> & Some<DocumentParam>)[];
  readonly observables?: readonly Pick<DocumentModel['observables'][number], 'name' | 'value'>[];
  readonly sections?: readonly (Pick<DocumentSection, 'id'> & LayoutExcerpt & Omit<Some<DocumentSection>, 'fields'>)[];
  readonly structs?: Readonly<Record<string, LayoutExcerpt & Pick<DocumentStruct, 'origin'>>>;
}

interface LayoutExcerpt {
  readonly fields: readonly (Pick<DocumentField, 'name' | 'type'> & Some<DocumentField>)[];
}

export interface DocumentExcerpt extends Omit<Some<CapabilityDocument>, 'models' | 'documentVersion' | 'framing'> {
  readonly models?: Readonly<Record<string, ModelExcerpt>>;
  readonly documentVersion?: number;
  readonly framing?: string;
}

export interface SideExcerpt extends Omit<DocumentExcerpt, 'documentVersion' | 'framing'> {
  readonly framing?: CapabilityDocument['framing'];
  readonly machine?: Omit<Some<Machine>, 'devices'> & { readonly devices?: readonly DeviceExcerpt[] };
  readonly start?: StartRequest;
}

type DeviceExcerpt = Pick<MachineDevice, 'address' | 'model'> & Some<MachineDevice>;

export type Fixture = { readonly with?: readonly string[] } & (
  | { readonly input: 'check'; readonly bad: PairExcerpt; readonly good: PairExcerpt }
  | { readonly input: 'start'; readonly bad: StartExcerpt; readonly good: StartExcerpt }
  | { readonly input: 'document'; readonly bad: LoadExcerpt; readonly good: LoadExcerpt }
  | { readonly input: 'host'; readonly bad: HostExcerpt; readonly good: HostExcerpt }
  | { readonly input: 'copy'; readonly bad: CopyExcerpt; readonly good: CopyExcerpt }
  | { readonly input: 'read'; readonly bad: ReadExcerpt; readonly good: ReadExcerpt }
  | { readonly input: 'write'; readonly bad: WriteExcerpt; readonly good: WriteExcerpt }
  | { readonly input: 'fleet'; readonly bad: object; readonly good: object }
);
export interface PairExcerpt {
  readonly source: SideExcerpt;
  readonly destination: SideExcerpt;
}
export interface StartExcerpt {
  readonly document?: SideExcerpt;
  readonly start: StartRequest;
}
export interface HostExcerpt {
  readonly document: SideExcerpt;
  readonly facts: Readonly<Record<string, boolean | number | string>>;
}
export interface ReadExcerpt {
  readonly form: FormName;
  readonly file: unknown;
}
export interface WriteExcerpt {
  readonly form: FormName;
  readonly document: SideExcerpt;
}
export interface CopyExcerpt {
  readonly copy: SideExcerpt;
  readonly now: HostNow;
}
export type LoadExcerpt = DocumentExcerpt & { readonly limits?: Partial<LoadLimits> };

const folder = new URL('./', import.meta.url);
const pages = new URL('../../../../docs/diagnostics/', import.meta.url);

export const fixtureIds = (): readonly string[] => readdirSync(folder).flatMap((file) => /^(\w+)\.json$/.exec(file)?.slice(1) ?? []);
export const pageNumbers = (): readonly number[] =>
  readdirSync(pages).flatMap((file) => /^MS(8\d{3})\.md$/.exec(file)?.slice(1).map(Number) ?? []);
export const page = (number: number): string => readFileSync(new URL(`MS${number}.md`, pages), 'utf8');
export const fixtureText = (id: string): string => readFileSync(new URL(`${id}.json`, folder), 'utf8');
export const fixture = (id: string): Fixture => JSON.parse(fixtureText(id));

export const writePage = (number: number, text: string): void => writeFileSync(new URL(`MS${number}.md`, pages), text);

const leads: Readonly<Record<Fixture['input'], string>> = {
  check: 'Excerpts of two capability documents, and of the machines on them; what is not shown is the same on both sides.',
  start: 'An excerpt of a capability document, and what is to be started on it.',
  document: 'An excerpt of a capability document.',
  host: 'An excerpt of a capability document, and facts of the host that it is to be made for.',
  copy: 'An excerpt of a copy, and what the host says now.',
  read: 'A file that is read, and the form that it is said to be in.',
  write: 'An excerpt of a capability document, and the form that it is to be written in.',
  fleet: 'A fleet file.',
};

/** The page's example; `says` is what comes of the bad one. */
export function exampleOf(id: string, says: readonly string[]): string {
  const block = (text: string, language: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
  const [bad, good] = (['bad', 'good'] as const).map((name) => block(memberText(fixtureText(id), name), 'json'));
  return [leads[fixture(id).input], 'Bad:', bad, block(says.join('\n'), 'text'), 'Good:', good].join('\n\n');
}

/** A member of the fixture as it stands in the file, two columns to the left. */
function memberText(text: string, name: 'bad' | 'good'): string {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`  "${name}": {`));
  const first = (lines[from] ?? '').slice(`  "${name}": `.length);
  if (first !== '{') return first.replace(/,$/, '');
  const to = lines.findIndex((line, at) => at > from && /^ {2}\},?$/.test(line));
  return ['{', ...lines.slice(from + 1, to).map((line) => line.slice(2)), '}'].join('\n');
}

const nicId = 'example.org/nic';
const plain: ModelExcerpt = { sections: [{ id: 'nic', fields: [{ name: 'on', type: { kind: 'bool' } }] }] };

export function wholeDocument(excerpt: Omit<SideExcerpt, 'machine' | 'start'>, build: string): CapabilityDocument {
  const { models = { [nicId]: plain }, build: own = build, ...rest } = excerpt;
  return document(own, Object.fromEntries(Object.entries(models).map(([id, each]) => [id, wholeModel(each)])), rest);
}

function wholeModel(excerpt: ModelExcerpt): DocumentModel {
  const { params = [], observables = [], sections = plain.sections ?? [], structs = {}, ...rest } = excerpt;
  return model({
    ...rest,
    params: params.map((each) => parameter(each.name, each.type, each)),
    observables: observables.map((each) => ({ volatile: false, ...each })),
    sections: rest.opaque === undefined ? sections.map(({ fields, ...each }) => section(each.id, wholeFields(fields), each)) : [],
    structs: Object.fromEntries(Object.entries(structs).map(([id, { origin, fields }]) => [id, structType(origin, wholeFields(fields))])),
  });
}

const wholeFields = (fields: LayoutExcerpt['fields']): readonly DocumentField[] => fields.map((each) => field(each.name, each.type, each));

export function wholeMachine(excerpt: NonNullable<SideExcerpt['machine']>): Machine {
  const { devices = [{ address: '0000:00:04.0', model: nicId }], facts = {}, ...rest } = excerpt;
  return { ...rest, facts, devices: devices.map((device) => ({ configuration: {}, ...device })) };
}
