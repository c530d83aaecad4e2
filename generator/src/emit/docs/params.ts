/** Params, versions and machine types of a model: what may be set, and what stands for what. */

import { classesOf, className } from '../../ir/class-reach.js';
import { machineTables } from '../../ir/machine-tables.js';
import type { SnapshotIR, SnapshotParam } from '../../ir/snapshot.js';
import type { ModelIR, ParamIR, SpecIR } from '../../ir/spec.js';
import { paramTypeText, rangeText, valueText } from '../params.js';
import { grouped, labelOf } from './builds.js';
import { codeIn } from './markdown.js';

const absent = '—';

/** One row each: what a param is, whatever the build. */
export function paramRows(model: ModelIR) {
  return model.params.map((param) => ({
    name: param.name,
    type: paramTypeText(param.type),
    unit: param.unit ?? absent,
    off: param.off === undefined ? '' : valueText(param.off),
    meaning: [param.doc ?? '', ...facts(param)].filter((text) => text !== '').join(' '),
  }));
}

const compared = {
  ignore: 'Source and destination need not agree on it.',
  'at-most': "The source's may be at most the destination's.",
  subset: "The source's bits must be among the destination's.",
} as const;

/** What is not the rule. */
function facts(param: ParamIR): string[] {
  return [
    ...(param.guestVisible ? [] : ['No guest sees it; it changes the saved state alone.']),
    ...(param.off === undefined ? ['It cannot be disabled.'] : []),
    ...(param.compare === 'equal' ? [] : [compared[param.compare]]),
    ...(param.resolves === 'create' ? [] : [`Decided at ${param.resolves}.`]),
    ...(param.settable === 'create' ? [] : [`May be set while the guest is ${param.settable}.`]),
    ...(param.hostFact === undefined ? [] : [`Depends on the host: ${param.hostFact}.`]),
    ...(param.id === param.name ? [] : [`Known by the identity ${param.id}.`]),
  ];
}

/** Range and default, a column for each group of builds that agree on all of them. */
export function paramsByBuild(model: ModelIR, snapshots: readonly SnapshotIR[]) {
  const groups = grouped(
    snapshots,
    (snapshot) => model.params.map((param) => cell(snapshot, param)),
    (cells) => cells.join('\n'),
  );
  return {
    columns: groups.map(({ label }) => label),
    rows: model.params.map((param, index) => ({ name: param.name, cells: groups.map(({ value }) => value[index] ?? absent) })),
  };
}

function cell(snapshot: SnapshotIR, param: ParamIR): string {
  const known = snapshot.params.find(({ id }) => id === param.id);
  if (known !== undefined) return knownCell(known);
  const retired = snapshot.retired.find(({ id }) => id === param.id);
  if (retired !== undefined) return `gone; acts as ${codeIn(valueText(retired.implied))}`;
  return param.off === undefined ? 'not known' : `not known; acts as ${codeIn(valueText(param.off))}`;
}

function knownCell(param: SnapshotParam): string {
  const range = rangeText(param.range);
  return `${range === '' ? '' : `${range}; `}default ${codeIn(param.default.text)}`;
}

/** Every version with the value of every param, from the newest build that has it. */
export function versionTable(model: ModelIR, snapshots: readonly SnapshotIR[]) {
  const versions = model.versions.flatMap(({ name }) => {
    const having = snapshots.filter(({ versions }) => versions.some((version) => version.name === name));
    const newest = having.at(-1);
    const values = newest?.versions.find((version) => version.name === name)?.values;
    return newest === undefined || values === undefined ? [] : [{ name, values, builds: labelOf(having) }];
  });
  return {
    columns: versions.map(({ name }) => name),
    builds: versions.map(({ builds }) => builds),
    rows: model.params.map((param) => ({
      name: param.name,
      cells: versions.map(({ values }) => {
        const value = values[param.name];
        return value === undefined ? absent : valueText(value);
      }),
    })),
  };
}

/** What machine types set, of the params of this model: a row for each type, a cell for each param that any of them sets. */
export function machineTable(spec: SpecIR, model: ModelIR, snapshots: readonly SnapshotIR[]) {
  const settings = snapshots.flatMap((snapshot) => {
    const implementation = spec.implementations.find(({ name }) => name === snapshot.implementation);
    const build = implementation?.builds.find(({ name }) => name === snapshot.build);
    if (implementation === undefined || build === undefined) return [];
    const reach = new Set(classesOf(implementation, model.id));
    return machineTables(spec, implementation, build).map(({ name, family, entries }) => {
      const values = new Map<string, string>();
      for (const entry of entries) {
        const param = snapshot.params.find((candidate) => candidate.name === entry.property);
        if (param !== undefined && reach.has(className(implementation, entry.class))) values.set(param.name, valueText(entry.value));
      }
      return { type: name, family, snapshot, values };
    });
  });
  const columns = model.params.map(({ name }) => name).filter((name) => settings.some(({ values }) => values.has(name)));
  const types = [...new Map(settings.map(({ type, family }) => [type, family]))].sort(
    ([a, x], [b, y]) => order(spec, x, a) - order(spec, y, b),
  );
  return {
    columns,
    rows: types.map(([type]) => {
      const own = settings.filter((setting) => setting.type === type);
      return {
        type,
        builds: labelOf(own.map(({ snapshot }) => snapshot)),
        cells: columns.map((name) => cellOf(own, name)),
      };
    }),
  };
}

type Setting = { readonly snapshot: SnapshotIR; readonly values: ReadonlyMap<string, string> };

function cellOf(own: readonly Setting[], name: string): string {
  const known = own.filter(({ snapshot }) => snapshot.params.some((param) => param.name === name));
  const byValue = new Map<string, SnapshotIR[]>();
  for (const { snapshot, values } of known) {
    const value = values.get(name) ?? 'default';
    byValue.set(value, [...(byValue.get(value) ?? []), snapshot]);
  }
  if (byValue.size === 0) return absent;
  if (byValue.size === 1) return shown([...byValue.keys()][0] ?? absent);
  return [...byValue].map(([value, members]) => `${shown(value)} (${labelOf(members)})`).join(', ');
}

function shown(value: string): string {
  return value === 'default' || value === absent ? value : codeIn(value);
}

/** Families by name, their types newest first as the spec has them. */
function order(spec: SpecIR, family: string, type: string): number {
  const families = [...spec.machineFamilies].sort((a, b) => (a.name < b.name ? -1 : 1));
  const at = families.findIndex(({ name }) => name === family);
  return at * 10_000 + (families[at]?.types.findIndex(({ name }) => name === type) ?? 0);
}
