// Makes the QEMU fixtures from a corpus of captures: every record is kept, and every page of RAM and ROM becomes a zero page,
// because captures hold firmware that is not ours to pass on. After a build:
//   node scripts/make-fixtures.mjs [CORPUS [MORE.bin.gz...]]
// MORE are captures of which the corpus has no like, all of never-run machines of 16 MiB by QEMU 7.2.22:
//   7.2-pc-i440fx-2.3-bare         -machine pc-i440fx-2.3: neither configuration nor footers
//   7.2-pc-q35-5.2-ignore-shared   -machine pc-q35-5.2 -uuid ..., capabilities x-ignore-shared and validate-uuid
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
const [corpus = process.env.MIGSPEC_CORPUS ?? join(root, '../shared/qemu'), ...more] = process.argv.slice(2);
const target = join(root, 'packages/runtime/test/fixtures/qemu');
mkdirSync(target, { recursive: true });

const captures = [
  ...CAPTURES.map((capture) => ({ file: join(corpus, 'streams', `${capture}.bin.gz`), name: `${capture.replaceAll('/', '-')}.bin.gz` })),
  ...more.map((file) => ({ file, name: basename(file) })),
];
let total = 0;
for (const { file, name } of captures) {
  const packed = gzipSync(zeroPages(gunzipSync(readFileSync(file))), { level: 9 });
  // The byte that names the operating system, so that every one makes the same file.
  packed[9] = 0xff;
  writeFileSync(join(target, name), packed);
  total += packed.length;
  console.log(`${String(packed.length).padStart(7)} ${name}`);
}
console.log(`${String(total).padStart(7)} bytes in ${captures.length} files`);
