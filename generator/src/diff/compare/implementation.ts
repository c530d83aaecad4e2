/** What two builds differ in apart from the insides of models: device classes, machine types with their tables, facts, errata. */
import { type MachineTable, machineTables } from '../../ir/machine-tables.js';
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { BuildIR, FactIR, ImplementationIR, SpecIR } from '../../ir/spec.js';
import type { Difference, Parts, Path } from '../difference.js';
import { type Comparison, compareLists, compareParts } from '../list.js';

export interface BuildSide {
  readonly spec: SpecIR;
  readonly implementation: ImplementationIR;
  readonly build: BuildIR;
  /** Of the build: one for each model. */
  readonly snapshots: readonly SnapshotIR[];
}

export function compareBuilds(before: BuildSide, after: BuildSide): readonly Difference[] {
  const home: Path = ['implementation', after.implementation.name];
  const classes: Comparison<'class'> = {
    kind: 'class',
    name: ({ name }) => name,
    path: ({ name }) => [...home, 'classes', name],
    aspects: {
      parent: ({ parent }) => parent,
      aliases: ({ aliases }) => aliases,
      child: ({ child }) => child,
      model: ({ model }) => model,
    },
  };
  const types: Comparison<'machine-type'> = {
    kind: 'machine-type',
    name: ({ name }) => name,
    path: ({ family, name }) => ['machines', family, name],
    aspects: {},
  };
  const facts: Comparison<'fact'> = {
    kind: 'fact',
    name: ({ of, name }) => `${of}.${name}`,
    path: ({ of, name }) => [...home, `${of}-facts`, name],
    aspects: { type: ({ type }) => type, default: (fact) => fact.default },
  };
  const errata: Comparison<'erratum'> = {
    kind: 'erratum',
    name: ({ id }) => id,
    path: ({ id }) => [...home, 'errata', id],
    aspects: { deviation: ({ deviation }) => deviation },
  };
  const models: Comparison<'build-model'> = {
    kind: 'build-model',
    name: ({ model }) => model,
    path: ({ model }) => [...home, 'builds', after.build.name, 'models', model],
    aspects: {
      revision: ({ revision }) => revision,
      narrow: ({ narrow }) => narrow,
      versions: ({ versions }) => versions,
    },
  };
  const destination: Comparison<'destination'> = {
    kind: 'destination',
    name: () => 'destination',
    path: () => home,
    aspects: { mode: (mode) => mode },
  };
  const framing: Comparison<'framing'> = {
    kind: 'framing',
    name: () => 'framing',
    path: () => home,
    aspects: { format: (each) => each },
  };
  const [old, now] = [tablesOf(before), tablesOf(after)];
  return [
    ...compareLists(models, before.build.models, after.build.models),
    ...compareLists(classes, before.implementation.classes, after.implementation.classes),
    ...compareLists(types, old, now),
    ...now.flatMap((table) => {
      const other = old.find(({ name }) => name === table.name);
      return other === undefined ? [] : compareTables(other, table);
    }),
    ...compareLists(facts, factsOf(before.implementation), factsOf(after.implementation)),
    ...compareLists(errata, errataOf(before), errataOf(after)),
    ...compareParts(framing, before.implementation.framing, after.implementation.framing),
    ...compareParts(destination, before.implementation.destination, after.implementation.destination),
  ];
}

function tablesOf({ spec, implementation, build }: BuildSide): readonly MachineTable[] {
  return machineTables(spec, implementation, build);
}

/** What a machine type sets: of several entries for one property of a class, the last. */
function compareTables(before: MachineTable, after: MachineTable): readonly Difference<'entry'>[] {
  const last = ({ name, entries }: MachineTable): readonly Parts['entry'][] => [
    ...new Map(entries.map((entry) => [`${entry.class}.${entry.property}`, { ...entry, machineType: name }])).values(),
  ];
  const how: Comparison<'entry'> = {
    kind: 'entry',
    name: (entry) => `${entry.machineType}: ${entry.class}.${entry.property}`,
    path: ({ machineType }) => ['machines', after.family, machineType],
    aspects: { value: ({ value }) => value },
  };
  return compareLists(how, last(before), last(after));
}

function factsOf({ machineFacts, hostFacts }: ImplementationIR): readonly Parts['fact'][] {
  const of = (which: 'machine' | 'host', facts: readonly FactIR[]) => facts.map((fact) => ({ ...fact, of: which }));
  return [...of('machine', machineFacts), ...of('host', hostFacts)];
}

function errataOf({ implementation, build }: BuildSide): ImplementationIR['errata'] {
  return implementation.errata.filter(({ builds }) => builds.includes(build.name));
}
