/** Reference pages: one for each model and each composed device, and an index. */
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { SpecIR } from '../../ir/spec.js';
import { inOrder } from '../builds.js';
import { modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { composedPage } from './composed-page.js';
import { modelPage } from './model-page.js';
import { render } from './templates.js';

export interface DocsInput {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
}

export function emitDocs({ spec, snapshots }: DocsInput): EmittedFile[] {
  const ordered = inOrder(spec, snapshots);
  const snapshotsOf = (id: string) => ordered.filter(({ model }) => model === id);
  const models = spec.models.map((model) => {
    const own = snapshotsOf(model.id);
    return { path: model.path, title: model.title, own, params: model.params.length, page: modelPage(spec, model, own) };
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
  return [{ path: 'README.md', text: render('models', { models: rows }) }, ...all.map(({ page }) => page)];
}
