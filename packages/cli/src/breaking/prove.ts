/**
 * What was found from the text alone, held against what happens: the emulator drives both states' builds against each other,
 * and for every pair, model and machine type the reasons of the survey must be those of the matrix.
 */
import type { SurveyedReason } from '@migspec/compat';
import { acrossSubject, asItWas, type ConformanceResult, type Loaded, loadSubject, runConformance } from '@migspec/conformance';
import { type BuildRef, compilePackages, compilePackagesOfFiles, type Judge, type PackagesResult } from '@migspec/generator';
import { UsageError } from '../exit.js';
import { loadPackages, SpecRefused } from '../packages.js';
import type { Place, States } from './states.js';

export interface Proof {
  readonly result: ConformanceResult;
  /** Pairs that were compared: source, destination, model, machine type or `configured`. */
  readonly compared: number;
  /** What the emulator and the documents disagree about, and what the survey and the matrix do. */
  readonly disagreements: readonly string[];
}

/** `judge`: as the findings asked it. Throws UsageError for a lock. */
export async function prove([older, newer]: States['places'], judge: Judge): Promise<Proof> {
  return proveLoaded(await loadedFrom(older), await loadedFrom(newer), judge);
}

/** The same of two states that are loaded. */
export function proveLoaded(before: Loaded, after: Loaded, judge: Judge): Proof {
  const result = runConformance(acrossSubject(before, after));
  const newest = new Set(after.subject.implementations.flatMap(({ builds }) => builds.map(({ id }) => id)));
  const refOf = (id: string): BuildRef =>
    id.endsWith(asItWas)
      ? { from: 'before', build: id.slice(0, -asItWas.length) }
      : { from: newest.has(id) ? 'after' : 'before', build: id };
  const disagreements = result.findings.map(({ kind, message }) => `${kind}: ${message}`);
  let compared = 0;
  for (const { model, label, cells } of result.matrices) {
    for (const cell of cells.flat()) {
      compared++;
      const said = judge(refOf(cell.source), refOf(cell.destination), model).filter(isOn(label));
      const [have, want] = [codesOf(said), codesOf(cell.configurations.flatMap(({ reasons }) => reasons))];
      if (have !== want)
        disagreements.push(`${cell.selector}: found ${have || 'nothing'} from the text, ${want || 'nothing'} in the matrix`);
    }
  }
  return { result, compared, disagreements };
}

async function loadedFrom(place: Place): Promise<Loaded> {
  if (place.kind === 'lock')
    throw new UsageError('--prove: STATE_HAS_NO_TEXT: a lock has what was released and no spec to drive; name a folder or a git revision');
  return loaded(await (place.kind === 'folder' ? compilePackages(place.folder) : compilePackagesOfFiles(place.files)));
}

/** Throws SpecRefused with the findings. */
export async function loaded({ packages, diagnostics, sources }: PackagesResult): Promise<Loaded> {
  if (packages === undefined) throw new SpecRefused(diagnostics, sources);
  const { documents, ir, ...devices } = await loadPackages(packages);
  return loadSubject(documents, devices, ir);
}

/** Those that speak of a matrix: of a machine type, and the class that is named behind it. */
export function isOn(label: string): (reason: Pick<SurveyedReason, 'on' | 'otherClass' | 'deviceClass' | 'alike'>) => boolean {
  return ({ on, otherClass, deviceClass, alike = [] }) =>
    (otherClass === undefined && label === on) ||
    (label.startsWith(`${on} `) && (deviceClass === undefined || [deviceClass, ...alike].includes(label.slice(on.length + 1))));
}

type Named = Pick<SurveyedReason, 'code' | 'param' | 'section' | 'observable'>;

/** Each once, in one text. */
export function codesOf(reasons: readonly Named[]): string {
  const names = [...new Set(reasons.map(nameOf))].sort();
  // Of a machine that cannot be made there is nothing more to say.
  return (names.includes('MACHINE_TYPE_UNKNOWN') ? ['MACHINE_TYPE_UNKNOWN'] : names).join(', ');
}

/** As the matrix and the survey both have it. */
export function nameOf({ code, param, section, observable }: Named): string {
  return [code, param ?? section ?? observable].filter((each) => each !== undefined).join(' ');
}
