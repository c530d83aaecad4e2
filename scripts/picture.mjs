// docs/report.svg: two matrices of the last report, drawn by the report's own code. --check: is the checked-in one that?
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matricesSvg } from '../conformance/dist/index.js';
import { root } from './lib/run.mjs';

const wanted = [
  ['https://example.org/devices/e1000e', 'configured'],
  ['https://qemu.org/devices/virtio-blk', 'pc-q35-5.2'],
];
const { matrices } = JSON.parse(readFileSync(join(root, 'report/result.json'), 'utf8'));
const chosen = wanted.flatMap(([model, label]) => matrices.filter((matrix) => matrix.model === model && matrix.label === label));
const picture = matricesSvg(chosen);
const path = join(root, 'docs/report.svg');
if (chosen.length !== wanted.length) {
  console.error(`the report has ${chosen.length} of the ${wanted.length} matrices: run npm run demo first`);
  process.exitCode = 1;
} else if (!process.argv.includes('--check')) writeFileSync(path, picture);
else if (readFileSync(path, 'utf8') !== picture) {
  console.error('docs/report.svg is not what the report draws: node scripts/picture.mjs');
  process.exitCode = 1;
}
