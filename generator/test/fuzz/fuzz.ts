import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { renderJson } from '../../src/diagnostics/render-json.js';
import { renderText } from '../../src/diagnostics/render-text.js';
import { Reporter } from '../../src/diagnostics/reporter.js';
import { compileFiles } from '../../src/driver/compile.js';
import { decompose } from '../../src/ir/decompose.js';
import { loadSpec, type SpecFile } from '../../src/parse/load.js';
import { sourceText } from '../../src/text/source.js';
import { mutateText, mutateTree } from './mutate.js';
import { Random } from './random.js';

const specDir = fileURLToPath(new URL('../../../spec', import.meta.url));

/** Files that are compiled together: what belongs together, small sets more often than large ones. */
const sets: readonly { readonly share: number; readonly files: RegExp }[] = [
  { share: 600, files: /^(models\/example\.org|implementations\/thread)/ },
  { share: 300, files: /^(models\/linux-kvm|implementations\/kvm)/ },
  { share: 60, files: /^(models\/qemu\.org\/devices\/(serial|timer)|classes|implementations\/qemu|compat|machines)/ },
  { share: 30, files: /^(models\/qemu\.org\/devices\/virtio-rng|types|classes|implementations\/qemu|compat|machines)/ },
  { share: 7, files: /^(models\/qemu\.org\/devices\/virtio-blk|types|classes|implementations\/qemu|compat|machines)/ },
  { share: 3, files: /^(models\/qemu\.org\/devices\/e1000e|types)/ },
];

/** Compiles one mutated spec for each seed; throws with the seed when the compiler does. */
export function fuzz(from: number, to: number): void {
  const all = loadSpec(specDir, new Reporter());
  expect(all.length).toBeGreaterThan(10);
  const outcomes = { findings: 0, spec: 0 };
  for (let run = from; run < to; run++) {
    const random = new Random(run);
    const files = mutated(all, random);
    const where = `seed ${run}`;
    try {
      const result = compileFiles(files);
      const errors = result.diagnostics.filter((found) => found.severity === 'error');
      if (result.spec === undefined) outcomes.findings++;
      else outcomes.spec++;
      if ((result.spec === undefined) !== errors.length > 0) throw new Error('a spec and errors, or neither');
      for (const found of result.diagnostics) {
        if (found.span.file === '') throw new Error(`${found.code} has no place: ${found.message}`);
        renderText(found, result.sources);
        renderJson(found, result.sources);
      }
      if (result.spec !== undefined) decompose(result.spec);
    } catch (problem) {
      throw new Error(`${where}: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`);
    }
  }
  // Most mutations break something, and many do not: a generator that only makes garbage tests the first check alone.
  expect(outcomes.findings).toBeGreaterThan((to - from) / 4);
  expect(outcomes.spec).toBeGreaterThan((to - from) / 20);
}

function mutated(all: readonly SpecFile[], random: Random): readonly SpecFile[] {
  let ticket = random.int(sets.reduce((sum, set) => sum + set.share, 0));
  const set = sets.find((each) => {
    ticket -= each.share;
    return ticket < 0;
  });
  const files = all.filter((file) => set?.files.test(`${file.folder}/${file.path}`));
  const victim = random.int(files.length);
  return files.map((file, i) => {
    if (i !== victim) return file;
    const { text } = file.source;
    const changed = random.int(3) === 0 ? mutateText(text, random) : mutateTree(text, random);
    return { ...file, source: sourceText(file.source.file, changed) };
  });
}
