/** The program of a whole generated package: the build is its first argument. */
import type { CapabilityDocument } from '@migspec/capabilities';
import { type DeviceProgram, deviceProgram, type ProgramRun } from './program.js';

export interface DevicePackage {
  /** Of the generated package of devices: build → model → the class. */
  readonly registry: Readonly<Record<string, DeviceProgram['devices']>>;
  /** Of the generated package of documents. */
  readonly loadDocument: (build: string) => CapabilityDocument | undefined;
}

/** `BUILD [options]`; without a build, the builds there are. The caller writes the texts and exits with the status. */
export async function runDevicePackage(argv: readonly string[], { registry, loadDocument }: DevicePackage): Promise<ProgramRun> {
  const [build, ...rest] = argv;
  const builds = Object.keys(registry);
  const devices = build !== undefined && Object.hasOwn(registry, build) ? registry[build] : undefined;
  const document = build === undefined || devices === undefined ? undefined : loadDocument(build);
  if (devices !== undefined && document !== undefined) return deviceProgram(rest, { document, devices });
  const list = `BUILD [options]; BUILD --help shows the options. Builds: ${builds.join(', ')}\n`;
  if (build === '--help') return { status: 0, stdout: list, stderr: '', rest: [] };
  return { status: 1, stdout: '', stderr: build === undefined ? list : `${build}: no such build. ${list}`, rest: [] };
}
