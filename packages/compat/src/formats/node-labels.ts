/**
 * Labels of a Kubernetes node, for `kubectl patch node NAME --patch-file`: a scheduler selects nodes by them. One label for each
 * model, version and state version; the value of the latter two is the place in the preferred order. Names and values have at
 * most 63 of the characters A-Z a-z 0-9 - _ . and begin and end with a letter or digit, so that other characters are escaped and
 * long names hashed. Source: Kubernetes, "Labels and Selectors"; KubeVirt's node labels for CPU models.
 */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import { documentOf, emptyModel, versionOf } from './build.js';
import { decodeName, encodeName, hashName, labelAlphabet } from './encode.js';
import type { Form } from './form.js';
import { documentLosses, modelLosses, paramsLosses, versionValueLosses } from './losses.js';
import { attempt, invalid, isObject, type JsonObject, member, objectAt, onlyFile, parseJson } from './reader.js';

const domain = 'migspec.dev';
const most = 63;
/** Before a part: `m.` and `v.`; between the two of one label: `_.`. */
const mostPart = Math.floor((most - 'm.'.length - '_.v.'.length) / 2);

export const nodeLabels: Form = {
  name: 'node-labels',
  title: 'labels of a Kubernetes node',
  source: 'Kubernetes "Labels and Selectors"',
  file: 'labels.json',
  tree: false,
  loses: [
    ...documentLosses,
    { at: '/models', what: 'names of models that are too long: a hash is left', only: 'name' },
    { at: '/models/*/versions', what: 'names of versions that are too long: a hash is left', only: 'name' },
    { at: '/models/*/stateVersions', what: 'a list of state versions that is empty', only: 'empty' },
    { at: '/models/*/stateVersions', what: 'names of state versions that are too long: a hash is left', only: 'name' },
    ...modelLosses,
    ...paramsLosses,
    ...versionValueLosses,
    { at: '/models/*/versions/*/removedIn', what: 'when a version will be gone' },
    { at: '/models/*/versions/*/instead', what: 'what to take instead of it' },
    { at: '/models/*/removedVersions', what: 'versions that are gone' },
  ],
  write: (document) => {
    const labels = Object.fromEntries([...labelsOf(document)].sort(([a], [b]) => (a < b ? -1 : 1)));
    return { ok: true, value: { [nodeLabels.file]: `${JSON.stringify({ metadata: { labels } }, undefined, 2)}\n` } };
  },
  recognises: (files) => {
    try {
      return Object.keys(labelsIn(JSON.parse(onlyFile(files)))).some((key) => key.includes(`${domain}/`));
    } catch {
      return false;
    }
  },
  read: (files, options) =>
    attempt(() => {
      const labels = labelsIn(parseJson(onlyFile(files)));
      const build = member(labels, `${domain}/build`);
      const rest = build === undefined ? {} : { rest: { build: decoded(build, '/metadata/labels/build', 'b.') } };
      const models = new Map<string, Gathered>();
      const byModel = Object.entries(labels).sort(([a], [b]) => Number(b.startsWith('model.')) - Number(a.startsWith('model.')));
      const hashes = new Map<string, string>();
      for (const [key, value] of byModel) gather(models, hashes, key, value);
      const built = [...models].map(([id, each]) => [id, modelOf(id, each)] as const);
      return documentOf({ models: built, losses: nodeLabels.loses, ...rest }, options);
    }),
};

/** The first label says which build speaks; all others are of a model. */
function* labelsOf({ build, models }: CapabilityDocument): Iterable<readonly [string, string]> {
  yield [`${domain}/build`, encoded('b.', build, most - 2)];
  for (const [id, { versions, stateVersions, minimum }] of Object.entries(models)) {
    yield [`model.${domain}/${encoded('m.', id, most - 2)}`, 'true'];
    for (const [rank, { name, lifecycle }] of versions.entries()) {
      yield [label('version', id, name), `${rank + 1}${lifecycle === undefined ? '' : `.${lifecycle}`}`];
    }
    for (const [rank, name] of (stateVersions ?? []).entries()) {
      yield [label('state', id, name), `${rank + 1}${name === minimum ? '.minimum' : ''}`];
    }
  }
}

function encoded(before: string, name: string, room: number): string {
  return `${before}${encodeName(name, labelAlphabet, room)}`;
}

/** The entry's name comes first to room, the model's takes what is left: its own label says it in full. */
function label(kind: string, model: string, name: string): string {
  const entry = encoded('v.', name, mostPart);
  return `${kind}.${domain}/${encoded('m.', model, most - 'm._.'.length - entry.length)}_.${entry}`;
}

function labelsIn(json: unknown): JsonObject {
  const metadata = isObject(json) ? json.metadata : undefined;
  return objectAt(isObject(metadata) ? metadata.labels : undefined, '/metadata/labels');
}

interface Gathered {
  readonly versions: Map<number, { readonly name: string; readonly lifecycle?: 'current' | 'deprecated' }>;
  readonly states: Map<number, { readonly name: string; readonly minimum: boolean }>;
}

/** `hashes`: models by what is left of a long name in the labels of their versions. */
function gather(models: Map<string, Gathered>, hashes: Map<string, string>, key: string, value: unknown): void {
  const [, kind, name = ''] = /^(model|version|state)\.migspec\.dev\/(.{1,63})$/.exec(key) ?? [];
  if (kind === undefined) return;
  const at = `/metadata/labels/${key.replaceAll('/', '~1')}`;
  const [first = '', second] = name.split('_.');
  const short = decoded(first, at, 'm.');
  const id = hashes.get(short) ?? short;
  hashes.set(hashName(id), id);
  const known = models.get(id) ?? { versions: new Map(), states: new Map() };
  models.set(id, known);
  if (kind === 'model') return;
  const [, rank, mark] = (typeof value === 'string' ? /^([1-9]\d{0,3})(?:\.(current|deprecated|minimum))?$/.exec(value) : null) ?? [];
  if (rank === undefined || second === undefined) invalid(at, 'a place in the preferred order, such as 1 or 2.deprecated');
  const list: Map<number, unknown> = kind === 'version' ? known.versions : known.states;
  if (list.has(Number(rank))) invalid(at, 'a place that no other label has');
  const entry = decoded(second, at, 'v.');
  if (kind === 'state') known.states.set(Number(rank), { name: entry, minimum: mark === 'minimum' });
  else known.versions.set(Number(rank), { name: entry, ...(mark === 'current' || mark === 'deprecated' ? { lifecycle: mark } : {}) });
}

function decoded(text: unknown, at: string, before: string): string {
  const name = typeof text === 'string' && text.startsWith(before) ? decodeName(text.slice(before.length), labelAlphabet) : undefined;
  return name === undefined || name === '' ? invalid(at, `${before}NAME, escaped`) : name;
}

function modelOf(id: string, { versions, states }: Gathered): DocumentModel {
  const listed = inOrder(states);
  const minimum = listed.find((each) => each.minimum)?.name;
  return emptyModel({
    versions: inOrder(versions).map((each) => versionOf(id, [], { ...each, values: {} })),
    ...(listed.length === 0 ? {} : { stateVersions: listed.map(({ name }) => name) }),
    ...(minimum === undefined ? {} : { minimum }),
  });
}

function inOrder<T>(ranked: ReadonlyMap<number, T>): readonly T[] {
  return [...ranked].sort(([a], [b]) => a - b).map(([, each]) => each);
}
