/**
 * What is frozen when a build is released: everything that a guest, a stream or a document shows of it, expanded. Deviations
 * stand apart, since what is known of a released build may grow.
 */
import type { SpecSide } from '../diff/change.js';
import { digest, type Json } from '../emit/capabilities/canonical.js';
import { plain } from '../emit/capabilities/plain.js';
import { type MachineTable, machineTables } from '../ir/machine-tables.js';
import type { SnapshotIR } from '../ir/snapshot.js';
import type { BuildIR, ErratumIR, ImplementationIR, ModelIR } from '../ir/spec.js';

export interface ReleaseForm {
  readonly implementation: Omit<ImplementationIR, 'builds' | 'errata' | 'breaks' | 'doc' | 'sources'>;
  readonly build: Omit<BuildIR, 'sources' | 'tables'>;
  /** Without deviations, one for each model. */
  readonly snapshots: readonly SnapshotIR[];
  readonly machineTypes: readonly MachineTable[];
  /** What was known of the build when it was released. No digest is taken of it. */
  readonly errata: readonly ErratumIR[];
  /** Of the models, what no build shows. */
  readonly models: readonly (Pick<ModelIR, 'id' | 'path' | 'revisions'> & {
    readonly params: readonly { readonly id: string; readonly name: string }[];
  })[];
}

/** Hex SHA-256 of the whole, and of its parts, so that a change can be named without the form. */
export interface ReleaseDigests {
  readonly digest: string;
  /** By model. */
  readonly models: Readonly<Record<string, { readonly digest: string; readonly versions: Readonly<Record<string, string>> }>>;
  readonly machineTypes: Readonly<Record<string, string>>;
  /** Of classes, facts, framing and what else is around the models. */
  readonly around: string;
}

export function releaseForm({ spec, plain: snapshots }: SpecSide, implementation: ImplementationIR, build: BuildIR): ReleaseForm {
  const { builds: _builds, errata, breaks: _breaks, doc: _doc, sources: _sources, ...around } = implementation;
  const { sources: _buildSources, tables: _tables, ...own } = build;
  const models = snapshots.filter((each) => each.implementation === implementation.name && each.build === build.name);
  return {
    implementation: around,
    build: own,
    snapshots: models,
    machineTypes: machineTables(spec, implementation, build),
    errata: errata.filter(({ builds }) => builds.includes(build.name)),
    models: spec.models
      .filter(({ id }) => models.some(({ model }) => model === id))
      .map(({ id, path, revisions, params }) => ({
        id,
        path,
        revisions,
        params: params.map((param) => ({ id: param.id, name: param.name })),
      })),
  };
}

export function releaseDigests({ implementation, build, snapshots, machineTypes }: ReleaseForm): ReleaseDigests {
  const models = Object.fromEntries(
    snapshots.map((snapshot) => {
      const versions = Object.fromEntries(snapshot.versions.map(({ name, fingerprint }) => [name, fingerprint]));
      return [snapshot.model, { digest: digest(behaviour(plain(snapshot))), versions }];
    }),
  );
  const types = Object.fromEntries(machineTypes.map((table) => [table.name, digest(plain(table.entries))]));
  const { alias, models: known } = build;
  // A revision is a number here, which another in front of it would move; the snapshot says what it means.
  const listed = known.map(({ revision: _revision, ...rest }) => rest);
  const around = digest(behaviour(plain({ ...implementation, alias, models: listed })));
  return { digest: digest({ models: plain(models), machineTypes: plain(types), around }), models, machineTypes: types, around };
}

/** Words for people, and names of places in the spec; an expression is its tree. */
const words: ReadonlySet<string> = new Set([
  'doc',
  'title',
  'sources',
  'since',
  'revision',
  'text',
  'situations',
  'errata',
  'matrix',
  'reason',
]);
/** Keys below these are names of the spec, not ours. */
const named: ReadonlySet<string> = new Set(['values', 'narrow', 'deprecated', 'state']);

/** What changes nothing for a guest, a stream or a reader of documents is left out. */
function behaviour(json: Json): Json {
  if (json === null || typeof json !== 'object') return json;
  if (isList(json)) return json.map(behaviour);
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, value]): [string, Json][] => {
      if (value === undefined || words.has(key)) return [];
      const own = named.has(key) && !isList(value) ? value : behaviour(value);
      // A list that the language learns later is empty in what was released before.
      return isEmpty(own) ? [] : [[key, own]];
    }),
  );
}

function isEmpty(json: Json): boolean {
  return json !== null && typeof json === 'object' && Object.keys(json).length === 0;
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

export function formText(form: ReleaseForm): string {
  return JSON.stringify(plain(form));
}
