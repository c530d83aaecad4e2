/** The native stream format: docs/reference/native-stream.md. */
export { describeNativeStream, type NativeDescription, type NativeRecordDescription } from './describe.js';
export { defaultLimits, type RecordName } from './format.js';
export type { NativeHeader } from './header.js';
export { type NativeJson, type NativeJsonValue, nativeStreamJson } from './json.js';
export { configurationOf, factsOf, nativeFact, nativeParams, nativeTypeOf } from './params.js';
export { type NativeConfigurations, readNativeConfiguration, readNativeStream } from './read.js';
export type {
  NativeConfiguration,
  NativeDevice,
  NativeFact,
  NativeFailure,
  NativeFeatures,
  NativeLimits,
  NativeMachine,
  NativeOptions,
  NativeParam,
  NativeReport,
  NativeStream,
  NativeType,
  NativeValue,
} from './types.js';
export { nativeStreamParts, writeNativeStream } from './write.js';
