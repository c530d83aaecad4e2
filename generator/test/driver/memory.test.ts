/** Compiling again with a memory gives what compiling from nothing gives, whatever was changed in between. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { renderText } from '../../src/diagnostics/render-text.js';
import { compileSpec } from '../../src/driver/compile.js';
import { Memory } from '../../src/driver/memory.js';

const spec = fileURLToPath(new URL('../../../spec', import.meta.url));

/** What is changed, in which file, one step after the other. */
const steps: readonly (readonly [file: string, change: (text: string) => string])[] = [
  ['models/example.org/beeper.yaml', (text) => text.replace('frequency', 'pitch')],
  // A type that goes takes fields of other files with it, and gives them back.
  ['types/pci.yaml', (text) => text.replace(/^ {2}\w+:$/m, '  Gone:')],
  ['types/pci.yaml', (text) => text.replace(/^ {2}Gone:$/m, '  Other:')],
  ['types/pci.yaml', () => readFileSync(join(spec, 'types/pci.yaml'), 'utf8')],
  ['models/example.org/devices/e1000e.yaml', (text) => text.replace('type: bool', 'type: boool')],
  ['models/example.org/devices/e1000e.yaml', (text) => text.replace('type: boool', 'type: bool')],
  ['implementations/thread-2020.yaml', (text) => text.replace('revision: r2', 'revision: r9')],
  ['implementations/thread-2020.yaml', (text) => text.replace('revision: r9', 'revision: r2')],
  ['models/example.org/beeper.yaml', () => 'model: [\n'],
  ['models/example.org/beeper.yaml', () => readFileSync(join(spec, 'models/example.org/beeper.yaml'), 'utf8')],
];

test('the same spec and the same findings as from nothing, after each step', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'migspec-memory-')), 'spec');
  cpSync(spec, folder, { recursive: true });
  const memory = new Memory();
  const seen = (remember: boolean): unknown => {
    const result = compileSpec({ specDir: folder, ...(remember ? { memory } : {}) });
    return { spec: result.spec, findings: result.diagnostics.map((each) => renderText(each, result.sources)) };
  };
  expect(seen(true)).toEqual(seen(false));
  let findings = 0;
  for (const [file, change] of steps) {
    const path = join(folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    const fresh = compileSpec({ specDir: folder });
    findings += fresh.diagnostics.length;
    expect(seen(true), file).toEqual({ spec: fresh.spec, findings: fresh.diagnostics.map((each) => renderText(each, fresh.sources)) });
  }
  expect(findings).toBeGreaterThan(4);
});

test('a model that did not change is the same object', () => {
  const memory = new Memory();
  const models = () => compileSpec({ specDir: spec, memory }).spec?.models ?? [];
  const [before, after] = [models(), models()];
  expect(before.length).toBeGreaterThan(5);
  expect(before.every((model, i) => model === after[i])).toBe(true);
});
