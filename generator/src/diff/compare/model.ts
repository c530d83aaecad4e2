/** Everything about one model as two builds know it. */
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { Difference } from '../difference.js';
import { type Comparison, compareLists, compareParts } from '../list.js';
import { compareLayouts } from './layouts.js';
import { compareParams } from './params.js';
import { compareVersions } from './versions.js';

export function compareSnapshots(before: SnapshotIR, after: SnapshotIR): readonly Difference[] {
  const model = ['model', after.model];
  const observables: Comparison<'observable'> = {
    kind: 'observable',
    name: ({ name }) => name,
    path: ({ name }) => [...model, 'observables', name],
    aspects: { value: ({ value }) => value.expr, volatile: ({ volatile }) => volatile },
  };
  const constraints: Comparison<'constraint'> = {
    kind: 'constraint',
    name: ({ text }) => text,
    identity: ({ expr }) => JSON.stringify(expr),
    path: () => model,
    aspects: {},
  };
  const ram: Comparison<'ram'> = {
    kind: 'ram',
    name: ({ name }) => name.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.text}}`)).join(''),
    path: () => [...model, 'ram'],
    aspects: { size: ({ size }) => size.expr },
  };
  const hidden: Comparison<'hidden'> = {
    kind: 'hidden',
    name: ({ name }) => name,
    path: ({ name }) => [...model, 'hidden', name],
    aspects: { type: ({ type }) => type, reset: ({ reset }) => reset?.expr, derived: ({ derived }) => derived?.expr },
  };
  const whole: Comparison<'model'> = {
    kind: 'model',
    name: (snapshot) => snapshot.model,
    path: () => model,
    aspects: { path: ({ path }) => path, title: ({ title }) => title },
  };
  const migratable: Comparison<'migratable'> = {
    kind: 'migratable',
    name: () => 'migratable',
    path: () => model,
    aspects: { when: ({ when }) => when.expr, reason: ({ reason }) => reason },
  };
  const stateVersions: Comparison<'state-versions'> = {
    kind: 'state-versions',
    name: () => 'state versions',
    path: () => ['implementation', after.implementation, 'builds', after.build, 'models', after.model],
    aspects: { list: ({ stateVersions: list }) => list, minimum: ({ minimum }) => minimum },
  };
  const opaque: Comparison<'opaque'> = {
    kind: 'opaque',
    name: () => 'opaque state',
    path: () => model,
    aspects: { size: ({ maxSize }) => maxSize },
  };
  const hiddenOf = (snapshot: SnapshotIR) => snapshot.variables.filter(({ name }) => !carried(snapshot).has(name));
  return [
    ...compareParts(whole, before, after),
    ...compareParams(before, after),
    ...compareVersions(before, after),
    ...compareLists(observables, before.observables, after.observables),
    ...compareLists(constraints, before.constraints, after.constraints),
    ...compareParts(migratable, before.migratable, after.migratable),
    ...compareLayouts(before, after),
    ...compareLists(hidden, hiddenOf(before), hiddenOf(after)),
    ...compareLists(ram, before.ram, after.ram),
    ...compareParts(stateVersions, before, after),
    ...compareLists(opaque, before.opaque === undefined ? [] : [before.opaque], after.opaque === undefined ? [] : [after.opaque]),
  ];
}

/** Names of the variables that some section carries. */
function carried(snapshot: SnapshotIR): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (layout: SnapshotIR['sections'][number] | SnapshotIR['sections'][number]['subsections'][number]): void => {
    for (const { name } of layout.fields) names.add(name);
    for (const subsection of layout.subsections) visit(subsection);
  };
  for (const section of snapshot.sections) visit(section);
  return names;
}
