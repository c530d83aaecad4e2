/** Reference pages: one for each model, and an index. */
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { SpecIR } from '../../ir/spec.js';
import { inOrder } from '../builds.js';
import { modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { modelPage } from './model-page.js';
import { render } from './templates.js';

export interface DocsInput {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
}

export function emitDocs({ spec, snapshots }: DocsInput): EmittedFile[] {
  const ordered = inOrder(spec, snapshots);
  const models = [...spec.models]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((model) => ({ model, own: ordered.filter((snapshot) => snapshot.model === model.id) }));
  const rows = models.map(({ model, own }) => ({
    heading: modelPath(model.path),
    page: `${modelPath(model.path)}.md`,
    title: model.title ?? '',
    builds: own.map(({ buildId }) => buildId).join(', '),
    params: String(model.params.length),
    sections: String(new Set(own.flatMap((snapshot) => snapshot.sections.map(({ id }) => id))).size),
  }));
  return [{ path: 'README.md', text: render('models', { models: rows }) }, ...models.map(({ model, own }) => modelPage(spec, model, own))];
}
