/** The golden vectors, and the way from their JSON back to what the writer takes. */
import { readFileSync } from 'node:fs';
import type { RuntimeCode } from '../../src/errors.js';
import type { NativeJson, NativeJsonValue, NativeLimits, NativeStream, NativeValue } from '../../src/framing/native/index.js';

export const vectorFolder = new URL('../../vectors/native/', import.meta.url);

interface Vector<Expect> {
  readonly name: string;
  readonly limits?: Partial<NativeLimits>;
  readonly hex: string;
  readonly expect: Expect;
}

export const good = load<{ readonly ok: NativeJson }>('good.json');
export const bad = load<{ readonly error: RuntimeCode }>('bad.json');

function load<Expect>(file: string): readonly Vector<Expect>[] {
  const parsed: { readonly vectors: readonly Vector<Expect>[] } = JSON.parse(readFileSync(new URL(file, vectorFolder), 'utf8'));
  return parsed.vectors;
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function streamOf(json: NativeJson): NativeStream {
  return {
    features: json.features,
    machine: {
      ...(json.machine.type === null ? {} : { type: json.machine.type }),
      facts: json.machine.facts.map((fact) => ({ name: fact.name, ...nativeValue(fact) })),
    },
    devices: json.devices.map(({ params, sections, version, fingerprint, ...device }) => ({
      configuration: {
        ...device,
        ...(version === null ? {} : { version }),
        ...(fingerprint === null ? {} : { fingerprint }),
        params: params.map((param) => ({ id: param.id, off: param.off, ...nativeValue(param) })),
      },
      sections: sections.map((section) => ({ ...section, payload: bytesOf(section.payload) })),
    })),
  };
}

function nativeValue({ type, value }: NativeJsonValue): NativeValue {
  return { type, value: type.endsWith('64') ? BigInt(value) : value };
}
