import { Cursor } from './cursor.js';
import type { CodecEnv, Configuration, DeviceState, SectionDescriptor } from './device.js';
import { MigspecError } from './errors.js';

/** No section is longer, in bytes: a state that says so has a count that is none. */
const longestPayload = 2 ** 30;

/** The section's bytes, without its header. Throws STATE_INVALID when a value cannot be encoded. */
export function sectionPayload<S extends DeviceState, C extends Configuration>(
  section: SectionDescriptor<S, C>,
  state: S,
  env: CodecEnv<C>,
): Uint8Array {
  const size = section.size(state, env);
  if (!(size >= 0 && size <= longestPayload)) {
    const details = { section: section.id, have: `${size} bytes`, want: `0 to ${longestPayload} bytes` };
    throw new MigspecError('STATE_INVALID', `STATE_INVALID ${section.id}: the counts of this state make ${size} bytes`, details);
  }
  const payload = new Uint8Array(size);
  section.encode(state, new Cursor(payload), env);
  return payload;
}
