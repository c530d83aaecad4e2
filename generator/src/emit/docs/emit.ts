/** Reference pages: one for each model and each composed device, and an index. */
import { Kept } from '../../ir/kept.js';
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { SpecIR } from '../../ir/spec.js';
import { inOrder } from '../builds.js';
import { modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { composedPage } from './composed-page.js';
import { modelPage } from './model-page.js';
import { renderAgain } from './templates.js';

export interface DocsInput {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
}

export function emitDocs({ spec, snapshots }: DocsInput): EmittedFile[] {
  const byModel = new Map<string, SnapshotIR[]>();
  for (const snapshot of inOrder(spec, snapshots)) byModel.set(snapshot.model, [...(byModel.get(snapshot.model) ?? []), snapshot]);
  const snapshotsOf = (id: string) => byModel.get(id) ?? [];
  const around = aroundOf(spec);
  const models = spec.models.map((model) => {
    const own = snapshotsOf(model.id);
    return {
      path: model.path,
      title: model.title,
      own,
      params: model.params.length,
      page: pages.of(model, [around, ...own], () => modelPage(spec, model, own)),
    };
  });
  const composed = spec.composed.map((device) => {
    const own = snapshotsOf(device.model);
    const params = Object.keys(device.params).length;
    return { path: device.path, title: device.title, own, params, page: composedPage(spec, device, own) };
  });
  const all = [...models, ...composed].sort((a, b) => (a.path < b.path ? -1 : 1));
  const rows = all.map(({ path, title, own, params, page }) => ({
    heading: modelPath(path),
    page: page.path,
    title: title ?? '',
    builds: own.map(({ buildId }) => buildId).join(', '),
    params: String(params),
    sections: String(new Set(own.flatMap((snapshot) => snapshot.sections.map(({ id }) => id))).size),
  }));
  return [{ path: 'README.md', text: renderAgain('models', { models: rows }) }, ...all.map(({ page }) => page)];
}

const pages = new Kept<EmittedFile>();

/** What a model's page says of the rest of the spec: releases, classes, errata, machine types. Which models a build has, its snapshots tell. */
function aroundOf({ implementations, compatSets, machineFamilies }: SpecIR): string {
  const known = implementations.map(({ builds, ...rest }) => ({ ...rest, builds: builds.map(({ models: _models, ...build }) => build) }));
  return JSON.stringify([known, compatSets, machineFamilies]);
}
