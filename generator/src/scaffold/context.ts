import { appendItem, has, insertEntry, insertTop, keyText } from '../edit/insert.js';
import type { ModelIR, SpecIR } from '../ir/spec.js';
import type { Positions } from '../resolve/positions.js';
import { modelFile } from '../schema/model.js';
import { findModel } from '../show/find.js';
import { type Draft, ScaffoldRefused } from './draft.js';

/** What a scaffold works on: the spec as it is, and the draft of what it will be. */
export interface Scaffold {
  readonly spec: SpecIR;
  readonly positions: Positions;
  readonly draft: Draft;
  /** What is written where sources are needed. */
  readonly source: string;
}

export const modelKeys = Object.keys(modelFile.properties);

/** Text on one line as YAML takes it. */
export function scalarText(text: string): string {
  return /^[A-Za-z][A-Za-z0-9 ._/-]*$/.test(text) && text.trim() === text && keyText(text) !== JSON.stringify(text)
    ? text
    : JSON.stringify(text);
}

export function sourcesText(source: string): string {
  return `[${scalarText(source)}]`;
}

/** The model that is meant, and its file. */
export function modelOf({ spec, positions }: Scaffold, wanted: string): { readonly model: ModelIR; readonly file: string } {
  const found = findModel(spec, wanted);
  if ('problem' in found) throw new ScaffoldRefused(found.problem);
  const model = spec.models.find(({ id }) => id === found.id);
  const file = positions.get('model', found.id)?.file;
  if (model === undefined || file === undefined) throw new ScaffoldRefused(`${wanted}: no such model`);
  return { model, file };
}

export function checkName(name: string, pattern: RegExp, what: string): void {
  if (!pattern.test(name)) throw new ScaffoldRefused(`${JSON.stringify(name)} is no name here: ${what}`);
}

/**
 * The revision that brings something new: none while no build knows the model, else one that no build has yet. A revision
 * that is not there is added, and builds that said none say which they know. Gives `added: …, ` or nothing.
 */
export function revisionFor(scaffold: Scaffold, model: ModelIR, file: string, wanted: string | undefined): string {
  const { spec, draft, positions } = scaffold;
  const knowing = spec.implementations.flatMap(({ name, builds }) =>
    builds.flatMap((build) => build.models.filter((known) => known.model === model.id).map((known) => ({ name, build, known }))),
  );
  if (wanted === undefined) {
    if (knowing.length === 0) return '';
    throw new ScaffoldRefused(
      `builds know ${model.id} already (${knowing.map(({ name, build }) => `${name}@${build.name}`).join(', ')}), and a revision that a build knows never changes; say which one brings this: --revision NAME, a new name or the newest of ${model.revisions.join(', ')} if no build knows it`,
    );
  }
  const at = model.revisions.indexOf(wanted);
  const had = knowing.find(({ known }) => at >= 0 && known.revision >= at);
  if (had !== undefined) {
    throw new ScaffoldRefused(
      `${had.name}@${had.build.name} knows revision ${wanted} already, and a revision that a build knows never changes; take a new name`,
    );
  }
  if (at < 0) addRevision();
  return at === 0 ? '' : `added: ${keyText(wanted)}, `;

  function addRevision(): void {
    const declared = has(draft.text(file), 'revisions');
    const name = keyText(wanted ?? '');
    draft.edit(file, (text) =>
      declared
        ? appendItem(text, ['revisions'], name)
        : insertTop(text, 'revisions', `["${model.revisions[0] ?? '1'}", ${name}]`, modelKeys),
    );
    if (declared && model.revisions.length > 1) return;
    for (const { name: implementation, build } of knowing) {
      const place = positions.get('implementation', implementation)?.file;
      if (place === undefined) continue;
      const path = ['builds', build.name, 'models', model.id];
      if (has(draft.text(place), ...path, 'revision')) continue;
      draft.edit(place, (text) =>
        insertEntry(text, { path, key: 'revision', value: `"${model.revisions[0] ?? '1'}"`, where: 'first' }, []),
      );
    }
  }
}
