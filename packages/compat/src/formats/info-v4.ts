/**
 * Migration info JSON as of the fourth proposal: models with opaque version strings, in preferred order, and nothing else.
 * Source: Hajnoczi on qemu-devel, 31 August 2021.
 */
import { documentOf, emptyModel } from './build.js';
import type { Form } from './form.js';
import { modelsIn } from './info-v3.js';
import {
  buildLosses,
  documentLosses,
  lifecycleLosses,
  modelLosses,
  paramsLosses,
  stateVersionLosses,
  versionValueLosses,
} from './losses.js';
import { attempt, boundedName, isObject, member, namesAt, objectAt, onlyFile, parseJson } from './reader.js';
import { pointerPart } from './silence.js';
import { versionNames } from './version-names.js';

export const infoV4: Form = {
  name: 'info-v4',
  title: 'migration info JSON with versions only',
  source: 'qemu-devel, 31 August 2021, "VFIO Migration" v4',
  file: 'migration-info.json',
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
  write: (document) => {
    const models = Object.entries(document.models).map(([id, { versions }]) => [id, { versions: versions.map(({ name }) => name) }]);
    return { ok: true, value: { [infoV4.file]: `${JSON.stringify({ models: Object.fromEntries(models) }, undefined, 2)}\n` } };
  },
  recognises: (files) => {
    const models = Object.values(modelsIn(files));
    return models.length > 0 && models.every((model) => isObject(model) && Array.isArray(model.versions));
  },
  read: (files, options) =>
    attempt(() => {
      const data = objectAt(member(objectAt(parseJson(onlyFile(files)), ''), 'models'), '/models');
      const models = Object.entries(data).map(([id, json]) => {
        const at = `/models/${pointerPart(boundedName(id, '/models'))}`;
        const names = namesAt(member(objectAt(json, at), 'versions'), `${at}/versions`);
        return [id, emptyModel({ versions: versionNames(id, names) })] as const;
      });
      return documentOf({ models, losses: infoV4.loses }, options);
    }),
};
