/** Devices to take states from: at the build's defaults, and at each version and each boundary of each param. */

import { instantiationOf, startLabel, starts, typedValue } from '@migspec/compat';
import { attempt, type EmulatedInstance } from '@migspec/emulator';
import type { Device } from '@migspec/runtime';
import { situationsOf } from '../../run/origin.js';
import { scopeOf } from '../../scope.js';
import type { Draft } from '../draft.js';

const path = 'device';

export interface Started {
  /** `defaults`, or the instantiation string. */
  readonly label: string;
  readonly instance: EmulatedInstance;
}

/** Only params that the section's codec reads are varied. */
export function startedDevices({ reference, reads }: Draft): readonly Started[] {
  const { documentModel, type, model, document } = reference;
  const host = Object.fromEntries(Object.entries(document.hostFacts).map(([name, fact]) => [name, typedValue(fact.type, fact.default)]));
  const make = (label: string): Device => type.create(instantiationOf({ label }), { path, instance: 0, host });
  const params = documentModel.params.filter(({ name }) => reads.params.has(name));
  return starts({ ...documentModel, params }, true, (version, values) => {
    const made = attempt(() => make(startLabel(version, values)));
    return made.ok ? { ok: true, value: made.value.configuration } : made;
  }).map(({ label }) => ({ label, instance: { address: path, instance: 0, model, type, device: make(label) } }));
}

/** Every situation in which such a device can be. */
export function situationStates({ reference }: Draft, { instance }: Started): ReturnType<typeof situationsOf> {
  return situationsOf(reference.documentModel, scopeOf(reference.documentModel, instance));
}
