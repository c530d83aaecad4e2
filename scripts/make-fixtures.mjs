// Makes the QEMU fixtures from a corpus of captures: every record is kept, and every page of RAM and ROM becomes a zero page,
// because captures hold firmware that is not ours to pass on. Usage: node scripts/make-fixtures.mjs [CORPUS], after a build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const { zeroPages } = await import('../packages/runtime/dist/framing/qemu/zero-pages.js');

const CAPTURES = [
  '5.2/pc-q35-5.2/combo',
  '5.2/pc-q35-5.2/isa-serial',
  '5.2/pc-i440fx-5.2/vblk',
  '7.2/pc-q35-5.2/e1000e',
  '7.2/pc-q35-5.2/vrng',
  '10.0/pc-q35-5.2/vblk-nq4',
  '10.0/pc-q35-5.2/isa-serial',
  '11.1/pc-q35-5.2/combo',
  '11.1/pc-q35-5.2/vblk-smp4',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus = process.argv[2] ?? process.env.MIGSPEC_CORPUS ?? join(root, '../shared/qemu');
const target = join(root, 'packages/runtime/test/fixtures/qemu');
mkdirSync(target, { recursive: true });

let total = 0;
for (const capture of CAPTURES) {
  const zeroed = zeroPages(gunzipSync(readFileSync(join(corpus, 'streams', `${capture}.bin.gz`))));
  const packed = gzipSync(zeroed, { level: 9 });
  // The byte that names the operating system, so that every one makes the same file.
  packed[9] = 0xff;
  writeFileSync(join(target, `${capture.replaceAll('/', '-')}.bin.gz`), packed);
  total += packed.length;
  console.log(`${String(packed.length).padStart(7)} ${capture}`);
}
console.log(`${String(total).padStart(7)} bytes in ${CAPTURES.length} files`);
