/**
 * A tree of small files, as sysfs has them for mediated devices: a folder for each type, one value or one list in a file, lists
 * with the preferred entry first and one entry a line. A type without `state_versions` does not say that its state can move.
 * Source: Wang and Williamson on libvir-list, August 2018; the rules of sysfs (one page a file).
 */
import type { DocumentModel } from '@migspec/capabilities';
import { documentOf, emptyModel } from './build.js';
import { encodeName, labelAlphabet } from './encode.js';
import type { Form, FormFiles } from './form.js';
import { buildLosses, documentLosses, lifecycleLosses, modelLosses, paramsLosses, versionValueLosses } from './losses.js';
import { attempt, boundedName, cannotSay, invalid, mostItems } from './reader.js';
import { versionNames } from './version-names.js';

const top = 'mdev_supported_types';
/** A file of sysfs is one page. */
export const pageBytes = 4096;
const names = ['name', 'model', 'versions', 'state_versions', 'minimum'] as const;

export const mdev: Form = {
  name: 'mdev',
  title: 'files as sysfs has them for mediated devices',
  source: 'libvir-list, August 2018, "Matching the type of mediated devices in the migration"',
  file: top,
  tree: true,
  loses: [
    ...documentLosses,
    ...buildLosses,
    ...modelLosses.filter(({ at }) => at !== '/models/*/title'),
    ...paramsLosses,
    ...versionValueLosses,
    ...lifecycleLosses,
  ],
  write: (document) =>
    attempt(() => {
      const files = Object.entries(document.models).flatMap(([id, model]) => filesOf(id, model));
      return { ok: true, value: Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1))) };
    }),
  recognises: (files) => Object.keys(files).some((path) => /(^|\/)mdev_supported_types\/[^/]+\/migration\/model$/.test(path)),
  read: (files, options) =>
    attempt(() => {
      const models = [...typesIn(files)].map(([type, values]) => modelOf(type, values));
      if (new Set(models.map(([id]) => id)).size !== models.length) return invalid(top, 'each model once');
      return documentOf({ models, losses: mdev.loses }, options);
    }),
};

function filesOf(id: string, { title, versions, stateVersions, minimum }: DocumentModel): readonly (readonly [string, string])[] {
  const folder = `${top}/${folderName(id)}`;
  const list = (entries: readonly string[]): string => entries.map(line).join('');
  return [
    [`${folder}/migration/model`, line(id)] as const,
    ...(title === undefined ? [] : [[`${folder}/name`, line(title)] as const]),
    ...(versions.length === 0 ? [] : [[`${folder}/migration/versions`, list(versions.map(({ name }) => name))] as const]),
    ...(stateVersions === undefined ? [] : [[`${folder}/migration/state_versions`, list(stateVersions)] as const]),
    ...(minimum === undefined ? [] : [[`${folder}/migration/minimum`, line(minimum)] as const]),
  ].map(
    ([path, text]) =>
      [path, Buffer.byteLength(text) > pageBytes ? cannotSay(`${path} has more than ${pageBytes} bytes`, path) : text] as const,
  );
}

/** sysfs writes `!` for a slash. */
function folderName(id: string): string {
  return id
    .split('/')
    .map((part) => encodeName(part, labelAlphabet, 120))
    .join('!')
    .replace(/^\./, '_2e');
}

function line(text: string): string {
  return /[\n\r\0]/.test(text) || text === '' ? cannotSay(`${JSON.stringify(text)} is not one line`, text) : `${text}\n`;
}

function typesIn(files: FormFiles): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const types = new Map<string, Map<string, string>>();
  const entries = Object.entries(files);
  if (entries.length > mostItems * names.length) return invalid(top, `at most ${mostItems} types`);
  for (const [path, text] of entries) {
    const [, type, file] =
      /(?:^|\/)mdev_supported_types\/([^/]+)\/(?:migration\/)?(name|model|versions|state_versions|minimum)$/.exec(path) ?? [];
    if (type === undefined || file === undefined) continue;
    if (Buffer.byteLength(text) > pageBytes) return invalid(path, `at most ${pageBytes} bytes`);
    const known = types.get(type) ?? new Map<string, string>();
    types.set(type, known.set(file, text));
  }
  return types;
}

function modelOf(type: string, values: ReadonlyMap<string, string>): readonly [string, DocumentModel] {
  const at = `${top}/${type}/migration`;
  const lines = (name: (typeof names)[number]): readonly string[] | undefined => {
    const text = values.get(name);
    if (text === undefined) return undefined;
    const found = text.replace(/\n$/, '').split('\n');
    if (text === '') return [];
    for (const each of found)
      if (each === '' || /[\r\0]/.test(boundedName(each, `${at}/${name}`))) return invalid(`${at}/${name}`, 'an entry a line');
    return new Set(found).size === found.length ? found : invalid(`${at}/${name}`, 'each entry once');
  };
  const one = (name: (typeof names)[number]): string | undefined => {
    const found = lines(name);
    return found !== undefined && found.length !== 1 ? invalid(`${at}/${name}`, 'one line') : found?.[0];
  };
  const id = one('model') ?? invalid(`${at}/model`, 'the name of the model');
  const [title, stateVersions, minimum] = [one('name'), lines('state_versions'), one('minimum')];
  if (minimum !== undefined && stateVersions?.includes(minimum) !== true) return invalid(`${at}/minimum`, 'one of the state versions');
  const model = emptyModel({
    ...(title === undefined ? {} : { title }),
    versions: versionNames(id, lines('versions') ?? []),
    ...(stateVersions === undefined ? {} : { stateVersions }),
    ...(minimum === undefined ? {} : { minimum }),
  });
  return [id, model];
}
