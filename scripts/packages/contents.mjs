// What a tarball must hold and must not: read from its own list of files and its own manifest.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const owned = /^@migspec\/|^migspec$/;
/** Packages whose own code is all that they run. */
const lean = ['@migspec/runtime', '@migspec/capabilities', '@migspec/devices', '@migspec/compat', '@migspec/emulator'];

/** Faults, one a line. */
export function contentFaults(name, tarball) {
  const files = filesOf(tarball);
  const manifest = JSON.parse(files.get('package.json'));
  const faults = [];
  const fault = (what) => faults.push(`${name}: ${what}`);
  for (const wanted of ['README.md', 'LICENSE']) if (!files.has(wanted)) fault(`no ${wanted}`);
  // One of them is for C, and has nothing to import.
  const imported = Object.hasOwn(manifest.exports, '.');
  if (imported && manifest.type !== 'module') fault('is not ESM');
  if (imported && manifest.sideEffects !== false) fault('does not say sideEffects: false');
  for (const [dependency, range] of Object.entries(manifest.dependencies ?? {})) {
    if (/^(workspace|catalog|link|file):/.test(range)) fault(`depends on ${dependency} ${range}, which only this workspace understands`);
    // Its licence is not ours: it may make and test things here, and is not sent along.
    if (dependency === 'kaitai-struct-compiler') fault(`depends on ${dependency}`);
    if (lean.includes(name) && !owned.test(dependency)) fault(`depends on ${dependency}`);
  }
  if (name === '@migspec/devices' && Object.keys(manifest.dependencies).join() !== '@migspec/runtime')
    fault('depends on more than the runtime');
  for (const path of files.keys()) {
    if (/(^|\/)(test|\.tsbuildinfo|node_modules)(\/|$)/.test(path)) fault(`holds ${path}`);
    if (!/^dist\/.*\.js$/.test(path)) continue;
    if (!files.has(path.replace(/\.js$/, '.d.ts'))) fault(`${path} has no types`);
    for (const map of [`${path}.map`, `${path.replace(/\.js$/, '.d.ts')}.map`]) mapFaults(files, map, fault);
  }
  return faults;
}

/** A map points at sources: they must be there. */
function mapFaults(files, map, fault) {
  if (!files.has(map)) return fault(`no ${map}`);
  for (const source of JSON.parse(files.get(map)).sources) {
    const path = new URL(source, `file:///${map}`).pathname.slice(1);
    if (!files.has(decodeURIComponent(path))) fault(`${map} points at ${path}, which is not in the package`);
  }
}

/** Paths below `package/` and their texts, out of a tar archive (POSIX headers; long names by prefix or pax). */
export function filesOf(tarball) {
  const bytes = gunzipSync(readFileSync(tarball));
  const text = (from, length) => bytes.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  const files = new Map();
  let long;
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const type = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const name = long ?? `${prefix === '' ? '' : `${prefix}/`}${text(at, 100)}`;
    const content = bytes.toString('utf8', at + 512, at + 512 + size);
    long = undefined;
    if (type === 'x') long = /\d+ path=(.*)\n/.exec(content)?.[1];
    else if (type === '0' || type === '') files.set(name.replace(/^package\//, ''), content);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
