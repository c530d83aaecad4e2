// A million mutated payloads through the C codecs, on every processor: .ci/c-mutations.mjs TESTEE
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/lib/run.mjs';

const total = 1_000_000;
const [testee] = process.argv.slice(2);
const shares = Math.max(1, Math.min(8, availableParallelism()));

const one = (seed) =>
  new Promise((done) => {
    const count = String(Math.ceil(total / shares));
    const child = spawn(process.execPath, [join(root, 'conformance/testees/c/mutations.mjs'), testee, count, String(seed)], {
      stdio: 'inherit',
    });
    child.on('close', (code) => done(code));
  });
const codes = await Promise.all(Array.from({ length: shares }, (_, index) => one(index + 1)));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
