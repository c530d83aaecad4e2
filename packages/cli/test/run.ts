/** Runs the built command line as a user does. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const cli = join(root, 'packages/cli/bin/migspec.js');

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function migspec(...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}

const fixtureFolder = join(root, 'packages/runtime/test/fixtures/qemu');

/** Real QEMU streams whose RAM and ROM pages are zero, packed by gzip. */
export const fixtures: readonly string[] = readdirSync(fixtureFolder)
  .filter((file) => file.endsWith('.bin.gz'))
  .map((file) => join(fixtureFolder, file));

export function fixturePath(name: string): string {
  return join(fixtureFolder, `${name}.bin.gz`);
}

export function unpacked(path: string): Uint8Array {
  return gunzipSync(readFileSync(path));
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'migspec-cli-'));
}

/** Writes bytes into a folder of their own and returns the file's path. */
export function file(bytes: Uint8Array, name = 'stream.bin'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

interface NativeVector {
  readonly name: string;
  readonly limits?: object;
  readonly hex: string;
  readonly expect: { readonly ok?: { readonly format: string }; readonly error?: string };
}

/** The golden vectors of the native stream that need no limits of their own. */
export function nativeVectors(which: 'good' | 'bad'): readonly NativeVector[] {
  const text = readFileSync(join(root, `packages/runtime/vectors/native/${which}.json`), 'utf8');
  const { vectors }: { readonly vectors: readonly NativeVector[] } = JSON.parse(text);
  return vectors.filter((vector) => vector.limits === undefined);
}

export function vectorBytes({ hex }: NativeVector): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}
