// npm test: everything that a fresh machine with Node and the npm registry can check. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, build, install, migspec, root, run, Steps } from './lib/run.mjs';

const cache = join(root, '.cache');
const vitestReport = join(cache, 'vitest.json');
mkdirSync(cache, { recursive: true });
rmSync(vitestReport, { force: true });

/** There are more sabotages than one run has time for: each commit takes its turn, and `npm run bite` all of them. */
const biteParts = 3;

const steps = new Steps();
steps.run('install', install, { stop: true });
steps.run('lint', () => bin('biome', ['check', '.']));
steps.run('type-check and build', build, { stop: true });
steps.run('lint the spec', () => migspec(['lint']));
steps.run('every build is locked, and what it was', () => migspec(['release', '--all', '--check']));
steps.run('generate and compare', () => run(process.execPath, [join(root, 'scripts/generate.mjs'), '--check']));
steps.run('make the vectors and compare', () => run(process.execPath, [join(root, 'scripts/make-vectors.mjs'), '--check']));
steps.run('tests and conformance', () => bin('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`]));
steps.run('bite', () => run(process.execPath, [join(root, 'scripts/bite.mjs'), `--part=${turn(biteParts)}/${biteParts}`]));

const tests = countTests();
const passed = steps.passed + tests.passed;
const failed = steps.failed + tests.failed;
const summary = { passed, failed, skipped: tests.skipped, skippedNames: tests.skippedNames, steps: steps.done, tests };
writeFileSync(join(cache, 'test-summary.json'), `${JSON.stringify(summary, null, 1)}\n`);
for (const step of steps.done) console.log(`${step.ok ? 'ok  ' : 'FAIL'} ${step.name} (${step.seconds.toFixed(1)} s)`);
for (const name of tests.skippedNames) console.log(`skipped: ${name}`);
console.log(`${tests.passed + tests.failed} tests in vitest, ${steps.done.length} steps, ${tests.skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && tests.skippedWithoutReason === 0 ? 0 : 1;

/** The same for the same commit; the first where there is no history. */
function turn(parts) {
  const { stdout } = spawnSync('git', ['rev-list', '--count', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return (Number(stdout) || 0) % parts;
}

/** A skipped test is a failure, unless it needs the corpus of real streams and that is absent (its name says so). */
function countTests() {
  let report;
  try {
    report = JSON.parse(readFileSync(vitestReport, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, skippedNames: [], skippedWithoutReason: 0 };
  }
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status !== 'passed' && test.status !== 'failed').map((test) => test.fullName),
  );
  const unexplained = skipped.filter((name) => !name.includes('corpus:')).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unexplained,
    skipped: skipped.length,
    skippedNames: skipped,
    skippedWithoutReason: unexplained,
  };
}
