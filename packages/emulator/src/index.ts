export type { Arrival, Carrier } from './carriers/carrier.js';
export { nativeCarrier } from './carriers/native.js';
export { qemuCarrier } from './carriers/qemu.js';
export { type InterfaceChange, interfaceChanges, type StateLoss, stateLosses } from './compare.js';
export type { DeviceClass } from './device.js';
export {
  type GuestEvent,
  initialState,
  instanceAt,
  play,
  playAll,
  readObservables,
  resolvesAnew,
  type Script,
  withVariables,
} from './guest.js';
export { type Defect, defects } from './health.js';
export { type HopOutcome, type HopPlan, type HopResult, hop } from './hop.js';
export { type Build, type CommandLine, type CommandLineDevice, type DescribedDevice, Host, type TableEntry } from './host.js';
export { copyOf, describe, type EmulatedInstance, type EmulatedMachine, undone } from './machine.js';
export { createNearest, nearestInRange } from './nearest.js';
export { type Cost, type CostModel, usualCosts } from './orchestration/cost.js';
export { orchestrate } from './orchestration/engine.js';
export { type Fault, faultText } from './orchestration/fault.js';
export { faultsOf } from './orchestration/faults.js';
export { type Expectation, type Invariant, judge, unknowing, type Violation } from './orchestration/judge.js';
export type { LockKind } from './orchestration/lock.js';
export type { Act, Behaviour, Limit, Outcome, Party, Protocol, Side, Spared } from './orchestration/protocol.js';
export { protocols } from './orchestration/protocols/all.js';
export { type Cookie, type Deviation, type Reason, reasonText, type Scenario } from './orchestration/scenario.js';
export type { End, Instant, Knowledge, Snapshot, Trace } from './orchestration/trace.js';
export { attempt, type Refusal, type Tried } from './refusal.js';
export { type ClassTable, classNamed, type DeviceClassEntry, modelReached, propertiesOf } from './tables.js';
export { isPlain, losses, sameValue, sequenceOf, shapedLike, showValue, withValue } from './values.js';
