/** What a spec makes, in memory: the folder of each package with all of its files. */
import type { EmittedFile } from '../emit/file.js';
import type { SnapshotIR } from '../ir/snapshot.js';
import type { SpecIR } from '../ir/spec.js';

export type Folder = 'devices' | 'capabilities' | 'c' | 'ksy' | 'models';

export interface Output {
  readonly folder: Folder;
  readonly files: readonly EmittedFile[];
}

export interface OutputOptions {
  /** Name of the generated packages: a scope (`@acme`) gives `@acme/devices`, anything else `NAME-devices`. */
  readonly packageName: string;
  /** Reference pages, too. */
  readonly docs: boolean;
}

export async function outputsOf(
  spec: SpecIR,
  snapshots: readonly SnapshotIR[],
  { packageName, docs }: OutputOptions,
): Promise<readonly Output[]> {
  // ts-morph takes 0.3 s to load, Handlebars some more: only when their output is wanted.
  const [{ emitTypescript }, { emitC }, { emitKsy }, { emitCapabilities }, { capabilitiesReadme, devicesReadme }, { emitDocs }] =
    await Promise.all([
      import('../emit/ts/emit.js'),
      import('../emit/c/emit.js'),
      import('../emit/ksy/emit.js'),
      import('../emit/capabilities/emit.js'),
      import('../emit/docs/readme.js'),
      import('../emit/docs/emit.js'),
    ]);
  const input = (member: string) => ({ spec, snapshots, packageName: memberName(packageName, member) });
  const [devices, capabilities] = [input('devices'), input('capabilities')];
  return [
    { folder: 'devices', files: [...emitTypescript(devices), devicesReadme(devices)] },
    { folder: 'capabilities', files: [...emitCapabilities(capabilities), capabilitiesReadme(capabilities)] },
    { folder: 'c', files: emitC(input('c')) },
    { folder: 'ksy', files: emitKsy(input('ksy')) },
    ...(docs ? [{ folder: 'models' as const, files: emitDocs({ spec, snapshots }) }] : []),
  ];
}

function memberName(packageName: string, member: string): string {
  return /^@[^/]+$/.test(packageName) ? `${packageName}/${member}` : `${packageName}-${member}`;
}
