/** Small specs in memory: files by their path in the spec. */
import { type SpecState, specFileOf, stateOfFiles } from '@migspec/generator';
import { renderText } from '@migspec/generator/diagnostics';

export type Texts = Readonly<Record<string, string>>;

export function state(texts: Texts, label = 'spec', locks: Texts = {}): SpecState {
  const result = stateOfFiles(
    Object.entries(texts).flatMap(([path, text]) => specFileOf('spec', path, text) ?? []),
    label,
    locks,
  );
  if (result.state !== undefined) return result.state;
  throw new Error(result.diagnostics.map((each) => renderText(each, result.sources)).join('\n'));
}

export const nicPath = 'models/example.org/nic.yaml';
export const vmPath = 'implementations/vm.yaml';

export function nic(lines: readonly string[]): string {
  return ['model: example.org/nic', ...lines, ''].join('\n');
}

/** Builds, newest first, each with what it knows of the model. */
export function vm(builds: Readonly<Record<string, string>>, more: readonly string[] = []): string {
  return [
    'implementation: vm',
    'framing: native',
    'destination: configured',
    'builds:',
    ...Object.entries(builds).map(([name, revision]) => `  "${name}": { models: { example.org/nic: { revision: ${revision} } } }`),
    ...more,
    '',
  ].join('\n');
}
