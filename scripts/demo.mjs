// npm run demo: install, compile the spec, run the whole conformance matrix, read real QEMU streams, write the report.
import { build, install, migspec, Steps } from './lib/run.mjs';

const steps = new Steps();
steps.run('install', install, { stop: true });
const start = performance.now();
steps.run('build', build, { stop: true });
steps.run('compile spec/', () => migspec(['generate', '--docs', 'docs/reference']), { stop: true });
steps.run('build what was generated', build, { stop: true });
steps.run('conformance and real streams', () => migspec(['conform', '--summary', '--report', 'report', ...process.argv.slice(2)]));
process.stderr.write(`\ndemo: ${((performance.now() - start) / 1000).toFixed(1)} s after the install\n`);
process.exitCode = steps.failed === 0 ? 0 : 1;
