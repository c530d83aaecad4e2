/** The file of a lock: `locks/IMPLEMENTATION.json`, a list of releases to which more are only ever added. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { formText, type ReleaseDigests, type ReleaseForm, releaseDigests } from './form.js';

export interface LockedRelease extends ReleaseDigests {
  readonly build: string;
  /** The build before it, when it was released. */
  readonly older?: string;
  /** The form as JSON, deflated, in base64. */
  readonly form: string;
}

export interface Lock {
  readonly implementation: string;
  /** In the order in which they were released. */
  readonly releases: readonly LockedRelease[];
}

export const lockBounds = {
  fileBytes: 32 * 1024 * 1024,
  releases: 5000,
  /** Of one form, inflated. */
  formBytes: 64 * 1024 * 1024,
};

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

export function lockText({ implementation, releases }: Lock): string {
  return `${JSON.stringify({ lockVersion: 1, implementation, releases }, undefined, 1)}\n`;
}

export function lockedRelease(form: ReleaseForm, older: string | undefined): LockedRelease {
  return {
    build: form.build.name,
    ...(older === undefined ? {} : { older }),
    ...releaseDigests(form),
    form: deflateRawSync(formText(form), { level: 9 }).toString('base64'),
  };
}

/** Throws nothing: what is wrong with the text is the answer. */
export function parseLock(text: string): Parsed<Lock> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, why: 'it is not JSON' };
  }
  if (!isRecord(json) || json.lockVersion !== 1) return { ok: false, why: 'it is not a lock of version 1' };
  const { implementation, releases } = json;
  if (typeof implementation !== 'string' || !Array.isArray(releases))
    return { ok: false, why: 'the implementation or its releases are missing' };
  if (releases.length > lockBounds.releases) return { ok: false, why: `it has more than ${lockBounds.releases} releases` };
  const seen = new Set<string>();
  for (const release of releases) {
    if (!isRelease(release)) return { ok: false, why: 'a release is not complete' };
    if (seen.has(release.build)) return { ok: false, why: `${release.build} is there twice` };
    seen.add(release.build);
  }
  return { ok: true, value: { implementation, releases } };
}

/** The form of a release; its digests must be those that are written beside it. */
export function formOf(release: LockedRelease): Parsed<ReleaseForm> {
  try {
    const bytes = inflateRawSync(Buffer.from(release.form, 'base64'), { maxOutputLength: lockBounds.formBytes });
    const form: unknown = JSON.parse(bytes.toString('utf8'));
    if (!isForm(form)) return { ok: false, why: `the form of ${release.build} is not complete` };
    const { digest } = releaseDigests(form);
    if (digest !== release.digest || form.build.name !== release.build)
      return { ok: false, why: `the form of ${release.build} is not the one that its digest is of` };
    return { ok: true, value: form };
  } catch {
    return { ok: false, why: `the form of ${release.build} cannot be unpacked` };
  }
}

function isRelease(value: unknown): value is LockedRelease {
  if (!isRecord(value)) return false;
  const { build, older, digest, models, machineTypes, around, form } = value;
  const texts = [build, digest, around, form].every((each) => typeof each === 'string');
  return texts && (older === undefined || typeof older === 'string') && isRecord(models) && isRecord(machineTypes);
}

function isForm(value: unknown): value is ReleaseForm {
  if (!isRecord(value) || !isRecord(value.build) || !isRecord(value.implementation)) return false;
  const lists = [value.snapshots, value.machineTypes, value.errata, value.models, value.build.models, value.implementation.classes];
  return typeof value.build.name === 'string' && typeof value.implementation.name === 'string' && lists.every(Array.isArray);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
