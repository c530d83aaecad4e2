/**
 * The list of versions of a vhost-user backend: the latest and all that are supported, the preferred one first. A manager
 * stores the latest when it creates a VM and passes it along. The thread leaves the syntax open: this is JSON, and says which
 * model it speaks of. Source: Tsirkin on qemu-devel, 13 October 2016.
 */
import { documentOf, emptyModel } from './build.js';
import type { Form } from './form.js';
import {
  buildLosses,
  documentLosses,
  lifecycleLosses,
  modelLosses,
  paramsLosses,
  stateVersionLosses,
  versionValueLosses,
} from './losses.js';
import { attempt, cannotSay, invalid, isObject, member, nameAt, namesAt, objectAt, oneModel, onlyFile, parseJson } from './reader.js';
import { versionNames } from './version-names.js';

export const vhostUserVersions: Form = {
  name: 'vhost-user-versions',
  title: "a vhost-user backend's list of versions",
  source: 'qemu-devel, 13 October 2016, "dpdk/vpp and cross-version migration for vhost"',
  file: 'versions.json',
  tree: false,
  loses: [
    ...documentLosses,
    ...buildLosses,
    ...modelLosses,
    ...paramsLosses,
    ...versionValueLosses,
    ...lifecycleLosses,
    ...stateVersionLosses,
  ],
  write: (document, options = {}) =>
    attempt(() => {
      const [model, { versions }] = oneModel(document.models, options.model);
      const supported = versions.map(({ name }) => name);
      const [latest] = supported;
      if (latest === undefined) return cannotSay(`${model} has no versions, and without a latest one there is no list`, model);
      return { ok: true, value: { [vhostUserVersions.file]: `${JSON.stringify({ model, latest, supported }, undefined, 2)}\n` } };
    }),
  recognises: (files) => {
    try {
      const json: unknown = JSON.parse(onlyFile(files));
      return isObject(json) && 'latest' in json && 'supported' in json;
    } catch {
      return false;
    }
  },
  read: (files, options = {}) =>
    attempt(() => {
      const data = objectAt(parseJson(onlyFile(files)), '');
      const model = nameAt(member(data, 'model') ?? options.model, '/model');
      const latest = nameAt(member(data, 'latest'), '/latest');
      const supported = namesAt(member(data, 'supported'), '/supported');
      if (!supported.includes(latest)) return invalid('/latest', 'one of the supported versions');
      const names = [latest, ...supported.filter((name) => name !== latest)];
      return documentOf(
        { models: [[model, emptyModel({ versions: versionNames(model, names) })]], losses: vhostUserVersions.loses },
        options,
      );
    }),
};
