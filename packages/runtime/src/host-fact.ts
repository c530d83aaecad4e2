import type { Facts, ParamDescriptor, ParamValue } from './device.js';

/**
 * Whether the host allows the value. Off needs nothing of a host; else a fact that is a bool allows or forbids, an integer is
 * the most, of flags the bits that may be set, a text the only value. A fact that nobody told forbids nothing.
 */
export function hostAllows(param: ParamDescriptor, value: ParamValue, host: Facts): boolean {
  const fact = param.hostFact === undefined ? undefined : host[param.hostFact];
  if (fact === undefined || value === param.off) return true;
  if (typeof fact === 'boolean') return fact;
  if (typeof fact === 'string' || typeof value === 'string' || typeof value === 'boolean') return value === fact;
  return param.type.kind === 'flags' ? (BigInt(value) & ~BigInt(fact)) === 0n : BigInt(value) <= BigInt(fact);
}
