/** What the page of one composed device shows: its sides, its hosts, and how the two agree on each param. */
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { ComposedIR, MeetIR, PartIR, SpecIR } from '../../ir/spec.js';
import { modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { render } from './templates.js';

const meaning: Readonly<Record<MeetIR, string>> = {
  front: "the front's; the back does not know it",
  back: "the back's; the front does not know it",
  pinned: 'always the pinned one',
  and: 'what both have',
  min: 'the smaller of the two',
  equal: 'one that both have',
};

/** `snapshots`: those of the composed device, one for each host. */
export function composedPage(spec: SpecIR, composed: ComposedIR, snapshots: readonly SnapshotIR[]): EmittedFile {
  const path = modelPath(composed.path);
  const up = '../'.repeat(path.split('/').length);
  const side = ({ implementation, model }: PartIR) => {
    const own = modelPath(spec.models.find(({ id }) => id === model)?.path ?? model);
    return { implementation, model, page: `${'../'.repeat(path.split('/').length - 1)}${own}.md` };
  };
  const data = {
    spec: `composed/${composed.implementation}.yaml`,
    title: composed.title ?? path,
    model: composed.model,
    doc: composed.doc ?? '',
    sources: composed.sources,
    front: side(composed.front),
    back: side(composed.back),
    hosts: composed.hosts.map((host) => {
      const build = `${composed.implementation}@${host.build}`;
      const snapshot = snapshots.find(({ buildId }) => buildId === build);
      return {
        build,
        front: `${composed.front.implementation}@${host.front}`,
        back: `${composed.back.implementation}@${host.back}`,
        versions: (snapshot?.versions ?? []).map(({ name }) => name).join(', '),
        params: (snapshot?.params ?? []).map(({ name }) => name).join(', '),
      };
    }),
    params: Object.entries(composed.params).map(([name, meet]) => ({ name, meet, meaning: meaning[meet], back: backName(composed, name) })),
    renamed: Object.keys(composed.back.as).length > 0,
    pinned: Object.entries(composed.front.pinned).map(([name, { value }]) => ({ name, value: String(value) })),
    concept: `${up}composed.md`,
    matrix: `${up}matrices/${path}.md`,
  };
  return { path: `${path}.md`, text: render('composed', data) };
}

/** What the back calls the param, where it is another name; of a bit of flags, both. */
function backName({ back }: ComposedIR, name: string): string {
  for (const [own, called] of Object.entries(back.as)) {
    if (called === name) return own;
    const bit = typeof called === 'string' ? undefined : Object.keys(called).find((each) => called[each] === name);
    if (bit !== undefined) return `${own}.${bit}`;
  }
  return '';
}
