/** The stream of a machine in the parts that travel, and back: real bytes of real devices. */
import type { LoadReport } from '@migspec/runtime';
import { readNativeStream } from '@migspec/runtime/native';
import { allOrNone } from '../carriers/all-or-none.js';
import { feed, finishLoads, nativeBytes, nativeCarrier, startLoads } from '../carriers/native.js';
import type { EmulatedMachine } from '../machine.js';

/** Which sections a backend keeps; absent where there is no backend. Those streams are native, whatever the builds' framing. */
export type InBackend = ((section: string) => boolean) | undefined;

export interface StreamParts {
  /** All that travels before any state. */
  readonly head: Uint8Array;
  readonly state: Uint8Array;
  /** Of a backend: opaque to whoever passes it on. */
  readonly backend: Uint8Array;
}

/** @throws MigspecError when a device cannot be saved. */
export function partsOf(machine: EmulatedMachine, inBackend: InBackend): StreamParts {
  const { carrier } = machine.host.build;
  const bytes = inBackend === undefined ? carrier.send(machine) : nativeBytes(machine, ({ name }) => !inBackend(name));
  const { end } = (inBackend === undefined ? carrier : nativeCarrier).readHead(bytes);
  const backend = inBackend === undefined ? new Uint8Array() : nativeBytes(machine, ({ name }) => inBackend(name));
  return { head: bytes.slice(0, end), state: bytes.slice(end), backend };
}

/** Loads all devices or none. @throws MigspecError */
export function loadStream(machine: EmulatedMachine, stream: Uint8Array, backend: Uint8Array | undefined): ReadonlyMap<string, LoadReport> {
  if (backend === undefined) return machine.host.build.carrier.open(stream).load(machine);
  return allOrNone(machine, () => {
    const loads = startLoads(machine);
    for (const bytes of [stream, backend]) feed(readNativeStream(bytes), loads);
    return finishLoads(loads);
  });
}

/** What a backend does with its part alone: it reads it, and nothing is decided for the device as a whole. @throws MigspecError */
export function readBackend(machine: EmulatedMachine, backend: Uint8Array): void {
  feed(readNativeStream(backend), startLoads(machine));
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
