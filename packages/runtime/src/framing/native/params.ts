/** Between a device's configuration, by param name, and the params of a stream, by identity and with their types. */
import type { Configuration, DeviceDescriptor, DeviceState, Facts, ParamDescriptor, ParamValue } from '../../device.js';
import { MigspecError } from '../../errors.js';
import { formatParamValue } from '../../values.js';
import type { NativeFact, NativeParam, NativeType } from './types.js';

type KnownParams = Pick<DeviceDescriptor<DeviceState>, 'model' | 'build' | 'params' | 'retired'>;

export function nativeTypeOf(type: ParamDescriptor['type']): NativeType {
  switch (type.kind) {
    case 'int':
      return `${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'flags':
      return `flags${type.bits}`;
    case 'bool':
    case 'string':
    case 'enum':
      return type.kind;
  }
}

/** All params of the build with their effective values, and those it has retired with what it nevertheless does. */
export function nativeParams(known: KnownParams, configuration: Configuration): NativeParam[] {
  const own = known.params.map(({ id, name, type, off }): NativeParam => {
    const value = configuration[name];
    if (value === undefined)
      throw new MigspecError('STATE_INVALID', `the configuration has no ${name}`, { model: known.model, param: name });
    return { id, type: nativeTypeOf(type), value, off: value === off };
  });
  const retired = (known.retired ?? []).flatMap(({ id, type, implied, off }): NativeParam[] =>
    type === undefined ? [] : [{ id, type: nativeTypeOf(type), value: implied, off: implied === off }],
  );
  return [...own, ...retired];
}

/**
 * What the stream asks this build for, by param name: a param that the stream does not mention is off, one that resolves at
 * the load is not asked for. Ranges and constraints are judged when the device is created from it.
 *
 * Throws PARAM_UNKNOWN for a param that this build does not know and that is not off, or not what the build does since it was
 * removed; PARAM_TYPE_DIFFERS, and
 * PARAM_VALUE_REFUSED when a param without an off value is not mentioned.
 */
export function configurationOf(known: KnownParams, params: readonly NativeParam[]): Configuration {
  const { model } = known;
  const byId = new Map(params.map((param) => [param.id, param]));
  const values: [string, ParamValue][] = known.params.flatMap(({ id, name, type, off, resolves }): [string, ParamValue][] => {
    const param = byId.get(id);
    byId.delete(id);
    if (resolves === 'load') return [];
    if (param === undefined) {
      if (off !== undefined) return [[name, off]];
      throw new MigspecError('PARAM_VALUE_REFUSED', `PARAM_VALUE_REFUSED: the stream does not know ${name}, and it cannot be disabled`, {
        model,
        param: name,
      });
    }
    const want = nativeTypeOf(type);
    if (param.type !== want) {
      throw new MigspecError('PARAM_TYPE_DIFFERS', `PARAM_TYPE_DIFFERS: ${name} has type ${param.type}, want ${want}`, {
        model,
        param: name,
        have: param.type,
        want,
      });
    }
    return [[name, param.value]];
  });
  const retired = new Map((known.retired ?? []).map((each) => [each.id, each]));
  for (const { id, value, off } of byId.values()) {
    // Off does not help where the build goes on doing something else.
    const frozen = retired.get(id);
    if (frozen === undefined ? off : value === frozen.implied) continue;
    throw new MigspecError('PARAM_UNKNOWN', `PARAM_UNKNOWN: ${model} has no param "${id}" in ${known.build}`, {
      model,
      param: id,
      have: formatParamValue(value),
      want: frozen === undefined ? 'off' : formatParamValue(frozen.implied),
    });
  }
  return Object.fromEntries(values);
}

export function nativeFact(name: string, type: ParamDescriptor['type'], value: ParamValue): NativeFact {
  return { name, type: nativeTypeOf(type), value };
}

export function factsOf(facts: readonly NativeFact[]): Facts {
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
}
