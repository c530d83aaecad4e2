/** What forms lose, in words that they share. */
import type { Loss } from './form.js';

/** Of the document as a whole. */
export const documentLosses: readonly Loss[] = [
  { at: '/aliases', what: 'other names of the build' },
  { at: '/released', what: 'the day of the release' },
  { at: '/framing', what: 'the format of its streams' },
  { at: '/destination', what: 'how a destination is made' },
  { at: '/machineFacts', what: 'facts of the machine' },
  { at: '/hostFacts', what: 'facts of a host that it could be told' },
  { at: '/host', what: 'the host that it was made for' },
  { at: '/validity', what: 'how long a copy holds' },
  { at: '/classes', what: 'device classes' },
  { at: '/machineTypes', what: 'machine types' },
  { at: '/errata', what: 'errata of the build' },
];

export const buildLosses: readonly Loss[] = [
  { at: '/build', what: 'which build speaks' },
  { at: '/implementation', what: 'the implementation that it is a build of' },
];

/** Of each model: what the guest sees, and all of the state. */
export const modelLosses: readonly Loss[] = [
  { at: '/models/*/title', what: 'what the model is' },
  { at: '/models/*/revision', what: 'the revision' },
  { at: '/models/*/constraints', what: 'rules between params' },
  { at: '/models/*/observables', what: 'what the guest can read' },
  { at: '/models/*/migratable', what: 'whether it can be migrated at all' },
  { at: '/models/*/variables', what: 'state variables' },
  { at: '/models/*/structs', what: 'struct types' },
  { at: '/models/*/sections', what: 'sections with their layouts and versions' },
  { at: '/models/*/invariants', what: 'rules over the state' },
  { at: '/models/*/ram', what: 'RAM blocks' },
  { at: '/models/*/situations', what: 'situations, for witnesses' },
  { at: '/models/*/opaque', what: 'whether the state is opaque, and its size' },
  { at: '/models/*/errata', what: 'which errata touch the model' },
];

export const paramsLosses: readonly Loss[] = [
  { at: '/models/*/params', what: 'params' },
  { at: '/models/*/retired', what: 'params that were removed, and what they are frozen at' },
];

export const retiredLosses: readonly Loss[] = [
  { at: '/models/*/retired', what: 'that a param was removed: it comes back as a param', only: 'params' },
];

/** Of each param: what a name with a value does not tell. */
export const paramLosses: readonly Loss[] = [
  { at: '/models/*/params/*/id', what: 'the identity of a param that was renamed' },
  { at: '/models/*/params/*/unit', what: 'units' },
  { at: '/models/*/params/*/guestVisible', what: 'whether the guest sees it, or only the state has it' },
  { at: '/models/*/params/*/compare', what: 'how the values of two ends compare' },
  { at: '/models/*/params/*/resolves', what: 'when a derived value is worked out' },
  { at: '/models/*/params/*/settable', what: 'when it may be set' },
  { at: '/models/*/params/*/hostFact', what: 'which host fact limits it' },
  { at: '/models/*/params/*/since', what: 'the revision that added it' },
];

/** Of each version that is only a name. */
export const versionValueLosses: readonly Loss[] = [
  { at: '/models/*/versions/*/values', what: 'the values that a version stands for' },
  { at: '/models/*/versions/*/fingerprint', what: 'fingerprints of versions' },
];

export const lifecycleLosses: readonly Loss[] = [
  { at: '/models/*/versions/*/lifecycle', what: 'whether a version is on its way out' },
  { at: '/models/*/versions/*/removedIn', what: 'when a version will be gone' },
  { at: '/models/*/versions/*/instead', what: 'what to take instead of it' },
  { at: '/models/*/removedVersions', what: 'versions that are gone' },
];

export const versionsLosses: readonly Loss[] = [
  { at: '/models/*/versions', what: 'versions' },
  { at: '/models/*/removedVersions', what: 'versions that are gone' },
];

export const stateVersionLosses: readonly Loss[] = [
  { at: '/models/*/stateVersions', what: 'state versions' },
  { at: '/models/*/minimum', what: 'the oldest state version that is accepted' },
];
