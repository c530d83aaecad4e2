// What every supported Node must do: the command line, the spec's check, generated code against itself, the fast suites.

import { join } from 'node:path';
import { migspec, root, run, Steps } from './lib/run.mjs';

const steps = new Steps();
console.log(`node ${process.version}`);
steps.run('lint the spec', () => migspec(['lint']));
steps.run('generate and compare', () => migspec(['generate', '--docs', 'docs/reference', '--check']));
steps.run('runtime and check', () =>
  run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'packages/runtime', 'packages/compat', '--reporter=dot']),
);
// The tarballs that the packages step of CI made, or new ones.
steps.run('packages in an empty project', () => run(process.execPath, [join(root, 'scripts/packages.mjs'), '--packed', '--program']));
process.exitCode = steps.failed === 0 ? 0 : 1;
