import type { CodecEnv, Configuration, DeviceDescriptor, DeviceState, ParamDescriptor, ParamValue, Placement } from './device.js';
import { MigspecError } from './errors.js';
import { parseInstantiation } from './instantiation.js';
import { formatParamValue, hasParamType, inRange, parseParamValue, rangeText } from './values.js';

/** Where a device is when nobody says it: no host facts, machine facts at their defaults. */
export function completePlacement(descriptor: DeviceDescriptor, placement: Partial<Placement> = {}): Placement {
  return {
    machine: { ...descriptor.machineFacts, ...placement.machine },
    host: placement.host ?? {},
    path: placement.path ?? '',
    instance: placement.instance ?? 0,
  };
}

/**
 * The effective configuration of a new device: what is asked for, else the version's values, else the build's defaults.
 *
 * Throws VERSION_UNKNOWN, PARAM_UNKNOWN, PARAM_TYPE_DIFFERS, PARAM_VALUE_REFUSED, CONSTRAINT_BROKEN,
 * INSTANTIATION_INVALID.
 */
export function createConfiguration<S extends DeviceState, C extends Configuration>(
  of: DeviceDescriptor<S, C>,
  wanted: string | Partial<C>,
  placement: Partial<Placement> = {},
): C {
  const descriptor = of as DeviceDescriptor<DeviceState, Configuration>;
  const { version, values: asked } = typeof wanted === 'string' ? fromString(descriptor, wanted) : fromObject(descriptor, wanted);
  const params: Record<string, ParamValue> = {};
  const env: CodecEnv = { ...completePlacement(descriptor, placement), params, judge: true };
  for (const param of descriptor.params) {
    const value = asked.get(param.name) ?? version?.[param.name] ?? param.default(env);
    if (!inRange(param, value)) throw refused(descriptor, param, formatParamValue(value));
    params[param.name] = value;
  }
  checkConstraints(descriptor, env);
  // Every param of the descriptor has a value of its type now.
  return params as C;
}

/** Throws CONSTRAINT_BROKEN. */
export function checkConstraints(descriptor: DeviceDescriptor, env: CodecEnv): void {
  for (const constraint of descriptor.constraints) {
    if (constraint.holds(env)) continue;
    throw new MigspecError('CONSTRAINT_BROKEN', `CONSTRAINT_BROKEN: ${constraint.text}`, {
      model: descriptor.model,
      have: describe(env.params),
      want: constraint.text,
    });
  }
}

interface Asked {
  readonly version?: Configuration;
  readonly values: ReadonlyMap<string, ParamValue>;
}

function fromString(descriptor: DeviceDescriptor, text: string): Asked {
  const instantiation = parseInstantiation(text);
  const values = new Map<string, ParamValue>();
  for (const [name, valueText] of instantiation.values) {
    const param = descriptor.params.find((candidate) => candidate.name === name);
    if (param === undefined) {
      checkRetired(descriptor, name, valueText);
      continue;
    }
    const value = parseParamValue(param.type, valueText);
    if (value === undefined) throw refused(descriptor, param, valueText);
    values.set(name, value);
  }
  if (instantiation.version === undefined) return { values };
  return { version: findVersion(descriptor, instantiation.version), values };
}

function fromObject(descriptor: DeviceDescriptor, wanted: Partial<Configuration>): Asked {
  const values = new Map<string, ParamValue>();
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const param = descriptor.params.find((candidate) => candidate.name === name);
    if (param === undefined) {
      checkRetired(descriptor, name, formatParamValue(value));
      continue;
    }
    if (!hasParamType(param.type, value)) {
      throw new MigspecError('PARAM_TYPE_DIFFERS', `PARAM_TYPE_DIFFERS: ${name} is not of type ${param.type.kind}`, {
        model: descriptor.model,
        param: name,
        have: `${typeof value} ${String(value)}`,
        want: param.type.kind,
      });
    }
    values.set(name, value);
  }
  return { values };
}

/** `latest` is the first of the build's list, unless a version has that name. */
function findVersion(descriptor: DeviceDescriptor, name: string): Configuration {
  const found = descriptor.versions.find((version) => version.name === name) ?? (name === 'latest' ? descriptor.versions[0] : undefined);
  if (found !== undefined) return found.values;
  throw new MigspecError('VERSION_UNKNOWN', `VERSION_UNKNOWN: ${descriptor.model} has no version "${name}" in ${descriptor.build}`, {
    model: descriptor.model,
    have: name,
    want: descriptor.versions.map((version) => version.name).join(', '),
  });
}

/** A param that existed once may be named with the value its behaviour is frozen at, and with no other. */
function checkRetired(descriptor: DeviceDescriptor, name: string, have: string): void {
  const retired = descriptor.retired?.find((param) => param.name === name);
  if (retired !== undefined && formatParamValue(retired.implied) === have) return;
  throw new MigspecError('PARAM_UNKNOWN', `PARAM_UNKNOWN: ${descriptor.model} has no param "${name}" in ${descriptor.build}`, {
    model: descriptor.model,
    param: name,
    have,
    want: retired === undefined ? descriptor.params.map((param) => param.name).join(', ') : formatParamValue(retired.implied),
  });
}

function refused(descriptor: DeviceDescriptor, param: ParamDescriptor, have: string): MigspecError {
  const want = rangeText(param);
  return new MigspecError('PARAM_VALUE_REFUSED', `PARAM_VALUE_REFUSED: ${param.name}=${have}, ${descriptor.build} accepts ${want}`, {
    model: descriptor.model,
    param: param.name,
    have,
    want,
  });
}

function describe(params: Configuration): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${formatParamValue(value)}`)
    .join(',');
}
