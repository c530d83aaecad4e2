// CI: `npm test`, then the steps that need more than Node and the npm registry. Sums vitest tests and steps.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migspec, root, run, Steps } from '../scripts/lib/run.mjs';

const cache = join(root, '.cache');
mkdirSync(cache, { recursive: true });
const corpus = process.env.MIGSPEC_CORPUS ?? join(root, '../shared/qemu');
console.log(existsSync(corpus) ? `corpus of real streams: ${corpus}` : 'corpus of real streams: absent, nothing of it is counted');

const steps = new Steps();
run('npm', ['test']);

steps.run('demo within 180 s after the install', () => {
  const start = performance.now();
  const status = run('npm', ['run', 'demo']);
  const seconds = (performance.now() - start) / 1000;
  console.log(`demo: ${seconds.toFixed(1)} s in all`);
  return status === 0 && seconds <= 180 ? 0 : 1;
});

steps.run('the report in Chromium', () => {
  if (!existsSync('/usr/bin/chromium'))
    run('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null']);
  const browser = join(cache, 'browser');
  if (!existsSync(join(browser, 'node_modules/playwright-core'))) {
    mkdirSync(browser, { recursive: true });
    if (
      run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', browser, 'playwright-core@1.56.1'], { quiet: true }) !== 0
    )
      return 1;
  }
  return run(process.execPath, [join(root, '.ci/report-check.mjs')]);
});

steps.run('the picture in README.md is the report’s own', () => run(process.execPath, [join(root, 'scripts/picture.mjs'), '--check']));

steps.run('the matrices in docs are those of the demo', () => {
  const { stdout, status } = spawnSync('git', ['status', '--porcelain', 'docs/reference/matrices'], { cwd: root, encoding: 'utf8' });
  if (stdout !== '') console.error(`commit what the demo wrote:\n${stdout}`);
  return status === 0 && stdout === '' ? 0 : 1;
});

// All but `npm test`, which has just run here, in a clone as fresh.
steps.run('README.md, every block in a clone', () => run(process.execPath, [join(root, 'scripts/readme.mjs'), '--without', 'npm test']));

steps.run('C: compiled with every warning an error and the sanitizers on', () => {
  if (run('gcc', ['--version'], { quiet: true }) !== 0)
    run('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends gcc libc6-dev >/dev/null']);
  return run(process.execPath, [join(root, 'conformance/testees/c/build.mjs'), join(cache, 'c')]);
});
steps.run('C: every kind of field', () => run('npx', ['vitest', 'run', '--config', 'vitest.gcc.config.ts']));
steps.run('C: the golden vectors', () => migspec(['conform', '--testee', join(cache, 'c/testee')]));
steps.run('C: a million mutated payloads', () => run(process.execPath, [join(root, '.ci/c-mutations.mjs'), join(cache, 'c/testee')]));
steps.run('C: the program in the reference', () => run(process.execPath, [join(root, '.ci/c-example.mjs')]));

steps.run('the independent Python reader', () => run('python3', [join(root, 'conformance/readers/check_vectors.py')]));

steps.run('the testee in Python, all vectors', () =>
  run(process.execPath, [
    join(root, 'packages/cli/bin/migspec.js'),
    'conform',
    '--testee',
    'python3 conformance/testees/python/testee.py',
    '--timeout',
    '60',
  ]),
);

steps.run('packages: contents, publint, attw, used in an empty project', () => run(process.execPath, [join(root, 'scripts/packages.mjs')]));

steps.run('the Python readers of packages/ksy', () => {
  const python = join(cache, 'ksy-python');
  if (!existsSync(join(python, 'kaitaistruct.py'))) {
    if (run('python3', ['-m', 'pip', 'install', '-q', '--target', python, 'kaitaistruct==0.11'], { quiet: true }) !== 0)
      run('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-kaitaistruct >/dev/null']);
  }
  const pipe = 'node .ci/ksy-samples.mjs | python3 conformance/readers/check_ksy.py';
  const read = run('bash', ['-o', 'pipefail', '-c', pipe], { env: { PYTHONPATH: python } });
  return read === 0 ? run(process.execPath, [join(root, '.ci/python-example.mjs'), python]) : read;
});

// The Node that runs this has passed all tests already.
const [present] = process.versions.node.split('.');
for (const version of ['20', '22', '24'].filter((each) => each !== present)) {
  steps.run(`Node ${version}`, () => {
    const prefix = join(cache, `node-${version}`);
    const node = join(prefix, 'node_modules/node/bin/node');
    if (!existsSync(node)) {
      mkdirSync(prefix, { recursive: true });
      if (run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix, `node@${version}`], { quiet: true }) !== 0)
        return 1;
    }
    return run(node, [join(root, 'scripts/smoke.mjs')]);
  });
}

const { passed, failed, tests } = testSummary();
for (const step of steps.done) console.log(`${step.ok ? 'ok  ' : 'FAIL'} ${step.name} (${step.seconds.toFixed(1)} s)`);
if (tests.skipped > 0) console.log(`${tests.skipped} skipped`);
const total = { passed: passed + steps.passed, failed: failed + steps.failed };
// A skipped test is only in order where the corpus of real streams is absent.
if (tests.skipped > 0 && existsSync(corpus)) total.failed += tests.skipped;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function testSummary() {
  try {
    return JSON.parse(readFileSync(join(cache, 'test-summary.json'), 'utf8'));
  } catch {
    return { passed: 0, failed: 1, tests: { skipped: 0 } };
  }
}
