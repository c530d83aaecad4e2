// Payloads that our codecs wrote and the states they were written from, for readers in other languages: for each
// description of packages/ksy the situations of one configuration. JSON to standard output.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadGenerated } from '../conformance/dist/run/generated.js';
import { groupsOf } from '../conformance/dist/run/groups.js';
import { Origin } from '../conformance/dist/run/origin.js';
import { Cursor } from '../packages/runtime/dist/index.js';
import { root } from '../scripts/lib/run.mjs';

const { parse } = createRequire(join(root, 'conformance/package.json'))('yaml');
const folder = join(root, 'packages/ksy');
const { builds, descriptions } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
const { subject } = await loadGenerated();
const samples = new Map();
for (const group of groupsOf(subject)) {
  for (const build of group.builds) {
    const sections = builds[build.id]?.[group.model] ?? {};
    if (Object.values(sections).every(({ description }) => samples.has(description))) continue;
    for (const facts of group.facts) {
      for (const start of group.starts(build, facts).slice(0, 1)) {
        const origin = Origin.of(group, build, facts, start, new Map());
        if (origin !== undefined) take(origin, sections);
      }
    }
  }
}
process.stdout.write(`${JSON.stringify([...samples.values()])}\n`);

function take({ instance: { device }, situations }, sections) {
  const env = { ...device.placement, params: device.configuration, judge: true };
  for (const section of device.descriptor.sections) {
    const id = sections[section.id]?.description;
    if (id === undefined || samples.has(id)) continue;
    const { ksy, python, params } = descriptions[id];
    const text = readFileSync(join(folder, ksy), 'utf8');
    const states = situations.map(({ name, state }) => {
      const bytes = new Uint8Array(section.size(state, env));
      section.encode(state, new Cursor(bytes), env);
      return { name, hex: Buffer.from(bytes).toString('hex'), state: plain(state) };
    });
    samples.set(id, {
      id,
      python,
      description: parse(text, { version: '1.1' }),
      params: params.map((param) => given(param, section, env)),
      states,
    });
  }
}

function given({ kind, name, part }, { version }, env) {
  const value = kind === 'version' ? version : kind === 'param' ? env.params[name] : kind === 'device' ? env[name] : env[kind][name];
  return part === undefined ? value : Number(part === 'hi' ? value >> 32n : value & 0xffffffffn);
}

/** As `migspec inspect --json` prints states: 64 bits as decimal strings, bytes as hex. */
function plain(value) {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value !== 'object' || value === null) return value;
  if (Symbol.iterator in value) return [...value].map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
