/** The program of the package: prints the documents of any of its device classes, and creates a device from a command line. */
import type { EmittedFile } from '../file.js';
import { quote } from './text.js';

/** Packages that the program needs beside this one; who only uses the classes does not. */
export interface ProgramNeeds {
  readonly program: string;
  readonly capabilities: string;
}

/** The package of documents that goes with a package of devices: `@acme/devices` and `@acme/capabilities`. */
export function programNeeds(packageName: string): ProgramNeeds {
  return { program: '@migspec/compat', capabilities: packageName.replace(/devices$/, 'capabilities') };
}

/** `@acme/devices` is called `acme-devices`. */
export function binName(packageName: string): string {
  return packageName.replace(/^@/, '').replace('/', '-');
}

export function binFile(packageName: string, header: readonly string[]): EmittedFile {
  const { program, capabilities } = programNeeds(packageName);
  const name = binName(packageName);
  return {
    path: 'bin/device.js',
    text: `#!/usr/bin/env node
${header.map((line) => `// ${line}\n`).join('')}import { registry } from '../dist/index.js';

let needed;
try {
  needed = await Promise.all([import(${quote(`${program}/program`)}), import(${quote(capabilities)})]);
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  process.stderr.write(${quote(`${name}: install ${program} and ${capabilities} beside this package\n`)});
  process.exit(1);
}
const [{ runDevicePackage }, { loadDocument }] = needed;
const { status, stdout, stderr } = await runDevicePackage(process.argv.slice(2), { registry, loadDocument });
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status;
`,
  };
}
