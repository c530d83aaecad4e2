// Sabotages one line at a time, in copies of the tree, and expects a test to turn red each time.
//   node scripts/bite.mjs [--jobs=N] [--part=K/N] [--list] [WORD…]
// A WORD selects the entries with it in name, file or coverage; a part is every Nth entry, beginning with the Kth (from 0).
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { baselineFaults, selection, tableFaults, union } from '../conformance/bite/faults.mjs';
import { table } from '../conformance/bite/table.mjs';
import { judge } from '../conformance/bite/verdict.mjs';
import { Workbench } from '../conformance/bite/workbench.mjs';
import { root } from './lib/run.mjs';

const start = performance.now();
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const words = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const jobs = Number(options.find((option) => option.startsWith('--jobs='))?.slice('--jobs='.length) ?? Math.min(2, availableParallelism()));
const [, part = '0', parts = '1'] = options.map((option) => /^--part=(\d+)\/(\d+)$/.exec(option)).find((match) => match !== null) ?? [];
const known = (option) => option === '--list' || /^--(jobs=|part=\d+\/[1-9]\d*$)/.test(option);
if (!(jobs >= 1) || Number(part) >= Number(parts) || !options.every(known)) {
  console.error('usage: node scripts/bite.mjs [--jobs=N] [--part=K/N] [--list] [WORD…]');
  process.exit(2);
}
const chosen = selection(table, words).filter((_, index) => index % Number(parts) === Number(part));
if (options.includes('--list')) {
  for (const { name, file, covers } of chosen) console.log(`${name}\n    ${[...covers, file].join(', ')}`);
  process.exit(0);
}

const faults = tableFaults(table, root, (file) => readFileSync(join(root, file), 'utf8'));
for (const fault of faults) console.log(`TABLE     ${fault}`);
const broken = new Set(faults.flatMap((fault) => table.filter(({ name }) => fault.startsWith(`${name}: `)).map(({ name }) => name)));
// Entries of one test file one after the other: what they share is transformed already.
const queue = chosen.filter(({ name }) => !broken.has(name)).sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
const files = union(queue);
let failed = faults.length;
let bitten = 0;

const workbenches = Array.from({ length: Math.min(jobs, Math.max(1, queue.length)) }, () => new Workbench(root));
const close = () => {
  for (const workbench of workbenches) workbench.close();
};
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    close();
    process.exit(130);
  });
}
try {
  const baseline = (await Promise.all(workbenches.map((workbench, index) => workbench.run(share(index), { seconds: 240 })))).flat();
  report(baselineFaults(baseline, queue), 'GREEN?   ');
  console.log(`baseline: ${baseline.reduce((sum, { passed = [] }) => sum + passed.length, 0)} tests (${since(start)})`);
  if (failed === faults.length) {
    await Promise.all(workbenches.map(work));
    // Each workbench runs what the other began with: every file was put back, and what survived did so on sound copies.
    const again = await Promise.all(workbenches.map((workbench, index) => workbench.run(share(index + 1), { seconds: 240 })));
    report(baselineFaults(again, []), 'NOT SAME ');
  }
} finally {
  close();
}
console.log(
  `${chosen.length} sabotages${parts === '1' ? '' : ` (part ${part} of ${parts})`}, ${bitten} turned a test red, ${failed} faults (${since(start)})`,
);
process.exitCode = failed === 0 && bitten > 0 ? 0 : 1;

async function work(workbench) {
  for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
    const began = performance.now();
    const verdict = judge(entry, await workbench.sabotaged(entry, union([entry])));
    if (verdict.red) bitten++;
    else failed++;
    console.log(`${verdict.red ? 'red      ' : verdict.word} ${entry.name} (${since(began)})\n          ${verdict.why}`);
  }
}

/** One workbench's part of the files that the entries run. */
function share(index) {
  return files.filter((_, at) => at % workbenches.length === index % workbenches.length);
}

function report(found, word) {
  for (const fault of found) console.log(`${word} ${fault}`);
  failed += found.length;
}

function key({ tests, file }) {
  return `${tests.map((test) => test.file).join()} ${file}`;
}

function since(time) {
  return `${((performance.now() - time) / 1000).toFixed(1)} s`;
}
