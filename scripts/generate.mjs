// npm run generate: everything that is generated and checked in; `-- --check` compares instead of writing.
import { join } from 'node:path';
import { migspec, root, run } from './lib/run.mjs';

const args = process.argv.slice(2);
process.exitCode =
  migspec(['generate', '--docs', 'docs/reference', ...args]) ||
  run(process.execPath, [join(root, 'scripts/make-ksy-readers.mjs'), ...args]);
