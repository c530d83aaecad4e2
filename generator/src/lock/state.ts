/** What was released, as a state of a spec that others can be held against. */
import type { SpecSide } from '../diff/change.js';
import { deviated } from '../ir/decompose.js';
import type { SnapshotIR } from '../ir/snapshot.js';
import { type BuildIR, type ImplementationIR, irVersion, type ModelIR } from '../ir/spec.js';
import { Positions } from '../resolve/positions.js';
import { releasePlace } from './check.js';
import { formOf, type LockedRelease, type Parsed } from './file.js';
import type { ReleaseForm } from './form.js';
import type { LoadedLock } from './load.js';

export interface LockedSide extends SpecSide {
  readonly positions: Positions;
}

export function lockedSide(locks: readonly LoadedLock[]): Parsed<LockedSide> {
  const positions = new Positions();
  const [plain, snapshots]: [SnapshotIR[], SnapshotIR[]] = [[], []];
  const models = new Map<string, ModelIR>();
  const implementations: ImplementationIR[] = [];
  for (const lock of locks) {
    const forms: { readonly release: LockedRelease; readonly form: ReleaseForm }[] = [];
    for (const release of lock.lock.releases) {
      const form = formOf(release);
      if (!form.ok) return { ok: false, why: `${lock.source.file}: ${form.why}` };
      forms.push({ release, form: form.value });
      const place = releasePlace(lock, release.build);
      positions.set(['implementation', lock.lock.implementation], place);
      positions.set(['implementation', lock.lock.implementation, 'builds', release.build], place);
      for (const model of form.value.models) {
        positions.set(['model', model.id], place);
        models.set(model.id, lockedModel(model, form.value.snapshots));
      }
      for (const { family, name } of form.value.machineTypes) positions.set(['machines', family, name], place);
      plain.push(...form.value.snapshots);
      snapshots.push(...form.value.snapshots.map((snapshot) => deviated(snapshot, form.value.errata)));
    }
    const latest = forms.at(-1)?.form;
    if (latest !== undefined) implementations.push(lockedImplementation(latest, forms));
  }
  const spec = {
    irVersion,
    models: [...models.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    implementations,
    compatSets: [],
    machineFamilies: [],
    composed: [],
  };
  return { ok: true, value: { spec, snapshots, plain, positions } };
}

function lockedImplementation(
  { implementation }: ReleaseForm,
  forms: readonly { readonly release: LockedRelease; readonly form: ReleaseForm }[],
): ImplementationIR {
  const builds: BuildIR[] = [];
  for (const { release, form } of forms) {
    const older = builds.findIndex(({ name }) => name === release.older);
    // Newest first: right above the build that was before it.
    builds.splice(older < 0 ? builds.length : older, 0, { ...form.build, sources: [], tables: form.machineTypes });
  }
  const errata = new Map(forms.flatMap(({ form }) => form.errata.map((erratum) => [erratum.id, erratum] as const)));
  return { ...implementation, sources: [], builds, errata: [...errata.values()] };
}

function lockedModel({ id, path, revisions, params }: ReleaseForm['models'][number], snapshots: readonly SnapshotIR[]): ModelIR {
  const known = snapshots.filter(({ model }) => model === id).flatMap((snapshot) => snapshot.versions);
  return {
    id,
    path,
    revisions,
    // Of a param only its names are asked for outside snapshots.
    params: params.map((param) => ({
      ...param,
      added: 0,
      type: { kind: 'bool' },
      guestVisible: true,
      default: [],
      range: [],
      compare: 'equal',
      resolves: 'create',
      settable: 'create',
      sources: [],
    })),
    sources: [],
    constraints: [],
    versions: known.map(({ name, values }) => ({ name, values })),
    observables: [],
    migratable: [],
    structs: [],
    sections: [],
    ram: [],
    hidden: [],
    invariants: [],
    situations: [],
  };
}
