/** The independent reader in Python gives the same JSON and the same codes as ours. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MigspecError } from '../../src/errors.js';
import { type NativeLimits, nativeStreamJson, readNativeStream, writeNativeStream } from '../../src/framing/native/index.js';
import { flip, resealed } from './reseal.js';
import { streams } from './streams.js';
import { bad, bytesOf, good, hexOf, vectorFolder } from './vectors.js';

const reader = fileURLToPath(new URL('../../../../conformance/readers/native_reader.py', import.meta.url));
const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0,
);
if (python === undefined)
  console.error('python3 is not on this machine: the second reader of native streams was not run, and nothing of it counts as passed');

interface Request {
  readonly hex: string;
  readonly limits?: Partial<NativeLimits>;
}

function answers(requests: readonly Request[]): unknown[] {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const output = execFileSync(python ?? '', [reader, '--lines'], { input, maxBuffer: 1 << 28, encoding: 'utf8' });
  return output
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

function ours({ hex, limits }: Request): unknown {
  try {
    return { ok: nativeStreamJson(readNativeStream(bytesOf(hex), { limits: limits ?? {} })) };
  } catch (error) {
    if (!(error instanceof MigspecError)) throw error;
    return { error: error.code };
  }
}

function expectAgreement(requests: readonly Request[]): void {
  const theirs = answers(requests);
  expect(theirs.length).toBe(requests.length);
  const differing = requests.flatMap((request, index) => {
    const [have, want] = [JSON.stringify(theirs[index]), JSON.stringify(ours(request))];
    return have === want ? [] : [{ hex: request.hex, python: have, ours: want }];
  });
  expect(differing).toEqual([]);
}

test('the Python reader imports the standard library alone', () => {
  const imports = readFileSync(reader, 'utf8').match(/^[ \t]*(?:import|from) .*$/gm);
  expect(imports).toEqual(['import json', 'import struct', 'import sys']);
});

/** Not registered where there is no Python: nothing is counted then, neither as passed nor as skipped. CI has a step that needs it. */
function comparisons(): void {
  test('agrees on every vector, good and bad', () => {
    const files = ['good.json', 'bad.json'].map((file) => fileURLToPath(new URL(file, vectorFolder)));
    const output = execFileSync(python ?? '', [reader, '--check', ...files], { encoding: 'utf8' });
    expect(output.trim()).toBe(`${good.length + bad.length} vectors agree, 0 do not`);
  });

  test('agrees on streams cut anywhere and on single flipped bits', () => {
    const sample = good.filter(({ name }) => ['device-complete', 'unknown-optional-records', 'newer-minor-version'].includes(name));
    expect(sample.length).toBe(3);
    const requests = sample.flatMap(({ hex }) => {
      const bytes = bytesOf(hex);
      const cuts = Array.from({ length: bytes.length }, (_, length) => ({ hex: hex.slice(0, 2 * length) }));
      const flips = Array.from({ length: bytes.length }, (_, at) => {
        const flipped = bytes.slice();
        flip(flipped, at * 8 + (at % 8));
        return { hex: hexOf(flipped) };
      });
      return [...cuts, ...flips];
    });
    expectAgreement(requests);
  });

  test('agrees on damage behind right checksums', () => {
    const requests = good
      .filter(({ hex }) => hex.length < 2048)
      .flatMap(({ hex, limits }) => {
        const original = bytesOf(hex);
        return Array.from({ length: original.length * 8 }, (_, bit) => bit)
          .filter((bit) => (bit * 7) % 5 === 0)
          .flatMap((bit): Request[] => {
            const bytes = original.slice();
            flip(bytes, bit);
            const sealed = resealed(bytes);
            return sealed === undefined ? [] : [{ hex: hexOf(sealed), ...(limits === undefined ? {} : { limits }) }];
          });
      });
    expect(requests.length).toBeGreaterThan(2000);
    expectAgreement(requests);
  });

  test('agrees on arbitrary streams, whole and damaged', () => {
    const requests = fc
      .sample(fc.tuple(streams, fc.array(fc.nat(), { maxLength: 3 })), { numRuns: 400, seed: 7 })
      .flatMap(([stream, flips]): Request[] => {
        const bytes = writeNativeStream(stream);
        const whole = hexOf(bytes);
        for (const bit of flips) flip(bytes, bit % (bytes.length * 8));
        const sealed = resealed(bytes);
        return [{ hex: whole }, ...(sealed === undefined ? [] : [{ hex: hexOf(sealed) }])];
      });
    expectAgreement(requests);
  });
}

if (python !== undefined) describe('the Python reader', comparisons);
