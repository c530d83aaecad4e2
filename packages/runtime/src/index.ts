export { Cursor } from './cursor.js';
export type {
  CodecEnv,
  Configuration,
  DeviceDescriptor,
  Facts,
  LoadReport,
  ParamDescriptor,
  ParamValue,
  Placement,
  SavedSection,
  SectionDescriptor,
} from './device.js';
export { type ErrorDetails, MigspecError, type RuntimeCode, runtimeCodes } from './errors.js';
