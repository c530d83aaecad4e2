import { expect, test } from 'vitest';
import { fixturePath, migspec } from './run.js';

const disk = (rest = '') => ['--machine', 'pc-q35-5.2', '--device', `virtio-blk-pci,num-queues=4${rest}`] as const;
const saved = fixturePath('10.0-pc-q35-5.2-vblk-nq4');

test('compat --state: a saved stream makes the answer definite', () => {
  const open = migspec('compat', 'qemu@10.0.13', 'qemu@11.1.3', ...disk(), '--json');
  const decided = migspec('compat', 'qemu@10.0.13', 'qemu@11.1.3', ...disk(), '--state', saved, '--json');
  expect([open.status, decided.status]).toEqual([3, 3]);
  expect(outcomes(open.stdout)[0]).toBe('depends');
  expect(outcomes(decided.stdout)[0]).toBe('no');
  // The same stream, to the build that reads what 10.0 writes.
  const back = migspec('compat', 'qemu@10.0.13', 'qemu@10.0.13', ...disk(), '--state', saved, '--json');
  expect([back.status, outcomes(back.stdout)[0]]).toEqual([0, 'yes']);
});

test('compat --state: a stream without the device decides nothing', () => {
  const elsewhere = migspec('compat', 'qemu@10.0.13', 'qemu@11.1.3', ...disk(',addr=0000:00:06.0'), '--state', saved);
  expect([elsewhere.status, elsewhere.stdout]).toEqual([2, '']);
  expect(elsewhere.stderr).toContain('no state of https://qemu.org/devices/virtio-blk at 0000:00:06.0');
  const missing = migspec('compat', 'qemu@10.0.13', 'qemu@11.1.3', ...disk(), '--state', `${saved}.none`);
  expect([missing.status, missing.stdout]).toEqual([74, '']);
});

function outcomes(json: string): readonly string[] {
  return [...json.matchAll(/"outcome": ?"(\w+)"/g)].map(([, outcome]) => outcome ?? '');
}
