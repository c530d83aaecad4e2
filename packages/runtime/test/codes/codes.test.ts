import { describe, expect, test } from 'vitest';
import { Device } from '../../src/base.js';
import { createConfiguration } from '../../src/configuration.js';
import type { DeviceDescriptor } from '../../src/device.js';
import { MigspecError, type RuntimeCode, runtimeCodes } from '../../src/errors.js';
import { readNativeStream } from '../../src/framing/native/index.js';
import { readQemuStream } from '../../src/framing/qemu/index.js';
import { bytesOf, type Fixture, fixture, fixtureIds, page, pageNumbers, sectionLine } from './fixture.js';
import { models } from './models.js';

const codes = Object.entries(runtimeCodes) as readonly (readonly [RuntimeCode, readonly [number, string]])[];

/** What comes of the lines: a code, or `accepted`. */
function outcome(input: Fixture['input'], lines: readonly string[], descriptor: DeviceDescriptor): string {
  try {
    take(input, lines, descriptor);
    return 'accepted';
  } catch (error) {
    if (error instanceof MigspecError) return error.code;
    throw error;
  }
}

function take(input: Fixture['input'], lines: readonly string[], descriptor: DeviceDescriptor): void {
  const text = lines.join('\n');
  switch (input) {
    case 'payload':
      created(descriptor).load([{ name: 'nic', instance: 0, version: 1, optional: false, payload: bytesOf(lines) }]);
      return;
    case 'sections':
      created(descriptor).load(lines.map((line) => ({ ...sectionLine(line), instance: 0 })));
      return;
    case 'instantiation':
      createConfiguration(descriptor, text);
      return;
    case 'configuration':
      createConfiguration(descriptor, JSON.parse(text));
      return;
    case 'state': {
      const device = created(descriptor);
      device.state = JSON.parse(text);
      device.save();
      return;
    }
    case 'native':
      readNativeStream(bytesOf(lines));
      return;
    case 'qemu': {
      const load = created(descriptor).startLoad();
      readQemuStream(bytesOf(lines), {
        section: ({ name, instance, version }, cursor) => load.section(name, instance, version, false, cursor),
      });
      return;
    }
  }
}

function created(descriptor: DeviceDescriptor): Device {
  return new Device(descriptor, createConfiguration(descriptor, {}));
}

const block = (lines: readonly string[], language: string): string => `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;

describe('run-time codes', () => {
  test('have numbers of their own in 8001 to 8499, and a fixture each', () => {
    const numbers = codes.map(([, [number]]) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => number > 8000 && number < 8500)).toBe(true);
    expect([...fixtureIds()].sort()).toEqual(codes.map(([id]) => id).sort());
  });

  test('have a page each, with the fixture in it, and no page is left over', () => {
    const numbers = codes.map(([, [number]]) => number).sort();
    expect(pageNumbers().filter((number) => number < 8500)).toEqual(numbers);
    for (const [id, [number, meaning]] of codes) {
      const text = page(number);
      const { model, bad, good } = fixture(id);
      const language = id === 'PARAM_TYPE_DIFFERS' || id === 'STATE_INVALID' ? 'json' : 'text';
      expect(text.startsWith(`# MS${number} ${id}\n\n${meaning[0]?.toUpperCase()}${meaning.slice(1)}.\n\n`), id).toBe(true);
      if (model !== undefined) expect(text, id).toContain(block(model, 'yaml'));
      expect(text, id).toContain(`Bad:\n\n${block(bad, language)}\n\nGood:\n\n${block(good, language)}\n\n## What to do\n\n`);
    }
  });

  test('come of the bad example, exactly, and the good one is accepted', () => {
    for (const [id] of codes) {
      const { input, model, bad, good } = fixture(id);
      const known = models[id];
      expect(known === undefined, `${id}: a model in YAML and by hand, or neither`).toBe(model === undefined);
      const descriptor = known ?? models.BOOL_INVALID;
      if (descriptor === undefined) throw new Error('no model');
      expect([id, outcome(input, bad, descriptor), outcome(input, good, descriptor)]).toEqual([id, id, 'accepted']);
    }
  });
});
