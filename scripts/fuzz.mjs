// Random states of small specs, all held against each other: every law on every cell of their matrices, and what is found from
// the text against what happens. `node scripts/fuzz.mjs [--pairs N] [--seed S] [--chained] [--keep FOLDER] [--resume FILE]`.
// A pair that disagrees is made small and written to FOLDER: `migspec breaking FOLDER/SEED/old FOLDER/SEED/new --prove` shows it again.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesOf } from '../packages/cli/dist/random/draft.js';
import { runFamily } from '../packages/cli/dist/random/run.js';
import { kindOf, shrink } from '../packages/cli/dist/random/shrink.js';

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    chained: { type: 'boolean', default: false },
    keep: { type: 'string', default: 'fuzz-failures' },
    resume: { type: 'string' },
  },
});
// Refusals are made by the thousand, and nobody reads where they came from.
Error.stackTraceLimit = 0;

const wanted = Number(values.pairs);
if (!Number.isSafeInteger(wanted) || wanted < 1) throw new Error(`--pairs takes a number of pairs, not ${values.pairs}`);
const resumed = values.resume !== undefined && existsSync(values.resume) ? JSON.parse(readFileSync(values.resume, 'utf8')) : undefined;
let { seed, pairs, cells, breaking, failures } = resumed ?? { seed: Number(values.seed), pairs: 0, cells: 0, breaking: 0, failures: 0 };
const codes = new Map();
const began = process.cpuUsage();
const atFirst = pairs;

while (pairs < wanted) {
  const run = await runFamily(seed, values.chained);
  pairs += run.pairs;
  cells += run.cells;
  breaking += run.breaking;
  for (const [code, count] of run.codes) codes.set(code, (codes.get(code) ?? 0) + count);
  const kinds = new Set();
  for (const { what, states } of run.disagreements) {
    if (kinds.has(kindOf(what))) continue;
    kinds.add(kindOf(what));
    failures++;
    console.error(`seed ${seed}: ${what}`);
    await keep(run, states[0], kindOf(what), seed);
  }
  seed++;
  if (values.resume !== undefined) writeFileSync(values.resume, `${JSON.stringify({ seed, pairs, cells, breaking, failures })}\n`);
}

const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
console.log(
  `${pairs} pairs of states (${breaking} of them break something), ${cells} cells, ${codes.size} rules met, ${failures} disagreements; ` +
    `${((pairs - atFirst) / seconds).toFixed(0)} pairs per second of processor time; next seed ${seed}`,
);
process.exitCode = failures > 0 ? 1 : 0;

async function keep({ states }, at, kind, name) {
  if (at === undefined) return;
  const drafts = at.map((index) => states[index].draft);
  const small = await shrink(drafts, kind);
  for (const [index, side] of ['old', 'new'].entries()) {
    for (const { folder, path, source } of filesOf(small[index])) {
      const file = join(values.keep, String(name), side, folder, `${path}.yaml`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, source.text);
    }
  }
}
