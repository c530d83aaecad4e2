/** Two states of a spec, held against each other. */
import type { Diagnostic, Related } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import { type BreakingFinding, findBreaking } from '../diff/breaking.js';
import { diffSpecs, type SpecDiff, type SpecSide, specSide } from '../diff/change.js';
import type { Path } from '../diff/difference.js';
import type { Judge } from '../diff/judge.js';
import { pairsText } from '../diff/pairs-text.js';
import { buildDocument } from '../emit/capabilities/document.js';
import type { SpecFile } from '../parse/load.js';
import type { Positions } from '../resolve/positions.js';
import { sourceText } from '../text/source.js';
import { type CompileResult, compileFiles, compileSpec } from './compile.js';

export interface SpecState extends SpecSide {
  /** What people call it: a folder, a git revision, `lock`. */
  readonly label: string;
  readonly positions: Positions;
  readonly sources: Sources;
  /** What judging the state alone finds. */
  readonly lint: readonly Diagnostic[];
  /** Capability documents of all builds, as JSON. */
  readonly documents: readonly unknown[];
}

export type StateResult =
  | { readonly state: SpecState }
  | { readonly state?: never; readonly diagnostics: readonly Diagnostic[]; readonly sources: Sources };

/** A state in a folder. */
export function stateOfFolder(specDir: string, label = specDir): StateResult {
  return stateOf(compileSpec({ specDir }), label);
}

/** A state whose files are in memory. */
export function stateOfFiles(files: readonly SpecFile[], label: string): StateResult {
  return stateOf(compileFiles(files), label);
}

function stateOf({ spec, diagnostics, positions, sources }: CompileResult, label: string): StateResult {
  if (spec === undefined) return { diagnostics, sources };
  const side = specSide(spec);
  const documents = spec.implementations.flatMap((implementation) =>
    implementation.builds.map((build): unknown => JSON.parse(JSON.stringify(buildDocument(spec, implementation, build, side.snapshots)))),
  );
  return { state: { ...side, label, positions, sources, lint: diagnostics, documents } };
}

export interface BreakingResult {
  readonly diff: SpecDiff;
  readonly findings: readonly BreakingFinding[];
  /** The same as findings of the compiler are: the newer place, the older as a related one. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of both states; files of the older one are named `LABEL:file`. */
  readonly sources: Sources;
}

export function breakingChanges(before: SpecState, after: SpecState, judge: Judge): BreakingResult {
  const diff = diffSpecs(before, after);
  const findings = findBreaking(before, diff, judge);
  const older = new Map([...before.sources].map(([file, { text }]) => [named(before, file), sourceText(named(before, file), text)]));
  return {
    diff,
    findings,
    diagnostics: findings.map((finding) => diagnosticOf(finding, before, after)),
    sources: new Map([...older, ...after.sources]),
  };
}

function named({ label }: SpecState, file: string): string {
  return `${label}:${file}`;
}

function diagnosticOf({ code, message, help, at, from, pairs }: BreakingFinding, before: SpecState, after: SpecState): Diagnostic {
  const old = (path: Path): Related['span'] => {
    if (from === 'after') return after.positions.nearest(...path);
    const span = before.positions.nearest(...path);
    return { ...span, file: named(before, span.file) };
  };
  const here = at.after === undefined ? undefined : after.positions.nearest(...at.after);
  const there = at.before === undefined ? undefined : old(at.before);
  const span = here ?? there ?? { file: '', start: 0, end: 0 };
  const related = here === undefined || there === undefined ? [] : [{ message: 'as it was', span: there }];
  const broken = pairs.length === 0 ? '' : `; this breaks ${pairsText(pairs)}`;
  return { code: code.code, id: code.id, severity: code.severity, message: `${message}${broken}`, span, related, help };
}
