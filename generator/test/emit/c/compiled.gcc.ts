/**
 * The C code of hand-made models, compiled with every warning an error and the sanitizers on, beside the TypeScript of the
 * same models. Needs a C compiler: `npx vitest run --config vitest.gcc.config.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerText, Batch, reference, sameAnswer } from '../../../../conformance/testees/c/batch.mjs';
import { buildTestee, compiler, flags } from '../../../../conformance/testees/c/build.mjs';
import { Mutator } from '../../../../conformance/testees/c/mutator.mjs';
import { Cursor, type Device, type DeviceState } from '../../../../packages/runtime/src/index.js';
import { emitC } from '../../../src/emit/c/emit.js';
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import { hostile, rename, talkative } from '../hostile.js';
import { everyKind } from '../ts/every-kind.js';
import { EmittedPackage, emit, specOf } from '../ts/harness.js';
import { neighbours } from './neighbours.js';
import { odd } from './odd.js';

const framings = ['native', 'qemu'] as const;
const models = framings.flatMap((framing) => [everyKind(framing), odd(framing), neighbours(framing)]);
const emitted = new EmittedPackage(emit(models));
let folder = '';
let testee = '';

function write(name: string, snapshots: readonly SnapshotIR[]): string {
  const root = join(folder, name);
  for (const { path, text } of emitC({ spec: specOf(snapshots), snapshots, packageName: 'test-c' })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migspec-c-'));
  testee = await buildTestee(join(folder, 'objects'), write('package', models));
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** States from which payloads are made: as it is after reset, and with something in what is empty then. */
function states(device: Device): readonly DeviceState[] {
  const { state } = device;
  const full: Record<string, unknown> = {};
  const shape = (corners: number) => ({
    kind: 'slow',
    corners,
    points: Array.from({ length: corners }, (_, x) => ({ x: 0 - x, y: x, lit: x === 1 })),
    label_length: corners,
    label: new Uint8Array(corners).fill(65),
  });
  const more: Readonly<Record<string, unknown>> = {
    a: 2,
    level: 4,
    early: 5,
    count: 0,
    name: 'naïve',
    shape: shape(3),
    x1: 6,
    x2: 1,
    x3: -5n,
    extra_name: 'abc',
    lost: 50,
    requests: [{ sector: 1n << 40n, write: true }],
    messages: [
      { length: 0, text: new Uint8Array(), tone: 'low' },
      { length: 2, text: new Uint8Array([1, 2]), tone: 'high' },
    ],
    x: 9n,
    y: 6n,
    sum: -4n,
    near: 4n,
    hue: 'low',
    extra_a: 4,
    own: 1,
    large: 9,
  };
  for (const [name, value] of Object.entries(more)) if (name in state) full[name] = value;
  return [state, { ...state, ...full } as DeviceState];
}

for (const model of models) {
  test(`${model.model}, ${model.framing}: mutated payloads mean in C what they mean in TypeScript`, { timeout: 300_000 }, async () => {
    const type = await emitted.device(model.buildId, model.model);
    const batch = new Batch(testee);
    const mutator = new Mutator(7);
    const seen = new Set<string>();
    let read = 0;
    for (const wanted of [{}, ...(model.model === 'example.org/thing' ? [{ extra: false, levels: 3 }] : [])]) {
      const device = type.create(wanted);
      for (const section of type.descriptor.sections) {
        for (const state of states(device)) {
          const bytes = new Uint8Array(section.size(state, device.env));
          section.encode(state, new Cursor(bytes), device.env);
          const hex = Buffer.from(bytes).toString('hex');
          const about = {
            model: model.model,
            build: model.buildId,
            section: section.id,
            params: device.configuration,
            state: othersOf(model, state),
          };
          const payloads = Array.from({ length: 1500 }, (_, index) => ({
            bytes: index === 0 ? Buffer.from(bytes) : mutator.mutate(hex, [hex]),
            version: index === 0 ? section.version : mutator.version(section.version),
          }));
          batch.send(about, payloads);
          for (const { bytes: sent, version } of payloads) {
            const expected = reference(section, device.env, version, sent, state);
            const got = await batch.next();
            seen.add(answerText(expected).replace(/^\d+ bytes$/, 'fine'));
            if (expected.decode === 0) read++;
            const place = `${section.id} ${version} ${Buffer.from(sent).toString('hex').slice(0, 3000)}`;
            if (!sameAnswer(got, expected))
              expect([place, answerText(got), hexOf(got)]).toEqual([place, answerText(expected), hexOf(expected)]);
          }
        }
      }
    }
    expect(await batch.end()).toBe(0);
    expect(read).toBeGreaterThan(100);
    expect(seen.size).toBeGreaterThan(4);
  });
}

const hexOf = ({ bytes }: { readonly bytes: Uint8Array }): string => Buffer.from(bytes).toString('hex').slice(0, 3000);

/** What `second` looks at of `first`. */
function othersOf(model: SnapshotIR, state: DeviceState): unknown {
  if (model.model !== 'example.org/neighbours') return undefined;
  const { pair, marks } = state as { pair: { left: number; right: bigint }; marks: readonly number[] };
  return { pair: { left: pair.left, right: String(pair.right) }, marks: [...marks] };
}

test('hostile text compiles without a warning', { timeout: 300_000 }, async () => {
  const root = write('hostile', rename([talkative(), everyKind('native')], `${hostile.join(' ')} `));
  const sources = emitC({
    spec: specOf([talkative()]),
    snapshots: rename([talkative(), everyKind('native')], `${hostile.join(' ')} `),
    packageName: 'test-c',
  });
  for (const { path } of sources.filter((file) => /^src\/.*\.c$/.test(file.path))) {
    await compiler([...flags, `-I${join(root, 'include')}`, '-fsyntax-only', join(root, path)], path);
  }
});
