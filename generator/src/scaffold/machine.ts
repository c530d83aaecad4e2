import { insertEntry, keyText } from '../edit/insert.js';
import { machinesFile } from '../schema/machines.js';
import { checkName, type Scaffold, sourcesText } from './context.js';
import { ScaffoldRefused } from './draft.js';

export interface MachineRequest {
  readonly family: string;
  readonly type: string;
  /** Default: that of the family, or the only one. */
  readonly implementation?: string;
}

/** The newest machine type of its family, which the newest build brings. */
export function newMachine(scaffold: Scaffold, { family, type, implementation: wanted }: MachineRequest): readonly string[] {
  const { spec, draft, positions, source } = scaffold;
  checkName(family, /^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dots, _ and -');
  checkName(type, /^[!-~]+$/, 'printable ASCII without spaces');
  const own = spec.machineFamilies.find(({ name }) => name === family);
  const names = spec.implementations.map(({ name }) => name);
  const chosen = wanted ?? own?.implementation ?? (names.length === 1 ? names[0] : undefined);
  if (chosen === undefined)
    throw new ScaffoldRefused(`whose machine type? --implementation NAME: ${names.join(', ') || 'there is none; migspec new build first'}`);
  const implementation = spec.implementations.find(({ name }) => name === chosen);
  if (implementation === undefined)
    throw new ScaffoldRefused(`${chosen}: no such implementation; the spec has ${names.join(', ') || 'none'}`);
  if (own !== undefined && own.implementation !== chosen) throw new ScaffoldRefused(`the family ${family} is ${own.implementation}'s`);
  const newest = implementation.builds[0]?.name ?? '';
  const entry = `{ added: ${JSON.stringify(newest)} }`;
  if (own === undefined) {
    draft.create('machines', family, [
      `machines: ${keyText(family)}`,
      `implementation: ${keyText(chosen)}`,
      `sources: ${sourcesText(source)}`,
      'types: # newest first; each adds its compat sets to those of the ones above it',
      `  ${keyText(type)}: ${entry}`,
    ]);
  } else {
    if (own.types.some(({ name }) => name === type)) throw new ScaffoldRefused(`${family} has a machine type ${type} already`);
    const file = positions.get('machines', family)?.file ?? '';
    const keys = Object.keys(machinesFile.properties);
    draft.edit(file, (text) => insertEntry(text, { path: ['types'], key: type, value: entry, where: 'first' }, keys));
  }
  const before = own?.types[0]?.name;
  return [
    ...(before === undefined
      ? []
      : [`where a default changed, ${before} must restore the old one: a compat set in compat/, named under its compat:`]),
    ...(implementation.classes.length === 0 ? [`a compat set speaks of device classes: classes/${chosen}.yaml`] : []),
    'migspec show MODEL prints what each machine type sets',
  ];
}
