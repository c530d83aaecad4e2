import * as own from '@migspec/devices';
import { bytesSource, openStream } from '@migspec/runtime/qemu';
import { expect, test } from 'vitest';
import { type StreamDevices, typedSections, typedSectionsOf } from '../src/streams/models.js';
import { fixturePath } from './run.js';

const { registry, sections } = own;

/** The generated devices, and the models of which a class was asked for. */
function watched(): { readonly devices: StreamDevices; readonly asked: Set<string> } {
  const asked = new Set<string>();
  const watch = (models: (typeof registry)[string]) =>
    Object.entries(models).map(([model, load]) => {
      const asking = (): ReturnType<typeof load> => {
        asked.add(model);
        return load();
      };
      return [model, asking] as const;
    });
  const builds = Object.entries(registry).map(([build, models]) => [build, Object.fromEntries(watch(models))] as const);
  return { devices: { ...own, registry: Object.fromEntries(builds) }, asked };
}

test('a stream asks for the models that its description names, and for all where it has none', async () => {
  const { source, close } = openStream(fixturePath('7.2-pc-q35-5.2-e1000e'));
  const described = watched();
  await typedSectionsOf(source, described.devices);
  close();
  expect([...described.asked].sort()).toEqual(['e1000e', 'globalstate', 'timer'].map((name) => `https://qemu.org/devices/${name}`));
  const [bare, all] = [watched(), watched()];
  await typedSectionsOf(bytesSource(new Uint8Array(8)), bare.devices);
  await typedSections(all.devices);
  expect(bare.asked).toEqual(all.asked);
  expect(all.asked.size).toBeGreaterThan(described.asked.size);
});

test('every section that can be found by its name has its ending in the list', async () => {
  const missing: string[] = [];
  let found = 0;
  for (const models of Object.values(registry)) {
    for (const [model, load] of Object.entries(models)) {
      for (const section of (await load()).descriptor.sections) {
        const endings = sections[model] ?? [];
        const known = endings.some((end) => section.match(end) !== undefined || section.match(`0000:00:04.0${end}`) !== undefined);
        if (known) found++;
        else missing.push(`${model} ${section.id}`);
      }
    }
  }
  expect(missing).toEqual([]);
  expect(found).toBeGreaterThan(50);
});
