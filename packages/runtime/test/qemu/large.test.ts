import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { fileSink, Output, StreamWriter } from '../../src/framing/qemu/index.js';
import { clockPayload, nicPayload } from './small-stream.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const GIB = 2 ** 30;
const PAGE = 4096;
const SECTION = 24 << 20;

/** More than 1 GiB: pages of which one in 16 is zero, and an opaque section larger than any buffer. */
function writeLargeStream(file: string): void {
  const fd = openSync(file, 'w');
  const output = new Output(fileSink(fd), new Uint8Array(1 << 20));
  const writer = new StreamWriter(output);
  const blocks = [
    { name: 'pc.ram', size: 2 * GIB },
    { name: 'rom', size: 16 * PAGE },
  ] as const;
  const noise = new Uint8Array(64 * PAGE);
  for (let i = 0; i < noise.length; i++) noise[i] = (Math.imul(i + 1, 0x9e37_79b1) >>> 24) | 1;
  writer.header();
  writer.configuration({ machineType: 'large', subsections: [] });
  writer.ramStart({ id: 1, name: 'ram', instance: 0, version: 4 });
  writer.ramBlocks(blocks, 2 * GIB + 16 * PAGE);
  writer.ramEnd();
  writer.footer(1);
  let address = 0;
  for (let part = 0; part < 16; part++) {
    writer.ramPart(1, part === 15);
    for (let page = 0; page < 17_500; page++, address += PAGE) {
      const from = (page % 64) * PAGE;
      if (page % 16 === 7) writer.ramZero(blocks[0], address, page === 0, 0);
      else writer.ramPage(blocks[0], address, page === 0, noise, from, from + PAGE);
    }
    writer.ramPage(blocks[1], part * PAGE, true, noise, 0, PAGE);
    writer.ramEnd();
    writer.footer(1);
  }
  const full = (id: number, name: string, instance: number, payload: () => void): void => {
    writer.sectionFull({ id, name, instance, version: 1 });
    payload();
    writer.footer(id);
  };
  full(2, 'clock', 0, () => output.bytes(clockPayload, 0, clockPayload.length));
  full(3, 'blob', 0, () => {
    for (let at = 0; at < SECTION; at += noise.length) output.bytes(noise, 0, noise.length);
  });
  full(4, 'nic', 0, () => output.bytes(nicPayload, 0, nicPayload.length));
  writer.endOfFile();
  const described = (name: string, size: number): unknown => ({
    ...{ name, instance_id: 0, vmsd_name: name, version: 1 },
    fields: [{ name: 'data', type: 'buffer', size }],
  });
  const devices = [described('clock', clockPayload.length), described('blob', SECTION), described('nic', nicPayload.length)];
  const json = new TextEncoder().encode(JSON.stringify({ page_size: PAGE, devices }));
  writer.descriptionBegin(json.length);
  output.bytes(json, 0, json.length);
  output.flush();
  closeSync(fd);
}

function sameContent(one: string, other: string): boolean {
  const [a, b] = [openSync(one, 'r'), openSync(other, 'r')];
  const [left, right] = [Buffer.alloc(4 << 20), Buffer.alloc(4 << 20)];
  try {
    if (fstatSync(a).size !== fstatSync(b).size) return false;
    for (;;) {
      const got = readSync(a, left, 0, left.length, null);
      if (readSync(b, right, 0, right.length, null) !== got || left.compare(right) !== 0) return false;
      if (got === 0) return true;
    }
  } finally {
    closeSync(a);
    closeSync(b);
  }
}

test('a stream of more than 1 GiB is rewritten with a heap of 64 MiB in at most 200 MiB of memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migspec-large-'));
  try {
    // The process runs what the sources say now, not what was built last.
    const compiler = here('../../../../node_modules/typescript/bin/tsc');
    const options = ['--outDir', join(folder, 'lib'), '--tsBuildInfoFile', join(folder, 'info'), '--noCheck', '--declaration', 'false'];
    execFileSync(process.execPath, [compiler, '-p', here('../..'), ...options, '--composite', 'false', '--declarationMap', 'false']);
    const [input, output] = [join(folder, 'in'), join(folder, 'out')];
    writeLargeStream(input);
    const library = pathToFileURL(join(folder, 'lib/framing/qemu/index.js')).href;
    const run = spawnSync(process.execPath, ['--max-old-space-size=64', here('large-worker.mjs'), library, input, output], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    const result = JSON.parse(run.stdout);
    console.log(`${(result.bytesIn / 2 ** 20 / result.seconds).toFixed(0)} MiB/s, peak ${(result.peak / 2 ** 20).toFixed(0)} MiB`);
    expect(result.bytesIn).toBeGreaterThan(GIB);
    expect(result.bytesOut).toBe(result.bytesIn);
    expect(result.sections).toBe(3);
    expect(result.opaqueBytes).toBe(clockPayload.length + SECTION + nicPayload.length);
    expect(result.peak).toBeLessThanOrEqual(200 * 2 ** 20);
    expect(sameContent(input, output)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
