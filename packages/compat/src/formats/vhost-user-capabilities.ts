/**
 * What a vhost-user backend program prints for `--print-capabilities`: its type and the switches it has. Every param is a
 * switch `m-NAME`. Source: QEMU, docs/interop/vhost-user.rst (backend program conventions) and vhost-user.json.
 */
import { documentOf, emptyModel, literal, plainParam } from './build.js';
import type { Form } from './form.js';
import { buildLosses, documentLosses, modelLosses, paramLosses, retiredLosses, stateVersionLosses, versionsLosses } from './losses.js';
import { attempt, boundedName, cannotSay, isObject, member, nameAt, namesAt, objectAt, oneModel, onlyFile, parseJson } from './reader.js';

/** Types of backends, as QEMU's schema names them. */
export const backendTypes: readonly string[] = [
  ...['9p', 'balloon', 'block', 'caif', 'console', 'crypto', 'fs', 'gpu', 'input', 'net', 'rng', 'rpmsg', 'rproc-serial'],
  ...['scsi', 'vsock'],
];

const text = { kind: 'string' } as const;
const prefix = 'm-';

export const vhostUserCapabilities: Form = {
  name: 'vhost-user-capabilities',
  title: "a vhost-user backend's --print-capabilities",
  source: 'QEMU docs/interop/vhost-user.rst, vhost-user.json',
  file: 'capabilities.json',
  tree: false,
  loses: [
    ...documentLosses,
    ...buildLosses,
    { at: '/models', what: 'the name of the model: its type is left', only: 'name' },
    ...modelLosses,
    ...retiredLosses,
    ...paramLosses,
    { at: '/models/*/params/*/type', what: 'types of params' },
    { at: '/models/*/params/*/range', what: 'which values are accepted' },
    { at: '/models/*/params/*/off', what: 'off values' },
    { at: '/models/*/params/*/default', what: 'what a param is when nothing is said' },
    { at: '/models/*/params/*/doc', what: 'descriptions' },
    ...versionsLosses,
    ...stateVersionLosses,
  ],
  write: (document, options = {}) =>
    attempt(() => {
      const [id, { params, retired }] = oneModel(document.models, options.model);
      const type = options.type ?? typeOf(id);
      if (type === undefined)
        return cannotSay(`the name of ${id} does not tell which type of backend it is: name one of ${backendTypes.join(', ')}`, id);
      const features = [...params, ...retired].map(({ name }) => `${prefix}${name}`);
      return { ok: true, value: { [vhostUserCapabilities.file]: `${JSON.stringify({ type, features }, undefined, 2)}\n` } };
    }),
  recognises: (files) => {
    try {
      const json: unknown = JSON.parse(onlyFile(files));
      return isObject(json) && typeof json.type === 'string' && Array.isArray(json.features);
    } catch {
      return false;
    }
  },
  read: (files, options = {}) =>
    attempt(() => {
      const data = objectAt(parseJson(onlyFile(files)), '');
      const type = nameAt(member(data, 'type'), '/type');
      const features = namesAt(member(data, 'features') ?? [], '/features');
      // Switches that are no params say nothing about migration.
      const params = features.flatMap((feature) => {
        if (!feature.startsWith(prefix) || feature === prefix) return [];
        return [plainParam(boundedName(feature.slice(prefix.length), '/features'), text, { off: '', default: literal(text, '') })];
      });
      // A type is no model: without a name from elsewhere nobody knows which model it is.
      const silent = options.model === undefined ? ['/models'] : [];
      return documentOf(
        { models: [[options.model ?? type, emptyModel({ params })]], losses: vhostUserCapabilities.loses, silent },
        options,
      );
    }),
};

/** The type that is a word of the last part of the name. */
export function typeOf(model: string): string | undefined {
  const last = model.slice(model.lastIndexOf('/') + 1);
  return backendTypes.find((type) => last === type || last.endsWith(`-${type}`));
}
