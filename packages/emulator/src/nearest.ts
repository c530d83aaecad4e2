/** The creatable configuration that lies nearest to what a source asks for; used when the exact one is refused. */
import {
  type Configuration,
  createConfiguration,
  type Device,
  type ParamDescriptor,
  type ParamValue,
  type Placement,
} from '@migspec/runtime';
import type { NativeParam } from '@migspec/runtime/native';
import type { DeviceClass } from './device.js';
import { attempt } from './refusal.js';
import { sameValue } from './values.js';

/**
 * Known params at the source's value or the nearest in range, unknown ones dropped, this build's own ones at off or the
 * nearest to it. When the params contradict each other then, one or two of them give way (to off, then to the default).
 */
export function createNearest(type: DeviceClass, said: readonly NativeParam[], placement: Placement): Device | undefined {
  const values = new Map(said.map(({ id, value }) => [id, value]));
  const wanted: Record<string, ParamValue> = {};
  const defaults = createConfiguration(type.descriptor, {}, placement);
  for (const param of type.descriptor.params) {
    const value = param.resolves === 'load' ? undefined : (values.get(param.id) ?? param.off ?? defaults[param.name]);
    if (value !== undefined) wanted[param.name] = nearestInRange(param, value);
  }
  for (const candidate of relaxations(type.descriptor.params, wanted, defaults)) {
    const created = attempt(() => type.create(candidate, placement));
    if (created.ok) return created.value;
  }
  return undefined;
}

function* relaxations(params: readonly ParamDescriptor[], wanted: Configuration, defaults: Configuration): Generator<Configuration> {
  yield wanted;
  const moves: Configuration[] = [];
  for (const param of params) {
    for (const value of [param.off, defaults[param.name]]) {
      const current = wanted[param.name];
      if (value === undefined || current === undefined || sameValue(value, current)) continue;
      moves.push({ [param.name]: nearestInRange(param, value) });
    }
  }
  for (const move of moves) yield { ...wanted, ...move };
  for (const [index, first] of moves.entries()) for (const second of moves.slice(index + 1)) yield { ...wanted, ...first, ...second };
  yield defaults;
}

export function nearestInRange(param: ParamDescriptor, value: ParamValue): ParamValue {
  const { items, mask } = param.range;
  if (param.type.kind === 'flags') return mask === undefined ? value : likeParam(param, BigInt(value) & mask);
  if (param.type.kind !== 'int') {
    if (items.length === 0) return value;
    const choices = items.filter((item) => typeof item === 'string' || typeof item === 'boolean');
    return choices.find((choice) => choice === value) ?? choices[0] ?? value;
  }
  return likeParam(param, nearestInteger(param.range, BigInt(value)));
}

function nearestInteger(range: ParamDescriptor['range'], wanted: bigint): bigint {
  let best: bigint | undefined;
  const consider = (candidate: bigint): void => {
    if (best === undefined || distance(candidate, wanted) < distance(best, wanted)) best = candidate;
  };
  for (const item of range.items) {
    if (typeof item === 'string' || typeof item === 'boolean') continue;
    const [low, high] = item;
    const inside = wanted < low ? low : wanted > high ? high : wanted;
    for (const candidate of fitting(range, inside)) if (candidate >= low && candidate <= high) consider(candidate);
  }
  return best ?? wanted;
}

/** The numbers next to `value` that the range's modifiers allow. */
function fitting(range: ParamDescriptor['range'], value: bigint): bigint[] {
  if (range.powerOfTwo === true) {
    let power = 1n;
    while (power * 2n <= value) power *= 2n;
    return [power, power * 2n];
  }
  const step = range.multipleOf ?? 1n;
  const low = value - (value % step);
  return [low, low + step];
}

const distance = (left: bigint, right: bigint): bigint => (left < right ? right - left : left - right);

function likeParam(param: ParamDescriptor, value: bigint): ParamValue {
  return 'bits' in param.type && param.type.bits === 64 ? value : Number(value);
}
