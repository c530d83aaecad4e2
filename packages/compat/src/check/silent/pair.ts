/** Two ends of one device, of which a form may have kept only a hash of the model's name. */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import type { Configuration } from '@migspec/runtime';
import { fingerprint } from '../../document/configuration.js';
import type { MachineDevice } from '../../document/machine.js';
import { hashName } from '../../formats/encode.js';
import { says } from '../../formats/silence.js';
import type { CheckInput } from '../types.js';

export interface SilentSide {
  readonly document: CapabilityDocument;
  readonly id: string;
  readonly model: DocumentModel;
}

export interface SilentPair {
  readonly address: string;
  readonly source: SilentSide & { readonly configuration: Configuration };
  readonly destination: SilentSide;
}

/** Undefined where a document has no such model, or does not say which it has. */
export function silentPair({ source, destination }: CheckInput, device: MachineDevice): SilentPair | undefined {
  if (!says(destination.document, '/models')) return undefined;
  const [from, to] = [sideOf(source.document, device.model), sideOf(destination.document, device.model)];
  if (from === undefined || to === undefined) return undefined;
  return { address: device.address, source: { ...from, configuration: device.configuration }, destination: to };
}

function sideOf(document: CapabilityDocument, wanted: string): SilentSide | undefined {
  const own = Object.hasOwn(document.models, wanted) ? document.models[wanted] : undefined;
  if (own !== undefined) return { document, id: wanted, model: own };
  const found = Object.entries(document.models).find(([id]) => hashName(id) === hashName(wanted));
  return found === undefined ? undefined : { document, id: found[0], model: found[1] };
}

/** The version that the source's configuration is, where the destination has it, too. */
export function versionAtBoth({ source, destination }: SilentPair): string | undefined {
  if (!says(source.document, '/models/*/versions/*/values')) return undefined;
  const own = fingerprint(source.id, source.model, source.configuration);
  const known = new Set(destination.model.versions.map(({ name }) => hashName(name)));
  return source.model.versions.find(({ name, fingerprint: other }) => other === own && known.has(hashName(name)))?.name;
}
