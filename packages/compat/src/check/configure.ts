/** The destination that is created from the source's configuration. */
import type { DocumentModel } from '@migspec/capabilities';
import type { Configuration, ParamValue } from '@migspec/runtime';
import { paramIndex } from '../document/names.js';
import { parseValue } from '../values.js';
import { impliedValue } from './rules/params.js';

/**
 * Params of one identity keep their value; what the source does not know takes its implied value. Rules 1 to 4 say whether
 * the result can be created: a value that is not even of the type is left out.
 */
export function configureFrom(source: DocumentModel, configuration: Configuration, destination: DocumentModel): Configuration {
  const { byId } = paramIndex(source);
  return Object.fromEntries(
    destination.params.flatMap((param): [string, ParamValue][] => {
      const other = byId.get(param.id);
      const raw = other === undefined ? impliedValue(source, param) : configuration[other.name];
      const value = raw === undefined ? undefined : parseValue(param.type, raw);
      return value === undefined ? [] : [[param.name, value]];
    }),
  );
}
