import { insertEntry } from '../edit/insert.js';
import { checkName, modelKeys, modelOf, revisionFor, type Scaffold, sourcesText } from './context.js';
import { ScaffoldRefused } from './draft.js';

export const paramTypes = ['bool', 'u8', 'u16', 'u32', 'u64', 'i8', 'i16', 'i32', 'i64', 'enum', 'string', 'flags'] as const;
export type ParamTypeName = (typeof paramTypes)[number];

export interface ParamRequest {
  readonly model: string;
  readonly name: string;
  readonly type: ParamTypeName;
  /** Names of the values of an enum, or of the bits of flags. */
  readonly values: readonly string[];
  readonly revision?: string;
  /** No guest sees it; it changes the saved bytes alone. */
  readonly stateOnly: boolean;
}

/** A param that changes nothing until somebody sets it, and an observable that shows it. */
export function newParam(scaffold: Scaffold, request: ParamRequest): readonly string[] {
  const { name, type, stateOnly } = request;
  const { model, file } = modelOf(scaffold, request.model);
  checkName(name, /^[A-Za-z_][A-Za-z0-9_-]*$/, 'letters, digits, _ and -');
  if (model.params.some((param) => param.name === name || param.id === name))
    throw new ScaffoldRefused(`${model.id} has a param ${name} already`);
  const added = revisionFor(scaffold, model, file, request.revision);
  const facts = typeFacts(type, request.values);
  const visible = stateOnly ? 'guest-visible: false, ' : '';
  const value = `{ doc: To be described., type: ${type}, ${facts.values}${visible}off: ${facts.off}, default: ${facts.off}, ${added}sources: ${sourcesText(scaffold.source)} }`;
  scaffold.draft.edit(file, (text) => insertEntry(text, { path: ['params'], key: name, value, where: 'last' }, modelKeys));
  if (!stateOnly && !model.observables.some((observable) => observable.name === name)) {
    const expression = `"params.${name.replaceAll('-', '_')}"`;
    const observable = added === '' ? expression : `{ value: ${expression}, ${added.replace(', ', '')} }`;
    scaffold.draft.edit(file, (text) =>
      insertEntry(text, { path: ['observables'], key: name, value: observable, where: 'last' }, modelKeys),
    );
  }
  return [
    `describe ${name} and name its source`,
    ...(stateOnly ? [] : ['write what the guest really reads into its observable']),
    `migspec new version ${model.id} VERSION ${name}=VALUE, for a version that sets it`,
  ];
}

function typeFacts(type: ParamTypeName, given: readonly string[]): { readonly values: string; readonly off: string } {
  for (const each of given) checkName(each, /^[A-Za-z_][A-Za-z0-9_-]*$/, 'letters, digits, _ and -');
  if (type === 'bool') return { values: '', off: 'false' };
  if (type === 'flags') {
    const bits = (given.length === 0 ? ['first'] : given).map((bit, index) => `${bit}: ${index}`);
    return { values: `bits: { ${bits.join(', ')} }, `, off: '0' };
  }
  if (type === 'string') return { values: '', off: '""' };
  if (type !== 'enum') return { values: '', off: '0' };
  const values = given.length === 0 ? ['none', 'some'] : given;
  return { values: `values: [${values.join(', ')}], `, off: values[0] ?? 'none' };
}
