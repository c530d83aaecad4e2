/** With which configurations a source starts: every version, the defaults, all params off, and each param at each boundary of its range. */
import type { DocumentModel, DocumentParam } from '@migspec/capabilities';
import { type Configuration, formatParamValue, type ParamValue } from '@migspec/runtime';
import { boundaries, typedValue } from './boundaries.js';

export interface Start {
  /** `defaults`, or the instantiation string. */
  readonly label: string;
  readonly version?: string;
  readonly values: Readonly<Record<string, ParamValue>>;
  /** What came of it at the source. */
  readonly configuration: Configuration;
}

/** Makes a device, really or by its document; what it was refused for is not asked. */
export type Instantiate = (
  version: string | undefined,
  values: Readonly<Record<string, ParamValue>>,
) => { readonly ok: true; readonly value: Configuration } | { readonly ok: false };

/** `versions` is false where a command line names no versions. A boundary that a constraint forbids on its own comes with a second param moved. */
export function starts(model: Pick<DocumentModel, 'params' | 'versions'>, versions: boolean, instantiate: Instantiate): Start[] {
  const found: Start[] = [];
  const add = (version: string | undefined, values: Readonly<Record<string, ParamValue>>): boolean => {
    const made = instantiate(version, values);
    if (made.ok)
      found.push({ label: startLabel(version, values), ...(version === undefined ? {} : { version }), values, configuration: made.value });
    return made.ok;
  };
  const plain = instantiate(undefined, {});
  const defaults = plain.ok ? plain.value : {};
  add(undefined, {});
  if (versions) for (const { name } of model.versions) add(name, {});
  const bare = Object.fromEntries(
    model.params.flatMap(({ name, off, type }) => (off === undefined ? [] : [[name, typedValue(type, off)]])),
  );
  if (Object.keys(bare).length > 1) add(undefined, bare);
  for (const param of model.params) {
    for (const value of boundaries(param, defaults[param.name])) {
      if (value === defaults[param.name] && plain.ok) continue;
      if (!add(undefined, { [param.name]: value })) addTogether(model.params, defaults, param, value, add);
    }
  }
  return found;
}

function addTogether(
  params: readonly DocumentParam[],
  defaults: Configuration,
  param: DocumentParam,
  value: ParamValue,
  add: (version: undefined, values: Readonly<Record<string, ParamValue>>) => boolean,
): void {
  for (const other of params) {
    if (other === param) continue;
    for (const second of boundaries(other, defaults[other.name])) {
      if (second !== defaults[other.name] && add(undefined, { [param.name]: value, [other.name]: second })) return;
    }
  }
}

export function startLabel(version: string | undefined, values: Readonly<Record<string, ParamValue>>): string {
  const parts = [
    ...(version === undefined ? [] : [`version=${version}`]),
    ...Object.entries(values).map(([name, value]) => `${name}=${formatParamValue(value)}`),
  ];
  return parts.length === 0 ? 'defaults' : parts.join(',');
}

export function instantiationOf(start: Pick<Start, 'label'>): string {
  return start.label === 'defaults' ? '' : start.label;
}
