export { type DeviceProgram, deviceProgram, type ProgramRun } from './program.js';
export { runDevicePackage } from './run.js';
