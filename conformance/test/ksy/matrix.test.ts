/** Kaitai's readers re-read what our codecs wrote, in every situation of every configuration of every build: each value, and no byte more. */
import { createHash } from 'node:crypto';
import { Cursor } from '@migspec/runtime';
import { expect, test } from 'vitest';
import { loadGenerated } from '../../src/run/generated.js';
import { groupsOf } from '../../src/run/groups.js';
import { Origin, type SituationCache } from '../../src/run/origin.js';
import { describedIn, paramsFor, readerOf, readIndex } from './index-of.js';
import { differences, type Found, type Reader } from './kaitai.js';

const { subject } = await loadGenerated();
const index = readIndex();
const groups = groupsOf(subject);

/** One for each way to start a machine that differs in anything the device sees. */
function originsOf(model: string): readonly Origin[] {
  const cache: SituationCache = new Map();
  const found = new Map<string, Origin>();
  for (const group of groups.filter((each) => each.model === model)) {
    for (const build of group.builds) {
      for (const facts of group.facts) {
        for (const start of group.starts(build, facts)) {
          const origin = Origin.of(group, build, facts, start, cache);
          if (origin !== undefined && !found.has(`${build.id} ${origin.key}`)) found.set(`${build.id} ${origin.key}`, origin);
        }
      }
    }
  }
  return [...found.values()];
}

/** Many states and configurations have the same bytes: those are read once, and compared with each state. */
class ReadOnce {
  readonly #found = new Map<string, Found>();

  read(reader: Reader, bytes: Uint8Array, params: readonly unknown[]): Found {
    const key = createHash('sha1')
      .update(bytes)
      .update(JSON.stringify([reader.description.meta.id, params]))
      .digest('base64');
    const known = this.#found.get(key) ?? reader.read(bytes, params);
    this.#found.set(key, known);
    return known;
  }
}

const models = [...new Set(groups.map(({ model }) => model))].sort();

for (const model of models) {
  test(`${model}: what was written is read again`, async () => {
    const wrong: string[] = [];
    const done = new Set<string>();
    const once = new ReadOnce();
    const came = new Set<string>();
    let read = 0;
    for (const origin of originsOf(model)) {
      const { device } = origin.instance;
      const { descriptor } = device;
      const env = { ...device.placement, params: device.configuration, judge: true };
      for (const section of descriptor.sections) {
        const description = describedIn(index, descriptor.build, model, section.id);
        const key = `${origin.key} ${section.id} ${description.ksy}`;
        if (done.has(key)) continue;
        done.add(key);
        const reader = await readerOf(description);
        const params = paramsFor(description.params, section.version, env);
        for (const { name, state } of origin.situations) {
          const bytes = new Uint8Array(section.size(state, env));
          section.encode(state, new Cursor(bytes), env);
          const found = once.read(reader, bytes, params);
          const { paths, compared } = differences(state, found.values);
          for (const each of found.subsections) came.add(`${description.ksy} ${each}`);
          read++;
          if (paths.length > 0 || compared === 0 || found.consumed !== bytes.length)
            wrong.push(
              `${origin.start.label} ${name} ${section.id}: ${found.consumed} of ${bytes.length} bytes; ${paths.slice(0, 3).join('; ')}`,
            );
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(read).toBeGreaterThan(0);
    const known = Object.values(index.descriptions).filter((each) => each.model === model);
    const subsections = await Promise.all(
      known.map(async (each) => (await readerOf(each)).subsections().map((name) => `${each.ksy} ${name}`)),
    );
    const all = subsections.flat();
    expect([...came].filter((each) => !all.includes(each))).toEqual([]);
    // Some are never needed: what brings them is off in this model.
    expect(came.size > 0).toBe(all.length > 0);
  });
}

test('every section of every build has its description', () => {
  const builds = subject.implementations.flatMap((implementation) => implementation.builds);
  const wanted = builds.flatMap(({ id, host }) =>
    [...host.build.models].flatMap(([model, { descriptor }]) => descriptor.sections.map((section) => `${id} ${model} ${section.id}`)),
  );
  const have = Object.entries(index.builds).flatMap(([build, ofBuild]) =>
    Object.entries(ofBuild).flatMap(([model, sections]) =>
      Object.entries(sections).flatMap(([section, { description }]) => (description === undefined ? [] : [`${build} ${model} ${section}`])),
    ),
  );
  expect(have.sort()).toEqual(wanted.sort());
});
