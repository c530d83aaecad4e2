// The pages of all codes lie in docs/diagnostics; the packed command line has a copy, for `migspec explain`.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';

const copy = join(root, 'packages/cli/docs');
rmSync(copy, { recursive: true, force: true });
if (process.argv[2] === 'ship') cpSync(join(root, 'docs/diagnostics'), join(copy, 'diagnostics'), { recursive: true });
