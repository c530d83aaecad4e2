import type { CodecEnv, Configuration, DeviceDescriptor, DeviceState, Facts, ParamDescriptor, ParamValue, Placement } from './device.js';
import { MigspecError } from './errors.js';
import { hostAllows } from './host-fact.js';
import { parseInstantiation } from './instantiation.js';
import { formatParamValue, hasParamType, inRange, parseParamValue, rangeText } from './values.js';

/** Where a device is when nobody says it: facts of machine and host at their defaults. */
export function completePlacement(descriptor: DeviceDescriptor, placement: Partial<Placement> = {}): Placement {
  return {
    machine: { ...descriptor.machineFacts, ...placement.machine },
    host: { ...descriptor.hostFacts, ...placement.host },
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
  descriptor: DeviceDescriptor<S, C>,
  wanted: string | Partial<C>,
  placement: Partial<Placement> = {},
): C {
  const judged = judgeConfiguration(descriptor, wanted, placement);
  if ('errors' in judged) throw judged.errors[0];
  return judged.configuration;
}

export type JudgedConfiguration<C> =
  | { readonly configuration: C }
  | { readonly errors: readonly [MigspecError, ...(readonly MigspecError[])] };

/** The same of anything at all: the configuration, or everything that is wrong with it. Never throws. */
export function judgeConfiguration<S extends DeviceState, C extends Configuration>(
  of: DeviceDescriptor<S, C>,
  wanted: unknown,
  placement: Partial<Placement> = {},
): JudgedConfiguration<C> {
  const descriptor = of as DeviceDescriptor<DeviceState, Configuration>;
  const {
    version,
    values: asked,
    errors: misread,
  } = typeof wanted === 'string' ? fromString(descriptor, wanted) : fromObject(descriptor, wanted);
  const params: Record<string, ParamValue> = {};
  const env: CodecEnv = { ...completePlacement(descriptor, placement), params, judge: true };
  const errors = [...misread];
  for (const param of descriptor.params) {
    // A default may read the params before it, and says nothing where one of them is wrong.
    if (errors.length > 0 && !asked.has(param.name)) continue;
    const value = asked.get(param.name) ?? version?.[param.name] ?? param.default(env);
    if (!inRange(param, value)) errors.push(refused(descriptor, param, formatParamValue(value)));
    else if (!hostAllows(param, value, env.host)) errors.push(forbidden(descriptor, param, formatParamValue(value), env.host));
    else params[param.name] = value;
  }
  if (isSome(errors)) return { errors };
  const broken = brokenConstraints(descriptor, env);
  // Every param of the descriptor has a value of its type now.
  return isSome(broken) ? { errors: broken } : { configuration: params as C };
}

/** Throws CONSTRAINT_BROKEN. */
export function checkConstraints(descriptor: DeviceDescriptor, env: CodecEnv): void {
  for (const error of brokenConstraints(descriptor, env)) throw error;
}

function brokenConstraints(descriptor: DeviceDescriptor, env: CodecEnv): readonly MigspecError[] {
  return descriptor.constraints
    .filter((constraint) => !constraint.holds(env))
    .map(
      ({ text }) =>
        new MigspecError('CONSTRAINT_BROKEN', `CONSTRAINT_BROKEN: ${text}`, {
          model: descriptor.model,
          have: describe(env.params),
          want: text,
        }),
    );
}

interface Asked {
  readonly version?: Configuration;
  readonly values: ReadonlyMap<string, ParamValue>;
  readonly errors: readonly MigspecError[];
}

function fromString(descriptor: DeviceDescriptor, text: string): Asked {
  const values = new Map<string, ParamValue>();
  const errors: MigspecError[] = [];
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof MigspecError)) throw error;
      errors.push(error);
      return undefined;
    }
  };
  const instantiation = attempt(() => parseInstantiation(text));
  for (const [name, valueText] of instantiation?.values ?? []) {
    const param = descriptor.params.find((candidate) => candidate.name === name);
    if (param === undefined) {
      errors.push(...retiredErrors(descriptor, name, valueText));
      continue;
    }
    const value = parseParamValue(param.type, valueText);
    if (value === undefined) errors.push(refused(descriptor, param, valueText));
    else values.set(name, value);
  }
  const name = instantiation?.version;
  const version = name === undefined ? undefined : attempt(() => findVersion(descriptor, name));
  return { ...(version === undefined ? {} : { version }), values, errors };
}

function fromObject(descriptor: DeviceDescriptor, wanted: unknown): Asked {
  const values = new Map<string, ParamValue>();
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    const message = 'INSTANTIATION_INVALID: neither an instantiation string nor an object of params';
    return { values, errors: [new MigspecError('INSTANTIATION_INVALID', message, { model: descriptor.model, have: shown(wanted) })] };
  }
  const errors: MigspecError[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const param = descriptor.params.find((candidate) => candidate.name === name);
    if (param === undefined) errors.push(...retiredErrors(descriptor, name, shown(value)));
    else if (!hasParamType(param.type, value)) errors.push(typeDiffers(descriptor, param, value));
    else values.set(name, value);
  }
  return { values, errors };
}

function isSome(errors: readonly MigspecError[]): errors is readonly [MigspecError, ...MigspecError[]] {
  return errors.length > 0;
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
function retiredErrors(descriptor: DeviceDescriptor, name: string, have: string): readonly MigspecError[] {
  const retired = descriptor.retired?.find((param) => param.name === name);
  if (retired !== undefined && formatParamValue(retired.implied) === have) return [];
  const error = new MigspecError('PARAM_UNKNOWN', `PARAM_UNKNOWN: ${descriptor.model} has no param "${name}" in ${descriptor.build}`, {
    model: descriptor.model,
    param: name,
    have,
    want: retired === undefined ? descriptor.params.map((param) => param.name).join(', ') : formatParamValue(retired.implied),
  });
  return [error];
}

function typeDiffers(descriptor: DeviceDescriptor, param: ParamDescriptor, value: unknown): MigspecError {
  return new MigspecError('PARAM_TYPE_DIFFERS', `PARAM_TYPE_DIFFERS: ${param.name} is not of type ${param.type.kind}`, {
    model: descriptor.model,
    param: param.name,
    have: `${typeof value} ${shown(value)}`,
    want: param.type.kind,
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

function forbidden(descriptor: DeviceDescriptor, param: ParamDescriptor, have: string, host: Facts): MigspecError {
  const fact = param.hostFact ?? '';
  const want = `host fact ${fact}=${formatParamValue(host[fact] ?? '')}`;
  return new MigspecError('PARAM_VALUE_REFUSED', `PARAM_VALUE_REFUSED: ${param.name}=${have}, the host does not allow it (${want})`, {
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

/** Any value in a message. */
function shown(value: unknown): string {
  const plain = typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string';
  return plain ? formatParamValue(value) : value === null ? 'null' : typeof value;
}
