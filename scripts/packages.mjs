// What others get: every package packed, judged by publint and attw, then installed in an empty project and used there.
//   node scripts/packages.mjs [--packed] [--program]
//     --packed    take the tarballs of the last run: only install and use them, on the Node at hand
//     --program   the command line too; its dependencies come from the registry
import { existsSync } from 'node:fs';
import { bin, Steps } from './lib/run.mjs';
import { Consumer } from './packages/consume.mjs';
import { contentFaults } from './packages/contents.mjs';
import { pack, publishable, tarballOf } from './packages/pack.mjs';

const names = [...publishable().keys()];
const packed = process.argv.includes('--packed') && names.every((name) => existsSync(tarballOf(name)));
const withProgram = process.argv.includes('--program');
const steps = new Steps();
const each = (judge) => names.reduce((status, name) => judge(name) || status, 0);

if (!packed) {
  steps.run('pack', pack, { stop: true });
  steps.run('contents', () =>
    each((name) => {
      const faults = contentFaults(name, tarballOf(name));
      for (const fault of faults) console.error(fault);
      return faults.length;
    }),
  );
  steps.run('publint', () => each((name) => bin('publint', ['run', tarballOf(name), '--strict'], { quiet: true })));
  steps.run('attw', () => each((name) => bin('attw', [tarballOf(name), '--profile', 'esm-only', '--format', 'ascii'], { quiet: true })));
}
const consumer = new Consumer();
try {
  steps.run(`install in an empty project, Node ${process.version}`, () => consumer.install({ withProgram }), { stop: true });
  steps.run('type-check what uses it', () => consumer.compile(), { stop: true });
  steps.run('use it', () => consumer.use());
  if (withProgram) steps.run('use the command line', () => consumer.useProgram());
} finally {
  consumer.close();
}
process.exitCode = steps.failed === 0 ? 0 : 1;
