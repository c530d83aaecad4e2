/**
 * Traits of a Nova compute node, as a provider configuration file (JSON, which is YAML): a flavor asks for them. A trait is there
 * or not, so that order is lost and only state versions that are accepted are named. Characters are A-Z 0-9 _, at most 255, and
 * custom ones begin with CUSTOM_. Source: OpenStack os-traits; Nova "Managing Resource Providers Using Config Files".
 */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import { stateVersionList } from '../document/state-versions.js';
import { documentOf, emptyModel, versionOf } from './build.js';
import { decodeName, encodeName, traitAlphabet } from './encode.js';
import type { Form } from './form.js';
import { documentLosses, lifecycleLosses, modelLosses, paramsLosses, versionValueLosses } from './losses.js';
import { attempt, invalid, isObject, listAt, onlyFile, parseJson } from './reader.js';

const start = 'CUSTOM_MIGSPEC_';
/** `CUSTOM_MIGSPEC_VERSION_` and `__` leave so much for each of two names. */
const mostPart = Math.floor((255 - `${start}VERSION_`.length - 2) / 2);

export const novaTraits: Form = {
  name: 'nova-traits',
  title: 'traits of a Nova compute node',
  source: 'OpenStack os-traits, Nova provider configuration files',
  file: 'provider.yaml',
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
    ...lifecycleLosses,
    { at: '/models/*/versions', what: 'the preferred order of versions', only: 'order' },
    { at: '/models/*/stateVersions', what: 'the preferred order of state versions', only: 'order' },
    { at: '/models/*/stateVersions', what: 'state versions that are not accepted', only: 'cut' },
    { at: '/models/*/minimum', what: 'the oldest state version that is accepted' },
  ],
  write: (document) => {
    const additional = [...traitsOf(document)].sort();
    const provider = { identification: { uuid: '$COMPUTE_NODE' }, traits: { additional } };
    const file = { meta: { schema_version: '1.0' }, providers: [provider] };
    return { ok: true, value: { [novaTraits.file]: `${JSON.stringify(file, undefined, 2)}\n` } };
  },
  recognises: (files) => {
    try {
      return traitsIn(JSON.parse(onlyFile(files))).some((trait) => typeof trait === 'string' && trait.startsWith(start));
    } catch {
      return false;
    }
  },
  read: (files, options) =>
    attempt(() => {
      const models = new Map<string, Gathered>();
      let build: string | undefined;
      for (const [index, trait] of traitsIn(parseJson(onlyFile(files))).entries()) {
        const at = `/providers/0/traits/additional/${index}`;
        if (typeof trait !== 'string' || !/^[A-Z0-9_]{1,255}$/.test(trait)) return invalid(at, 'a trait: A-Z, 0-9 and _, at most 255');
        const [, kind, name = ''] = /^CUSTOM_MIGSPEC_(BUILD|MODEL|VERSION|STATE)_(.+)$/.exec(trait) ?? [];
        if (kind === 'BUILD') build = decoded(name, at);
        else if (kind !== undefined) gather(models, kind, name, at);
      }
      const built = [...models].map(([id, each]) => [id, modelOf(id, each)] as const);
      return documentOf({ models: built, losses: novaTraits.loses, ...(build === undefined ? {} : { rest: { build } }) }, options);
    }),
};

function* traitsOf({ build, models }: CapabilityDocument): Iterable<string> {
  yield `${start}BUILD_${encoded(build)}`;
  for (const [id, model] of Object.entries(models)) {
    yield `${start}MODEL_${encoded(id)}`;
    for (const { name } of model.versions) yield `${start}VERSION_${encoded(id)}__${encoded(name)}`;
    for (const name of stateVersionList(model)) yield `${start}STATE_${encoded(id)}__${encoded(name)}`;
  }
}

function encoded(name: string): string {
  return encodeName(name, traitAlphabet, mostPart);
}

/** Of all providers of the file. */
function traitsIn(json: unknown): readonly unknown[] {
  const providers = listAt(isObject(json) ? json.providers : undefined, '/providers');
  return providers.flatMap((provider, index) => {
    const traits = isObject(provider) ? provider.traits : undefined;
    const additional = isObject(traits) ? traits.additional : undefined;
    return additional === undefined ? [] : listAt(additional, `/providers/${index}/traits/additional`);
  });
}

interface Gathered {
  readonly versions: Set<string>;
  readonly states: Set<string>;
}

function gather(models: Map<string, Gathered>, kind: string, name: string, at: string): void {
  // Two underscores stand between names and never in one: behind an underscore are digits or H. The first that can is taken.
  const split = kind === 'MODEL' ? name.length : name.indexOf('__');
  if (split < 1) invalid(at, 'a model and a version');
  const id = decoded(name.slice(0, split), at);
  const known = models.get(id) ?? { versions: new Set<string>(), states: new Set<string>() };
  models.set(id, known);
  if (kind === 'VERSION') known.versions.add(decoded(name.slice(split + 2), at));
  if (kind === 'STATE') known.states.add(decoded(name.slice(split + 2), at));
}

function decoded(text: string, at: string): string {
  const name = decodeName(text, traitAlphabet);
  return name === undefined || name === '' ? invalid(at, 'a name, escaped') : name;
}

function modelOf(id: string, { versions, states }: Gathered): DocumentModel {
  return emptyModel({
    versions: [...versions].sort().map((name) => versionOf(id, [], { name, values: {} })),
    ...(states.size === 0 ? {} : { stateVersions: [...states].sort() }),
  });
}
