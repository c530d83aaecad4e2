/**
 * What differs between two states of a spec, as the author would say it: plain data, computed once, whatever it may mean.
 * The rules judge it; `migspec diff` prints it.
 */
import type { Expression } from '../expr/tree.js';
import type { MachineTable } from '../ir/machine-tables.js';
import type { SnapshotField, SnapshotIR, SnapshotParam, SnapshotSection, SnapshotStruct, SnapshotSubsection } from '../ir/snapshot.js';
import type { BuildIR, BuildModelIR, DeviceClassIR, ErratumIR, FactIR, ImplementationIR, ModelIR, RamBlockIR } from '../ir/spec.js';

/** Path of a part of a spec, as `Positions` has it. */
export type Path = readonly string[];

/** Where on the wire a field or subsection lies. */
export interface Place {
  readonly of: 'section' | 'struct';
  /** Id of the section or struct. */
  readonly id: string;
  /** Names of the subsections down to it, outermost first. */
  readonly subsections: readonly string[];
}

export interface PlacedField {
  readonly place: Place;
  readonly field: SnapshotField;
  /** Among the fields of its place. */
  readonly index: number;
  /** Its name; of padding, which has none, its turn: `padding 2`. */
  readonly label: string;
}

export interface PlacedSubsection {
  readonly place: Place;
  readonly subsection: SnapshotSubsection;
  readonly index: number;
}

export interface PlacedRule {
  /** Absent for a rule of the whole model. */
  readonly place?: Place;
  readonly rule: Expression;
}

/** What each kind of difference is about. */
export interface Parts {
  readonly model: SnapshotIR;
  readonly param: SnapshotParam;
  readonly retired: SnapshotIR['retired'][number];
  readonly version: SnapshotIR['versions'][number];
  readonly versions: SnapshotIR['versions'];
  readonly observable: SnapshotIR['observables'][number];
  readonly constraint: Expression;
  readonly migratable: SnapshotIR['migratable'];
  readonly section: SnapshotSection;
  readonly sections: readonly SnapshotSection[];
  readonly subsection: PlacedSubsection;
  readonly field: PlacedField;
  readonly struct: SnapshotStruct;
  readonly invariant: PlacedRule;
  readonly hidden: SnapshotField;
  readonly ram: RamBlockIR;
  readonly 'state-versions': Pick<SnapshotIR, 'stateVersions' | 'minimum'>;
  readonly opaque: NonNullable<SnapshotIR['opaque']>;
  readonly framing: SnapshotIR['framing'];
  readonly 'machine-type': MachineTable;
  readonly entry: MachineTable['entries'][number] & { readonly machineType: string };
  readonly class: DeviceClassIR;
  readonly fact: FactIR & { readonly of: 'machine' | 'host' };
  readonly erratum: ErratumIR;
  readonly destination: 'configured' | 'started';
  readonly implementation: ImplementationIR;
  readonly build: BuildIR & { readonly implementation: string };
  /** A model that a build has. */
  readonly 'build-model': BuildModelIR;
  readonly 'model-file': ModelIR;
}

export type Kind = keyof Parts;

export interface Difference<K extends Kind = Kind> {
  readonly kind: K;
  /** `added`, `removed`, or the property that changed. */
  readonly aspect: string;
  /** The name that people know it by, within its model or implementation. */
  readonly name: string;
  readonly before?: Parts[K];
  readonly after?: Parts[K];
  readonly at: { readonly before?: Path; readonly after?: Path };
}

/** What was there before and is there now, with another value of `aspect`. */
export type Changed<K extends Kind> = Difference<K> & { readonly before: Parts[K]; readonly after: Parts[K] };
export type Added<K extends Kind> = Difference<K> & { readonly after: Parts[K] };
export type Removed<K extends Kind> = Difference<K> & { readonly before: Parts[K] };

export function added<K extends Kind>(differences: readonly Difference[], kind: K): readonly Added<K>[] {
  return differences.filter((each): each is Added<K> => each.kind === kind && each.aspect === 'added');
}

export function removed<K extends Kind>(differences: readonly Difference[], kind: K): readonly Removed<K>[] {
  return differences.filter((each): each is Removed<K> => each.kind === kind && each.aspect === 'removed');
}

export function changed<K extends Kind>(differences: readonly Difference[], kind: K, aspect: string): readonly Changed<K>[] {
  return differences.filter((each): each is Changed<K> => each.kind === kind && each.aspect === aspect);
}
