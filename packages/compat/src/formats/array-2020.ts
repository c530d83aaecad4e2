/**
 * The array of the thread of November 2020: models, names of params, and versions that stand for `name=value` lists. The
 * thread lists versions oldest first, so the preferred one is the last. Source: Hajnoczi on qemu-devel, 3 November 2020.
 */
import type { DocumentModel, DocumentParam } from '@migspec/capabilities';
import { documentOf, emptyModel, literal, plainParam, versionOf } from './build.js';
import type { Form } from './form.js';
import { buildLosses, documentLosses, lifecycleLosses, modelLosses, paramLosses, retiredLosses, stateVersionLosses } from './losses.js';
import { attempt, cannotSay, invalid, isObject, listAt, member, nameAt, namesAt, objectAt, onlyFile, parseJson } from './reader.js';
import { settings, valueText } from './text-values.js';

const text = { kind: 'string' } as const;

export const array2020: Form = {
  name: 'array-2020',
  title: 'the array of the 2020 thread',
  source: 'qemu-devel, 3 November 2020, "VFIO Migration"',
  file: 'versions.json',
  tree: false,
  loses: [
    ...documentLosses,
    ...buildLosses,
    ...modelLosses,
    ...retiredLosses,
    ...paramLosses,
    { at: '/models/*/params/*/type', what: 'types of params' },
    { at: '/models/*/params/*/range', what: 'which values are accepted' },
    { at: '/models/*/params/*/off', what: 'off values' },
    { at: '/models/*/params/*/default', what: 'what a param is when nothing is said' },
    { at: '/models/*/params/*/doc', what: 'descriptions' },
    { at: '/models/*/versions/*/values', what: 'values as such: they are text, and those that are off are left away' },
    { at: '/models/*/versions/*/fingerprint', what: 'fingerprints of versions' },
    ...lifecycleLosses,
    ...stateVersionLosses,
  ],
  write: (document) =>
    attempt(() => {
      const data = Object.entries(document.models).map(([model, { params, retired, versions }]) => ({
        model,
        params: [...params, ...retired].map(({ name }) => checkedName(name)),
        versions: versions
          .map(({ name, values }) => ({
            name,
            params: settings(params, values).map(({ param, value }) => setting(param, valueText(value))),
          }))
          .reverse(),
      }));
      return { ok: true, value: { [array2020.file]: `${JSON.stringify(data, undefined, 2)}\n` } };
    }),
  recognises: (files) => {
    const [first] = read(files) ?? [];
    return isObject(first) && 'model' in first;
  },
  read: (files, options) =>
    attempt(() => {
      const data = listAt(parseJson(onlyFile(files)), '');
      const models = data.map((each, index) => readModel(each, `/${index}`));
      const names = new Set(models.map(([name]) => name));
      if (names.size !== models.length) return invalid('', 'each model once');
      return documentOf({ models, losses: array2020.loses }, options);
    }),
};

function read(files: Parameters<Form['recognises']>[0]): readonly unknown[] | undefined {
  try {
    const json: unknown = JSON.parse(onlyFile(files));
    return Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** A name ends at the first `=`. */
function checkedName(name: string): string {
  return /[=\s]/.test(name) ? cannotSay(`a param named ${JSON.stringify(name)} could not be told from a setting`, name) : name;
}

/** Nothing behind `=` would read as off. */
function setting({ name }: DocumentParam, value: string): string {
  return value === '' ? cannotSay(`${name} is an empty text in a version, which the form has no way to write`, name) : `${name}=${value}`;
}

function readModel(json: unknown, at: string): readonly [string, DocumentModel] {
  const data = objectAt(json, at);
  const id = nameAt(member(data, 'model'), `${at}/model`);
  const names = namesAt(member(data, 'params') ?? [], `${at}/params`);
  const params = names.map((name) => plainParam(name, text, { off: '', default: literal(text, '') }));
  const known = new Set(names);
  const listed = listAt(member(data, 'versions') ?? [], `${at}/versions`);
  const versions = listed.map((each, index) => readVersion(id, params, known, each, `${at}/versions/${index}`)).reverse();
  return [id, emptyModel({ params, versions })];
}

function readVersion(
  id: string,
  params: readonly DocumentParam[],
  known: ReadonlySet<string>,
  json: unknown,
  at: string,
): DocumentModel['versions'][number] {
  const data = objectAt(json, at);
  const said = namesAt(member(data, 'params') ?? [], `${at}/params`).map((each, index) => {
    const split = each.indexOf('=');
    const name = each.slice(0, Math.max(split, 0));
    if (split < 1 || split === each.length - 1) return invalid(`${at}/params/${index}`, 'name=value');
    return known.has(name) ? ([name, each.slice(split + 1)] as const) : invalid(`${at}/params/${index}`, "one of the model's params");
  });
  const values = { ...Object.fromEntries(params.map(({ name }) => [name, ''])), ...Object.fromEntries(said) };
  return versionOf(id, params, { name: nameAt(member(data, 'name'), `${at}/name`), values });
}
