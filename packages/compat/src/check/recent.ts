/** What was examined of a device on its way to a document, as long as it is asked with the same objects: they are data and never change. */
import type { CapabilityDocument } from '@migspec/capabilities';
import type { Facts } from '@migspec/runtime';
import type { MachineDevice } from '../document/machine.js';
import { type Examination, examine } from './examine.js';
import { type PairInput, pairOf } from './pair.js';

interface Recent {
  readonly source: CapabilityDocument;
  readonly other: MachineDevice | undefined;
  /** Of both machines and both hosts. */
  readonly facts: readonly (Facts | undefined)[];
  readonly examined: Examination | undefined;
}

const memory = new WeakMap<MachineDevice, WeakMap<CapabilityDocument, Recent>>();

/** Undefined when a build does not implement the model. */
export function examineDevice(input: PairInput, device: MachineDevice, other: MachineDevice | undefined): Examination | undefined {
  const { source, destination } = input;
  const byDocument = memory.get(device) ?? new WeakMap<CapabilityDocument, Recent>();
  memory.set(device, byDocument);
  const known = byDocument.get(destination.document);
  if (known !== undefined && known.source === source.document && known.other === other && sameFacts(known.facts, input))
    return known.examined;
  const pair = pairOf(input, device, other);
  const examined = pair === undefined ? undefined : examine(input, device, pair);
  byDocument.set(destination.document, { source: source.document, other, facts: factsOf(input), examined });
  return examined;
}

function factsOf({ source, destination }: PairInput): Recent['facts'] {
  return [source.machine.facts, source.facts, destination.machine?.facts, destination.facts];
}

function sameFacts([machine, host, otherMachine, otherHost]: Recent['facts'], { source, destination }: PairInput): boolean {
  return (
    machine === source.machine.facts &&
    host === source.facts &&
    otherMachine === destination.machine?.facts &&
    otherHost === destination.facts
  );
}
