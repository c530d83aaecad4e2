/** Values as people write them on a command line: `on` and `off`, decimal numbers, names. */
import type { DocumentParam, DocumentValue } from '@migspec/capabilities';
import type { ParamValue } from '@migspec/runtime';
import { isOff, parseValue } from '../values.js';

export function valueText(value: ParamValue | DocumentValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/** What a version sets: `name=value` of every param that is not off, in the order of the params. */
export function settings(
  params: readonly DocumentParam[],
  values: Readonly<Record<string, DocumentValue>>,
): readonly { readonly param: DocumentParam; readonly value: ParamValue }[] {
  return params.flatMap((param) => {
    const raw = Object.hasOwn(values, param.name) ? values[param.name] : undefined;
    const value = raw === undefined ? undefined : parseValue(param.type, raw);
    return value === undefined || isOff(param, value) ? [] : [{ param, value }];
  });
}
