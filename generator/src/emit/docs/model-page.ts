/** What the page of one model shows. */
import type { Expression } from '../../expr/tree.js';
import type { SnapshotIR, SnapshotSection } from '../../ir/snapshot.js';
import type { ModelIR, SpecIR } from '../../ir/spec.js';
import { modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { grouped, labelOf } from './builds.js';
import { errataOf, history } from './history.js';
import { sectionRows } from './layout-rows.js';
import { layoutText } from './layout-text.js';
import { codeIn } from './markdown.js';
import { machineTable, paramRows, paramsByBuild, versionTable } from './params.js';
import { render } from './templates.js';

/** `snapshots`: those of the model, implementations by name, builds oldest first. */
export function modelPage(spec: SpecIR, model: ModelIR, snapshots: readonly SnapshotIR[]): EmittedFile {
  const path = modelPath(model.path);
  const up = '../'.repeat(path.split('/').length);
  const machines = machineTable(spec, model, snapshots);
  const versions = versionTable(model, snapshots);
  const revisions = history(model, snapshots);
  const data = {
    spec: `models/${model.path}.yaml`,
    title: model.title ?? path,
    model: model.id,
    doc: model.doc ?? '',
    sources: model.sources,
    builds: [...snapshots].reverse().map((snapshot) => ({
      build: snapshot.buildId,
      released: buildOf(spec, snapshot)?.released ?? '',
      revision: snapshot.revision,
      versions: snapshot.versions.map(({ name }) => name).join(', '),
      stateVersions: (snapshot.stateVersions ?? []).join(', '),
    })),
    hasReleased: snapshots.some((snapshot) => buildOf(spec, snapshot)?.released !== undefined),
    hasStateVersions: snapshots.some(({ stateVersions }) => stateVersions !== undefined),
    params: paramRows(model),
    byBuild: paramsByBuild(model, snapshots),
    constraints: rules(snapshots, ({ constraints }) => constraints),
    versions: versions.columns.length === 0 ? undefined : versions,
    machines: machines.columns.length === 0 ? undefined : machines,
    observables: observables(model, snapshots),
    migratable: migratable(snapshots),
    sections: sections(snapshots),
    opaque: model.opaque === undefined ? '' : String(model.opaque.maxSize),
    ram: ramBlocks(snapshots),
    hidden: hidden(snapshots),
    invariants: rules(snapshots, ({ invariants }) => invariants),
    revisions: revisions.length > 1 ? revisions : [],
    errata: errataOf(spec, snapshots),
    compatibility: model.compatibility ?? '',
    breaks: breaks(spec, model, snapshots),
    matrix: `${up}matrices/${path}.md`,
  };
  return { path: `${path}.md`, text: render('model', data) };
}

/** Those of the model, and those of its implementations that name one of its builds. */
function breaks(spec: SpecIR, model: ModelIR, snapshots: readonly SnapshotIR[]) {
  const builds = new Set(snapshots.map(({ buildId }) => buildId));
  const around = spec.implementations.flatMap((implementation) => implementation.breaks ?? []);
  const named = around.filter((each) => each.builds?.some((build) => builds.has(build)));
  return [...(model.breaks ?? []), ...named].map(({ rule, subject, builds: own, direction, reason, issue }) => ({
    rule,
    subject,
    builds: (own ?? []).join(', '),
    direction: direction ?? '',
    reason,
    issue,
  }));
}

function buildOf(spec: SpecIR, snapshot: SnapshotIR) {
  return spec.implementations.find(({ name }) => name === snapshot.implementation)?.builds.find(({ name }) => name === snapshot.build);
}

/** Rules with the builds that have them; where all have one, none is named. */
function rules(snapshots: readonly SnapshotIR[], of: (snapshot: SnapshotIR) => readonly Expression[]) {
  const texts = [...new Set(snapshots.flatMap((snapshot) => of(snapshot).map(({ text }) => text)))];
  return texts.map((text) => {
    const groups = grouped(snapshots, (snapshot) => of(snapshot).some((rule) => rule.text === text), String);
    return { text, builds: groups.length === 1 ? '' : (groups.find(({ value }) => value)?.label ?? '') };
  });
}

function observables(model: ModelIR, snapshots: readonly SnapshotIR[]) {
  return model.observables.map(({ name, doc, volatile }) => {
    const groups = grouped(
      snapshots,
      (snapshot) => snapshot.observables.find((observable) => observable.name === name)?.value.text,
      (text) => text ?? '',
    ).flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]));
    const everywhere = groups.length === 1 && snapshots.every((snapshot) => snapshot.observables.some((each) => each.name === name));
    return {
      name,
      meaning: `${doc ?? ''}${volatile ? ' Not compared between source and destination.' : ''}`.trim(),
      values: groups.map(({ label, value }) => ({ text: value, builds: everywhere ? '' : label })),
    };
  });
}

