/** What is generated and checked in, made anew by the emitters as they are: a mutant that changes a byte of it is noticed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileSpec } from '../../../generator/src/driver/compile.js';
import { emitTypescript } from '../../../generator/src/emit/ts/emit.js';
import { decompose } from '../../../generator/src/ir/decompose.js';
import type { SnapshotIR } from '../../../generator/src/ir/snapshot.js';
import type { SpecIR } from '../../../generator/src/ir/spec.js';

const root = join(import.meta.dirname, '../../..');
const packageName = '@migspec/devices';

interface Compiled {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
}

/** Plain data, the same under every mutant of an emitter: made once in a process. */
const kept = globalThis as { migspecCompiled?: Compiled };
kept.migspecCompiled ??= compiled();
const { spec, snapshots } = kept.migspecCompiled;

function compiled(): Compiled {
  const { spec: whole } = compileSpec({ specDir: join(root, 'spec') });
  if (whole === undefined) throw new Error('the spec does not compile');
  return { spec: whole, snapshots: decompose(whole) };
}

const paths = [...new Set(snapshots.map(({ path }) => path))].sort((a, b) => size(a) - size(b));

function size(path: string): number {
  return snapshots.filter((snapshot) => snapshot.path === path).length;
}

test.each(paths)('%s', (path) => {
  const files = emitTypescript({ spec, snapshots: snapshots.filter((snapshot) => snapshot.path === path), packageName });
  const whole = /^(src\/(registry|index)\.ts|package\.json)$/;
  expectChecked(files.filter((file) => !whole.test(file.path)));
});

test('the whole package', () => {
  const files = emitTypescript({ spec, snapshots, packageName });
  expectChecked(files);
});

function expectChecked(files: ReturnType<typeof emitTypescript>): void {
  expect(files.length).toBeGreaterThan(1);
  for (const { path, text } of files) {
    const own = join(root, 'packages/devices', path);
    expect(existsSync(own) ? readFileSync(own, 'utf8') : '', path).toBe(text);
  }
}
