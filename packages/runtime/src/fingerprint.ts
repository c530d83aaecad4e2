import { createHash } from 'node:crypto';
import type { Configuration, DeviceDescriptor } from './device.js';

/** The canonical form of a configuration: params at their off value removed, the rest sorted by name. */
export function canonicalConfiguration(descriptor: DeviceDescriptor, configuration: Configuration): Configuration {
  const entries = descriptor.params
    .flatMap((param) => {
      const value = configuration[param.name];
      return value === undefined || value === param.off ? [] : [[param.name, value] as const];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

/** SHA-256, in hex, of the model and the canonical form as `name=value` lines; equal ones are the same device. */
export function fingerprint(descriptor: DeviceDescriptor, configuration: Configuration): string {
  const canonical = Object.entries(canonicalConfiguration(descriptor, configuration));
  const lines = canonical.map(([name, value]) => `${name}=${String(value)}`).sort();
  return createHash('sha256')
    .update([descriptor.model, ...lines].join('\n'))
    .digest('hex');
}