function migratable(snapshots: readonly SnapshotIR[]) {
  return grouped(
    snapshots,
    ({ migratable }) => migratable,
    ({ when, reason }) => `${when.text}\n${reason ?? ''}`,
  )
    .filter(({ value }) => value.when.text !== 'true')
    .map(({ label, value }) => ({ builds: label, when: value.when.text, reason: value.reason ?? '' }));
}

function sections(snapshots: readonly SnapshotIR[]) {
  const ids = [...new Set(snapshots.flatMap((snapshot) => snapshot.sections.map(({ id }) => id)))];
  return ids.map((id) => {
    const having = snapshots.filter((snapshot) => snapshot.sections.some((section) => section.id === id));
    const layouts = grouped(
      having,
      (snapshot) => layoutOf(snapshot, id),
      ({ facts, diagram, invariants }) => [facts, diagram, ...invariants].join('\n'),
    );
    const doc = having.at(-1)?.sections.find((section) => section.id === id)?.doc ?? '';
    const everywhere = layouts.length === 1 && having.length === snapshots.length;
    return {
      id,
      doc,
      // The newest first: it is what most readers look for.
      layouts: [...layouts].reverse().map(({ label, value }) => ({ builds: everywhere ? '' : label, ...value })),
    };
  });
}

function layoutOf(snapshot: SnapshotIR, id: string) {
  const section = snapshot.sections.find((candidate) => candidate.id === id);
  if (section === undefined) throw new Error(`${snapshot.buildId} has no section ${id}`);
  return {
    facts: sectionFacts(section),
    diagram: layoutText(sectionRows(snapshot, section)),
    invariants: section.invariants.map(({ text }) => text),
  };
}

function ramBlocks(snapshots: readonly SnapshotIR[]) {
  const all = snapshots.flatMap(({ ram }) => ram.map(({ name, size, doc }) => ({ name: written(name), size: size.text, doc: doc ?? '' })));
  const distinct = [...new Map(all.map((block) => [`${block.name}\n${block.size}`, block])).values()];
  return distinct.map((block) => {
    const having = snapshots.filter(({ ram }) => ram.some(({ name, size }) => written(name) === block.name && size.text === block.size));
    return { ...block, builds: having.length === snapshots.length ? '' : labelOf(having) };
  });
}

/** Pieces of a name on the wire as the spec writes them. */
function written(name: SnapshotSection['name']): string {
  return name.map((piece) => (typeof piece === 'string' ? piece : `\${${piece.text}}`)).join('');
}

function sectionFacts({ name, instance, version, minimum, optional }: SectionFacts): string {
  return [
    `On the wire ${codeIn(written(name))}`,
    `instance ${codeIn(instance.text)}`,
    `version ${version}${minimum === version ? '' : ` (${minimum} to ${version} are read)`}`,
    ...(optional === false ? [] : [optional.text === 'true' ? 'optional' : `optional when ${codeIn(optional.text)}`]),
  ].join(', ');
}

type SectionFacts = Pick<SnapshotSection, 'name' | 'instance' | 'version' | 'minimum' | 'optional'>;

function hidden(snapshots: readonly SnapshotIR[]) {
  const carried = (snapshot: SnapshotIR): ReadonlySet<string> => {
    const names = new Set<string>();
    const visit = (layout: Pick<SnapshotSection, 'fields' | 'subsections'>): void => {
      for (const { name } of layout.fields) names.add(name);
      for (const subsection of layout.subsections) visit(subsection);
    };
    for (const section of snapshot.sections) visit(section);
    return names;
  };
  const all = snapshots.flatMap((snapshot) => {
    const names = carried(snapshot);
    return snapshot.variables.filter(({ name }) => !names.has(name)).map((variable) => ({ snapshot, variable }));
  });
  return [...new Set(all.map(({ variable }) => variable.name))].map((name) => {
    const own = all.filter(({ variable }) => variable.name === name);
    const [first] = own;
    return {
      name,
      doc: first?.variable.doc ?? '',
      derived: own.map(({ variable }) => variable.derived?.text).find((text) => text !== undefined) ?? '',
      builds: grouped(
        own.map(({ snapshot }) => snapshot),
        () => true,
        String,
      )
        .map(({ label }) => label)
        .join(', '),
    };
  });
}
