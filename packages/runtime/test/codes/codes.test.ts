import { describe, expect, test } from 'vitest';
import { Device } from '../../src/base.js';
import { createConfiguration } from '../../src/configuration.js';
import type { DeviceDescriptor } from '../../src/device.js';
import { MigspecError, type RuntimeCode, runtimeCodes } from '../../src/errors.js';
import { readNativeStream } from '../../src/framing/native/index.js';
import { readQemuStream } from '../../src/framing/qemu/index.js';
import { bytesOf, exampleOf, type Fixture, fixture, fixtureIds, page, pageNumbers, sectionLine, writePage } from './fixture.js';
import { models } from './models.js';

/** `MIGSPEC_UPDATE=1` writes the examples of the pages; what changed is then read in the diff. */
const update = process.env.MIGSPEC_UPDATE === '1';
const codes = Object.entries(runtimeCodes) as readonly (readonly [RuntimeCode, readonly [number, string]])[];

/** What comes of the lines: an error, or nothing. */
function outcome(input: Fixture['input'], lines: readonly string[], descriptor: DeviceDescriptor): MigspecError | undefined {
  try {
    take(input, lines, descriptor);
    return undefined;
  } catch (error) {
    if (error instanceof MigspecError) return error;
    throw error;
  }
}

/** The model of the fixture by hand; those without one take any. */
function modelOf(id: RuntimeCode): DeviceDescriptor {
  const descriptor = models[id] ?? models.BOOL_INVALID;
  if (descriptor === undefined) throw new Error('no model');
  return descriptor;
}

/** As a person reads it: number, code and message, the code once. */
function said(number: number, error: MigspecError | undefined): string {
  const { code = 'none', message = '' } = error ?? {};
  return message.startsWith(code) ? `MS${number} ${message}` : `MS${number} ${code}: ${message}`;
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

describe('run-time codes', () => {
  test('have numbers of their own in 8001 to 8499, and a fixture each', () => {
    const numbers = codes.map(([, [number]]) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => number > 8000 && number < 8500)).toBe(true);
    expect([...fixtureIds()].sort()).toEqual(codes.map(([id]) => id).sort());
  });

  test('have a page each, with the fixture and what comes of it, and no page is left over', () => {
    const numbers = codes.map(([, [number]]) => number).sort();
    expect(pageNumbers().filter((number) => number < 8500)).toEqual(numbers);
    for (const [id, [number, meaning]] of codes) {
      const it = fixture(id);
      const example = exampleOf(it, said(number, outcome(it.input, it.bad, modelOf(id))));
      const [, head, tail] = /^([\s\S]+\n## Example\n\n)[\s\S]*(\n\n## What to do\n\n[\s\S]+)$/.exec(page(number)) ?? [];
      if (update) writePage(number, `${head}${example}${tail}`);
      expect(page(number), id).toBe(`${head}${example}${tail}`);
      expect(head?.startsWith(`# MS${number} ${id}\n\n${meaning[0]?.toUpperCase()}${meaning.slice(1)}.\n\n`), id).toBe(true);
    }
  });

  test('come of the bad example, exactly, and the good one is accepted', () => {
    for (const [id] of codes) {
      const { input, model, bad, good } = fixture(id);
      expect(models[id] === undefined, `${id}: a model in YAML and by hand, or neither`).toBe(model === undefined);
      expect([id, outcome(input, bad, modelOf(id))?.code, outcome(input, good, modelOf(id))?.code]).toEqual([id, id, undefined]);
    }
  });
});
