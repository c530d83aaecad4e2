// The Python program in docs/guide/consumer.md reads a stream that our packages wrote, and prints what the page says.
//   node .ci/python-example.mjs FOLDER     with Kaitai's runtime in FOLDER
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { E1000e } from '../packages/devices/dist/example.org/devices/e1000e/thread-2020@2.js';
import { nativeParams, writeNativeStream } from '../packages/runtime/dist/framing/native/index.js';
import { root } from '../scripts/lib/run.mjs';

const page = readFileSync(join(root, 'docs/guide/consumer.md'), 'utf8');
const [, program, output] = /```python\n(.*?)```\n\n```text\n(.*?)```/s.exec(page) ?? [];
if (program === undefined || output === undefined)
  throw new Error('docs/guide/consumer.md has no Python program, or nothing that it prints');

const folder = join(root, '.cache/python-example');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
symlinkSync(join(root, 'packages/ksy'), join(folder, 'ksy'));
writeFileSync(join(folder, 'example.py'), program);
writeFileSync(join(folder, 'nic.mig'), stream());
const path = [process.argv[2], join(root, 'conformance/readers'), join(root, 'packages/ksy/python')].filter((each) => each !== undefined);
const { status, stdout, stderr } = spawnSync('python3', ['example.py', 'nic.mig'], {
  cwd: folder,
  encoding: 'utf8',
  env: { ...process.env, PYTHONPATH: path.join(':') },
});
if (status !== 0 || stdout !== output) {
  console.log(`exit code ${status}, printed:\n${stdout}${stderr}instead of:\n${output}`);
  process.exitCode = 1;
}

function stream() {
  const nic = E1000e.create('version=2', { path: '0000:00:04.0' });
  nic.state = { ...nic.state, ctrl: 0x1234, entries: 1, table: [{ mac: Uint8Array.of(2, 0, 0, 0, 0, 1), flags: 7 }] };
  const { model, build } = nic.descriptor;
  const configuration = { model, build, path: '0000:00:04.0', instance: 0, params: nativeParams(nic.descriptor, nic.configuration) };
  return writeNativeStream({
    features: { critical: 0, optional: 0 },
    machine: { facts: [] },
    devices: [{ configuration, sections: nic.save() }],
  });
}
