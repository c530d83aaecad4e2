/**
 * What real builds wrote, through the generated class of the build that wrote it: every modelled section loads into a
 * device that is configured as the machine was, with everything judged, and saves to the same bytes. A device that never
 * ran saves what a freshly created one does.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { machines } from '@migspec/devices';
import { withVariables } from '@migspec/emulator';
import type { Device, ParamValue, SavedSection } from '@migspec/runtime';
import { bytesSource, findDescription, readQemuStream } from '@migspec/runtime/qemu';
import { expect, test } from 'vitest';
import { hostOf } from './real-hosts.js';

const corpus = process.env.MIGSPEC_CORPUS ?? fileURLToPath(new URL('../../../shared/qemu', import.meta.url));
const streams = join(corpus, 'streams');
const present = existsSync(streams);
if (!present) console.warn('no corpus of captures: nothing of it is tested');

const oracles = fileURLToPath(new URL('../oracles/sections', import.meta.url));

/** The device class that saves a section, by the last part of the section's name. */
const classes: Readonly<Record<string, string>> = {
  'virtio-blk': 'virtio-blk-pci',
  'virtio-net': 'virtio-net-pci',
  'virtio-rng': 'virtio-rng-pci',
  e1000e: 'e1000e',
  serial: 'isa-serial',
  timer: 'timer',
  globalstate: 'globalstate',
};

interface Written {
  /** Names it in a failure. */
  readonly from: string;
  readonly build: string;
  readonly machineType: string;
  readonly cpus: number;
  /** Said on the command line, by device class. */
  readonly properties: (name: string) => Readonly<Record<string, ParamValue>>;
  readonly section: SavedSection;
}

/** The device as the capture's machine had it, right after creation. */
async function createdFor(written: Written): Promise<Device> {
  const host = await hostOf(written.build);
  const { name, instance } = written.section;
  const slash = name.lastIndexOf('/');
  const type = classes[name.slice(slash + 1)] ?? '';
  const types = Object.keys(host.build.machineTypes);
  const machine = host.start({
    // A type of a release in between has no name here: what its table gives is said instead.
    machineType: types.includes(written.machineType) ? written.machineType : (types[0] ?? ''),
    facts: { cpus: written.cpus },
    devices: [{ address: slash < 0 ? '' : name.slice(0, slash), instance, class: type, properties: written.properties(type) }],
  });
  const device = machine.devices[0]?.device;
  if (device === undefined) throw new Error(`${written.from}: no device for ${name}`);
  return device;
}

