import { insertEntry } from '../edit/insert.js';
import { checkName, modelKeys, modelOf, revisionFor, type Scaffold, sourcesText } from './context.js';
import { ScaffoldRefused } from './draft.js';

export interface SectionRequest {
  readonly model: string;
  readonly name: string;
  readonly revision?: string;
}

export function newSection(scaffold: Scaffold, { model: wanted, name, revision }: SectionRequest): readonly string[] {
  const { model, file } = modelOf(scaffold, wanted);
  checkName(name, /^[!-~]+$/, 'printable ASCII without spaces');
  if (model.sections.some((section) => section.id === name)) throw new ScaffoldRefused(`${model.id} has a section ${name} already`);
  const added = revisionFor(scaffold, model, file, revision);
  const value = `{ ${added}sources: ${sourcesText(scaffold.source)}, fields: { ${variable(name, new Set(variables(model.sections)))}: u32 } }`;
  scaffold.draft.edit(file, (text) => insertEntry(text, { path: ['state'], key: name, value, where: 'last' }, modelKeys));
  return [
    'replace its field by what travels, in wire order; names of variables are unique in the device',
    'give situations to the new variables: both sides of each bound and predicate',
    ...(added === '' ? [] : ['an older build refuses a section that it does not know: `optional:` if the guest does not notice the loss']),
  ];
}

interface Carrier {
  readonly fields: readonly { readonly name: string }[];
  readonly subsections: readonly Carrier[];
}

function variables(carriers: readonly Carrier[]): readonly string[] {
  return carriers.flatMap(({ fields, subsections }) => [...fields.map(({ name }) => name), ...variables(subsections)]);
}

/** A name for the first variable that the device does not have yet. */
function variable(section: string, taken: ReadonlySet<string>): string {
  const base = section.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_');
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
  return name;
}
