import { insertEntry, keyText } from '../edit/insert.js';
import { checkName, modelKeys, modelOf, type Scaffold } from './context.js';
import { ScaffoldRefused } from './draft.js';

export interface VersionRequest {
  readonly model: string;
  readonly name: string;
  readonly basedOn?: string;
  /** `rss=true` */
  readonly assignments: readonly string[];
}

export function newVersion(scaffold: Scaffold, { model: wanted, name, basedOn, assignments }: VersionRequest): readonly string[] {
  const { model, file } = modelOf(scaffold, wanted);
  checkName(name, /^[!-+\--<>-~]+$/, 'anything without spaces, commas and =');
  if (model.versions.some((version) => version.name === name)) throw new ScaffoldRefused(`${model.id} has a version ${name} already`);
  const values = assignments.map((assignment) => {
    const [, param = '', value = ''] = /^([A-Za-z_][A-Za-z0-9_-]*)=(.+)$/.exec(assignment) ?? [];
    if (param === '') throw new ScaffoldRefused(`${assignment}: not PARAM=VALUE`);
    return `${keyText(param)}: ${literal(value)}`;
  });
  const parts = [...(basedOn === undefined ? [] : [`based-on: ${JSON.stringify(basedOn)}`]), ...values];
  const value = parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
  const key = name;
  scaffold.draft.edit(file, (text) => insertEntry(text, { path: ['versions'], key, value, where: 'first' }, modelKeys));
  return [
    `migspec show ${model.id} prints it with a value for every param`,
    'builds that list their versions (versions:) need it in their list; others have it at once',
  ];
}

/** Numbers and words as they are, the rest quoted. */
function literal(value: string): string {
  return /^(-?\d+|0x[0-9A-Fa-f]+|[A-Za-z_][A-Za-z0-9_-]*)$/.test(value) ? value : JSON.stringify(value);
}
