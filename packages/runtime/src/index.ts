export { I8View, I16View, I32View, I64View, IntView, U16View, U32View, U64View } from './arrays.js';
export { type BuildMachines, type DeclaredFacts, Device, type DeviceClass } from './base.js';
export { bytesAt, countWithin, hexBytes, nameBytes, readText, sameBytes, textLength, writeText, zeroBytes } from './codec.js';
export { checkConstraints, completePlacement, createConfiguration } from './configuration.js';
export { Cursor, type Run, within } from './cursor.js';
export type {
  CodecEnv,
  Configuration,
  DeviceDescriptor,
  DeviceState,
  Facts,
  LoadReport,
  ParamDescriptor,
  ParamValue,
  Placement,
  SavedSection,
  SectionDescriptor,
  StateValue,
} from './device.js';
export { type ErrorDetails, MigspecError, type RuntimeCode, runtimeCodes } from './errors.js';
export { alignUp, alignUpBigint, everyOf, isResetValue, maxBigint, minBigint, pow2ceil, pow2ceilBigint, someOf } from './expression.js';
export { canonicalConfiguration, fingerprint } from './fingerprint.js';
export { hostAllows } from './host-fact.js';
export { type Instantiation, parseInstantiation } from './instantiation.js';
export type { DeviceLoad } from './load.js';
export { sectionPayload } from './payload.js';
export { type DeviceRam, ramSectionName } from './ram.js';
export { type ConfigurationIssue, configurationSchemaOf, type StandardResult, type StandardSchema } from './standard-schema.js';
export {
  enterSubsection,
  NativeSubsections,
  nativeSubsectionHeader,
  qemuSubsectionHeader,
  subsectionIs,
  subsectionName,
} from './subsections.js';
export { formatParamValue, hasParamType, inRange, parseParamValue, rangeText } from './values.js';
