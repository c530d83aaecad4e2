/** Which broken migrations a model's `compatibility` makes errors of. */
import type { CompatibilityMode, ImplementationIR, SpecIR } from '../ir/spec.js';
import type { BreakingFinding, BrokenPair } from './breaking.js';

export const modes: readonly CompatibilityMode[] = [
  'identical',
  'forward',
  'backward',
  'full',
  'forward-transitive',
  'backward-transitive',
  'full-transitive',
];

/** Two builds: the same in both states, neighbours in the order of releases, or further apart. */
export type Distance = 'same' | 'next' | 'further';

/** The whole rule, as docs/reference/breaking.md has it as a table. */
export function promises(mode: CompatibilityMode, direction: BrokenPair['direction'], distance: Distance): boolean {
  if (distance === 'same') return true;
  const [way, transitive] = mode.split('-');
  if (distance === 'further' && transitive === undefined) return false;
  return way === 'full' || way === direction;
}

/** What states are compared with: modes of models that do not say one. */
export interface ModeOptions {
  readonly compatibility?: CompatibilityMode | undefined;
}

/** Whether somebody was promised that the pair works, going by the models whose reasons it has. */
export function promised(spec: SpecIR, pair: BrokenPair, { compatibility = 'identical' }: ModeOptions): boolean {
  const distance = distanceOf(spec, pair);
  return pair.reasons.some(({ model }) => {
    const mode = spec.models.find(({ id }) => id === model)?.compatibility ?? compatibility;
    return promises(mode, pair.direction, distance);
  });
}

function distanceOf(spec: SpecIR, { source, destination }: BrokenPair): Distance {
  if (source.build === destination.build) return 'same';
  const [a, b] = [source, destination].map(({ build }) => place(spec.implementations, build));
  return a !== undefined && b !== undefined && Math.abs(a - b) === 1 ? 'next' : 'further';
}

/** Where a build stands among the builds of its implementation. */
function place(implementations: readonly ImplementationIR[], id: string): number | undefined {
  const at = id.lastIndexOf('@');
  const index = implementations.find(({ name }) => name === id.slice(0, at))?.builds.findIndex(({ name }) => name === id.slice(at + 1));
  return index === undefined || index < 0 ? undefined : index;
}

/**
 * An error or a warning. A finding with pairs is an error where one of them was promised; without pairs, where it breaks
 * documents or sources, which are promised whatever the mode, or a released build, or where a mode promises anything.
 */
export function severityOf(spec: SpecIR, finding: BreakingFinding, options: ModeOptions): 'error' | 'warning' {
  const { code, categories, pairs, model, edited } = finding;
  if (code.severity === 'warning') return 'warning';
  if (pairs.length > 0) return pairs.some((pair) => promised(spec, pair, options)) ? 'error' : 'warning';
  if (edited || categories.some((category) => category === 'DOCUMENT' || category === 'SOURCE')) return 'error';
  const mode = spec.models.find(({ id }) => id === model)?.compatibility ?? options.compatibility ?? 'identical';
  return mode === 'identical' ? 'warning' : 'error';
}