function* captures(): Generator<{ readonly file: string; readonly bytes: Uint8Array }> {
  for (const file of readdirSync(streams, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.bin.gz')) yield { file, bytes: gunzipSync(readFileSync(join(streams, file))) };
  }
}

/** Modelled sections of a capture, by the lengths of the stream's own description. */
function modelledSections(bytes: Uint8Array): { readonly machineType: string; readonly sections: readonly SavedSection[] } {
  const described = findDescription(bytesSource(bytes))?.sections ?? [];
  const sections: SavedSection[] = [];
  let type = '';
  readQemuStream(bytes, {
    configuration: (machineType) => {
      type = machineType;
    },
    section(header, cursor) {
      const length = described.find((one) => one.section === header.name && one.instance === header.instance)?.size ?? 0;
      const payload = cursor.u8.slice(cursor.offset, cursor.offset + length);
      cursor.offset += length;
      const { name, instance, version } = header;
      if (classes[name.slice(name.lastIndexOf('/') + 1)] !== undefined)
        sections.push({ name, instance, version, optional: false, payload });
    },
  });
  return { machineType: type, sections };
}

/** What the corpus' device sets say on the command line. */
function saidBy(set: string): Written['properties'] {
  return (type) => {
    if (type === 'virtio-blk-pci' && set === 'vblk-nq4') return { 'num-queues': 4 };
    if (type === 'virtio-blk-pci' && set === 'combo') return { 'num-queues': 1 };
    if (type === 'virtio-net-pci') return { mac: 0x525400123456n };
    if (type === 'e1000e') return { mac: set === 'combo' ? 0x525400123457n : 0x525400123456n };
    return {};
  };
}

/** First difference, or nothing. */
function differs(have: Uint8Array | undefined, want: Uint8Array): string | undefined {
  if (have === undefined) return 'not saved';
  const at = want.findIndex((byte, index) => have[index] !== byte);
  if (at >= 0) return `byte ${at} is ${have[at]}, want ${want[at]}`;
  return have.length === want.length ? undefined : `${have.length} bytes, want ${want.length}`;
}

async function judge(written: Written, neverRan: boolean): Promise<string[]> {
  const faults: string[] = [];
  const { section, from } = written;
  const device = await createdFor(written);
  const saved = (): Uint8Array | undefined => device.save().find((one) => one.name === section.name)?.payload;
  if (neverRan) {
    // On a root bus of PCI Express the port type of the capability is 9, else 0: the bus decides it, not the device.
    if (written.machineType.includes('q35')) device.state = withVariables(device.state, { 'pci.config.express.flags': 0x91 });
    const fresh = differs(saved(), section.payload);
    if (fresh !== undefined) faults.push(`${from} ${section.name}: created, ${fresh}`);
  }
  try {
    device.load([section]);
    const again = differs(saved(), section.payload);
    if (again !== undefined) faults.push(`${from} ${section.name}: loaded, ${again}`);
    const opaque = device.descriptor.sections.reduce((sum, one) => sum + (one.opaqueBytes?.(device.state, device.env) ?? 0), 0);
    if (opaque !== 0) faults.push(`${from} ${section.name}: ${opaque} opaque bytes`);
  } catch (error) {
    faults.push(`${from} ${section.name}: ${String(error)}`);
  }
  return faults;
}

test.skipIf(!present)(
  'corpus: modelled sections of every capture load, and save byte for byte; a created device saves the same',
  async () => {
    const faults: string[] = [];
    let files = 0;
    let sections = 0;
    for (const { file, bytes } of captures()) {
      files += 1;
      const [alias = '', , name = ''] = file.split(/[\\/]/);
      const build = Object.keys(machines).find((id) => machines[id]?.aliases.includes(`qemu@${alias}`)) ?? alias;
      const set = name.replace('.bin.gz', '');
      const found = modelledSections(bytes);
      for (const section of found.sections) {
        sections += 1;
        const written: Written = {
          from: file,
          build,
          machineType: found.machineType,
          cpus: set.endsWith('smp4') ? 4 : 1,
          properties: saidBy(set),
          section,
        };
        faults.push(...(await judge(written, true)));
      }
    }
    expect(faults).toEqual([]);
    expect({ files, sections }).toEqual({ files: 80, sections: 264 });
  },
);

interface OracleSection {
  readonly file: string;
  readonly build: string;
  readonly machine: string;
  readonly model: string;
  readonly params: Readonly<Record<string, number | boolean>>;
  readonly section: string;
  readonly version: number;
  readonly bytes: number;
}

test('sections of devices that were driven load, and save byte for byte', async () => {
  const index = JSON.parse(readFileSync(join(oracles, 'index.json'), 'utf8')) as readonly OracleSection[];
  const faults: string[] = [];
  for (const { file, build, machine, params, section, version, bytes } of index) {
    const payload = new Uint8Array(gunzipSync(readFileSync(join(oracles, file))));
    if (payload.length !== bytes) faults.push(`${file}: ${payload.length} bytes`);
    const written: Written = {
      from: file,
      build,
      machineType: machine,
      cpus: 1,
      properties: () => params,
      section: { name: section, instance: 0, version, optional: false, payload },
    };
    faults.push(...(await judge(written, file.includes('e1000e'))));
  }
  expect(faults).toEqual([]);
  expect(index.length).toBe(59);
});
