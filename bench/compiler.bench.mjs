// How long the compiler takes: cold, again with nothing changed, with one changed model (what --watch does), and how that
// grows with the number of models. After a build: node bench/compiler.bench.mjs [--models=200]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manyModels } from './many-models.mjs';

const count = Number(process.argv.find((argument) => argument.startsWith('--models='))?.slice('--models='.length) ?? 200);
const cli = fileURLToPath(new URL('../packages/cli/bin/migspec.js', import.meta.url));
const { compilePackages, compileSpec, generate, generateMemory, Memory } = await import('../generator/dist/index.js');
const { loadSubject, runConformance } = await import('../conformance/dist/index.js');
const { loadPackages } = await import('../packages/cli/dist/packages.js');

let changes = 0;
const home = mkdtempSync(join(tmpdir(), 'migspec-bench-'));
try {
  console.log('start of the program, wall time of the process, median of 9:');
  const bare = median(9, () => node(['-e', '0']));
  for (const args of starts()) {
    const time = median(9, () => node([cli, ...args]));
    console.log(`  migspec ${args[0].padEnd(10)} ${ms(time)}  ${(time / bare).toFixed(1)}× node by itself (${ms(bare)})`);
  }
  for (const models of [20, count]) {
    const specDir = join(home, `spec-${models}`);
    const one = manyModels(specDir, models);
    const cold = (command, ...more) => time(() => node([cli, command, '--spec', specDir, ...more]));
    const out = join(home, `out-${models}`);
    console.log(`${models} models, ${models * 50} fields:`);
    console.log(`  lint, cold process             ${ms(cold('lint'))}`);
    console.log(`  generate, cold process         ${ms(cold('generate', '--out', out, '--package', '@acme'))}`);
    console.log(`  generate again, cold process   ${ms(cold('generate', '--out', out, '--package', '@acme'))}`);
    const memory = new Memory();
    compileSpec({ specDir, memory });
    console.log(
      `  lint, one model changed        ${ms(
        median(
          9,
          () => change(one),
          () => compileSpec({ specDir, memory }),
        ),
      )}`,
    );
    const known = generateMemory();
    const made = { specDir, out, packageName: '@acme', check: false, memory: known };
    console.log(`  generate, one model changed    ${await changed(one, () => generate(made))}`);
    console.log(`  with reference pages           ${await changed(one, () => generate({ ...made, docs: join(home, `docs-${models}`) }))}`);
    console.log(`  conform, one model changed     ${await changed(one, conformAgain(specDir))}`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Every command that needs no ts-morph, with next to no work of its own. */
function starts() {
  const spec = join(home, 'small');
  manyModels(spec, 1);
  const stream = fileURLToPath(new URL('../packages/runtime/test/fixtures/qemu/7.2-pc-i440fx-2.3-bare.bin.gz', import.meta.url));
  const device = 'https://example.org/devices/e1000e,version=2';
  return [
    ['--version'],
    ['completion', 'bash'],
    ['explain', 'MS1001'],
    ['show', 'virtio-rng'],
    ['compat', 'thread-2020@3', 'thread-2020@2', '--device', device],
    ['inspect', stream],
    ['recode', stream, join(home, 'again.bin')],
    ['lint', '--spec', spec],
    ['fmt', '--check', '--spec', spec],
    ['new', 'model', 'example.org/nic', '--spec', join(home, 'new')],
    ['conform', '--testee', 'false', '--codec', 'beeper'],
  ];
}

function node(args) {
  spawnSync(process.execPath, args, { stdio: 'ignore' });
}

/** Another text, another field: nothing of the model can be taken over. */
function change(file) {
  const text = readFileSync(file, 'utf8').replace(/reg0: .*/, `reg0: { type: u8, max: ${100 + (changes++ % 100)} }`);
  writeFileSync(file, text);
}

/** Wall time and time on a processor, median of 9; the run before the first change is not counted. */
async function changed(file, run) {
  await run();
  const rounds = [];
  for (let round = 0; round < 9; round++) {
    change(file);
    const [start, used] = [performance.now(), process.cpuUsage()];
    await run();
    const { user, system } = process.cpuUsage(used);
    rounds.push({ wall: performance.now() - start, busy: (user + system) / 1000 });
  }
  return `${ms(middle(rounds.map(({ wall }) => wall)))}  (processor ${ms(middle(rounds.map(({ busy }) => busy))).trim()})`;
}

/** What `conform --watch` does after a change: compile, make and load the classes of the model, drive its cells. */
function conformAgain(specDir) {
  const memory = new Memory();
  let since;
  return async () => {
    const { packages, models } = await compilePackages(specDir, { memory, ...(since === undefined ? {} : { since }) });
    since = models;
    const loaded = await loadPackages(packages);
    const { subject, errata } = await loadSubject(loaded.documents, loaded, loaded.ir);
    return runConformance(subject, { errata });
  };
}

function time(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** `before` is not counted. */
function median(rounds, ...steps) {
  const run = steps.at(-1);
  const before = steps.length > 1 ? steps[0] : () => undefined;
  const times = Array.from({ length: rounds }, () => {
    before();
    return time(run);
  });
  return middle(times);
}

function middle(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

function ms(milliseconds) {
  return `${milliseconds.toFixed(0)} ms`.padStart(8);
}
