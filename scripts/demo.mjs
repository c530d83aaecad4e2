// npm run demo: install, compile the spec, run the whole conformance matrix, read real QEMU streams, write the report.
import { build, install, migspec, Steps } from './lib/run.mjs';

const steps = new Steps();
steps.run('install', install, { stop: true });
const start = performance.now();
steps.run('build', build, { stop: true });
steps.run('compile spec/', () => migspec(['generate', '--docs', 'docs/reference']), { stop: true });
steps.run('build what was generated', build, { stop: true });
const options = process.argv.slice(2);
// The checked-in matrices are those of the whole run.
const docs = options.length === 0 ? ['--docs', 'docs/reference'] : [];
steps.run('conformance and real streams', () => migspec(['conform', '--summary', '--report', 'report', ...docs, ...options]));
process.stderr.write(`\ndemo: ${((performance.now() - start) / 1000).toFixed(1)} s after the install\n`);
process.exitCode = steps.failed === 0 ? 0 : 1;
