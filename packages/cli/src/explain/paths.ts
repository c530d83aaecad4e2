/** From a reason of the check to the parts of the spec that it speaks of, as paths of names (see the generator's `Positions`). */
import type { CapabilityDocument, DocumentLayout, DocumentModel } from '@migspec/capabilities';
import type { Machine, Reason } from '@migspec/compat';

export interface SpecPath {
  /** `param num-queues`, `section e1000e/rss` */
  readonly about: string;
  readonly path: readonly string[];
}

/** What of a reason is looked for; a param, section, field or observable alone will do. */
export type About = Pick<Reason, 'model' | 'address' | 'param' | 'section' | 'field' | 'observable' | 'want' | 'code' | 'errata'>;

/** The parts of the spec that one build's side of the reason comes from; not all of them need to be written anywhere. */
export function specPaths(about: About, document: CapabilityDocument, machine?: Machine): readonly SpecPath[] {
  const { implementation, build } = document;
  const version = build.slice(implementation.length + 1);
  const ofBuild = ['implementation', implementation, 'builds', version];
  const model = about.model === undefined || !Object.hasOwn(document.models, about.model) ? undefined : document.models[about.model];
  const errata = (about.errata ?? []).map(
    (id): SpecPath => ({ about: `erratum ${id}`, path: ['implementation', implementation, 'errata', id] }),
  );
  if (about.model === undefined || model === undefined) return [{ about: `build ${build}`, path: ofBuild }, ...errata];
  const inBuild = [...ofBuild, 'models', about.model];
  const found = [
    ...(about.param === undefined ? [] : paramPaths(about.model, about.param, model, inBuild)),
    ...(about.param === undefined ? [] : tablePaths(about, document, machine)),
    ...(about.observable === undefined
      ? []
      : [{ about: `observable ${about.observable}`, path: ['model', about.model, 'observables', about.observable] }]),
    ...constraintPaths(about, model),
    ...layoutPaths(about, model),
    ...errata,
  ];
  return found.length > errata.length ? found : [{ about: `${about.model} in ${build}`, path: inBuild }, ...errata];
}

function paramPaths(id: string, name: string, model: DocumentModel, inBuild: readonly string[]): readonly SpecPath[] {
  const param = [...model.params, ...model.retired].find((each) => each.name === name);
  if (param === undefined) return [];
  return [
    { about: `param ${name}`, path: ['model', id, 'params', param.id] },
    { about: `${name} in this build`, path: [...inBuild, 'narrow', name] },
  ];
}

/** Every entry of a compat set that might have set the param: the caller knows which sets there are. */
function tablePaths({ address, param = '' }: About, document: CapabilityDocument, machine: Machine | undefined): readonly SpecPath[] {
  const type = machine?.type;
  const device = machine?.devices.find((each) => each.address === address);
  if (type === undefined || device === undefined || !Object.hasOwn(document.machineTypes, type)) return [];
  const classes = new Set((document.machineTypes[type]?.entries ?? []).flatMap((entry) => (entry.property === param ? [entry.class] : [])));
  return [...classes].map((name) => ({ about: `${type}: ${name} ${param}`, path: ['compat', document.implementation, '*', name, param] }));
}

function constraintPaths({ code, want, model: id = '' }: About, model: DocumentModel): readonly SpecPath[] {
  if (code !== 'CONSTRAINT_BROKEN') return [];
  const at = model.constraints.findIndex(({ text }) => text === want);
  return at < 0 ? [] : [{ about: `constraint ${want}`, path: ['model', id, 'constraints', String(at)] }];
}

/** The section or subsection, and its field, through structs. `a / b` names the fields of both sides. */
function layoutPaths({ model: id = '', section, field }: About, model: DocumentModel): readonly SpecPath[] {
  if (section === undefined && field === undefined) return [];
  const places = layoutsOf(id, model);
  const own = section === undefined ? places : places.filter(({ name }) => name === section);
  const found: SpecPath[] = section === undefined ? [] : own.map(({ path }) => ({ about: `section ${section}`, path }));
  for (const each of field?.split(' / ') ?? []) {
    const names = each.split(/[.[\]]+/).filter((name) => name !== '' && !/^\d+$/.test(name));
    for (const name of names.reverse()) {
      const holders = [...own, ...places].filter(({ layout }) => layout.fields.some((candidate) => candidate.name === name));
      const [holder] = holders;
      if (holder === undefined) continue;
      found.push({ about: `field ${each}`, path: [...holder.path, 'fields', name] });
      break;
    }
    const [variable] = names;
    if (variable !== undefined) found.push({ about: `hidden ${variable}`, path: ['model', id, 'hidden', variable] });
  }
  return found;
}

interface LayoutPlace {
  readonly name: string;
  readonly path: readonly string[];
  readonly layout: DocumentLayout;
}

function layoutsOf(id: string, model: DocumentModel): readonly LayoutPlace[] {
  const inside = (name: string, path: readonly string[], layout: DocumentLayout): readonly LayoutPlace[] => [
    { name, path, layout },
    ...layout.subsections.flatMap((each) => inside(each.name, [...path, 'subsections', each.name], each)),
  ];
  return [
    ...model.sections.flatMap((section) => inside(section.id, ['model', id, 'sections', section.id], section)),
    ...Object.entries(model.structs).flatMap(([name, struct]) => inside(name, ['model', id, 'structs', name], struct)),
  ];
}
