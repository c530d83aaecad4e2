/** Two states of a spec, held against each other. */
import { declared } from '../diagnostics/codes/changes/declared.js';
import type { Diagnostic, Related } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import { type BreakingFinding, findBreaking } from '../diff/breaking.js';
import { diffSpecs, type SpecDiff, type SpecSide, specSide } from '../diff/change.js';
import { type Declaration, declarations, type Settled, settle } from '../diff/declared.js';
import type { Path } from '../diff/difference.js';
import { breakingHistory } from '../diff/history.js';
import type { Judge } from '../diff/judge.js';
import { type ModeOptions, severityOf } from '../diff/modes.js';
import { pairsText } from '../diff/pairs-text.js';
import { buildDocument } from '../emit/capabilities/document.js';
import { lockViolations } from '../lock/check.js';
import type { Parsed } from '../lock/file.js';
import type { LoadedLock } from '../lock/load.js';
import { lockedSide } from '../lock/state.js';
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
  /** What was released. */
  readonly locks: readonly LoadedLock[];
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

/** A state whose files are in memory; `locks` are texts by name, `acme.json`. */
export function stateOfFiles(files: readonly SpecFile[], label: string, locks: Readonly<Record<string, string>> = {}): StateResult {
  return stateOf(compileFiles(files, undefined, locks), label);
}

/** What the locks of a state hold: every released build as it was released. */
export function stateOfLocks(locks: readonly LoadedLock[], label = 'lock'): Parsed<SpecState> {
  const side = lockedSide(locks);
  if (!side.ok) return side;
  const sources = new Map(locks.map(({ source }) => [source.file, source] as const));
  return { ok: true, value: { ...side.value, label, sources, lint: [], locks, documents: documentsOf(side.value) } };
}

function stateOf({ spec, diagnostics, positions, sources, locks }: CompileResult, label: string): StateResult {
  if (spec === undefined) return { diagnostics, sources };
  const side = specSide(spec);
  return { state: { ...side, label, positions, sources, lint: diagnostics, locks, documents: documentsOf(side) } };
}

function documentsOf({ spec, snapshots }: SpecSide): readonly unknown[] {
  return spec.implementations.flatMap((implementation) =>
    implementation.builds.map((build): unknown => JSON.parse(JSON.stringify(buildDocument(spec, implementation, build, snapshots)))),
  );
}

export interface BreakingResult {
  readonly diff: SpecDiff;
  readonly findings: readonly BreakingFinding[];
  /** Of each finding, how severe it is and who accepts it; in the same order. */
  readonly settled: readonly SettledFinding[];
  /** The same as findings of the compiler are: the newer place, the older as a related one. After them, declared breaks that are of nothing. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of both states; files of the older one are named `LABEL:file`. */
  readonly sources: Sources;
}

export interface SettledFinding extends Settled {
  /** A finding that is accepted is a warning. */
  readonly severity: 'error' | 'warning';
}

export function breakingChanges(before: SpecState, after: SpecState, judge: Judge, options: ModeOptions = {}): BreakingResult {
  const diff = diffSpecs(before, after);
  const findings = findBreaking(before, diff, judge);
  const all = declarations(after.spec);
  const settled = settle(findings, all).map((each): SettledFinding => {
    const severity = each.accepted ? 'warning' : severityOf(after.spec, each.finding, options);
    return { ...each, severity };
  });
  const older = new Map([...before.sources].map(([file, { text }]) => [named(before, file), sourceText(named(before, file), text)]));
  return {
    diff,
    findings,
    settled,
    diagnostics: [
      ...settled.map((each) => diagnosticOf(each, before, after)),
      ...unused(all, settled, after, judge).map((each) => unusedDiagnostic(each, after)),
    ],
    sources: new Map([...older, ...after.sources]),
  };
}

/** Declared breaks that nothing speaks of: not what changed, not what releases of the spec broke before, not the locks. */
function unused(all: readonly Declaration[], settled: readonly Settled[], after: SpecState, judge: Judge): readonly Declaration[] {
  const used = new Set(settled.flatMap(({ declared }) => declared.map(({ at }) => at.join('\n'))));
  if (all.every(({ at }) => used.has(at.join('\n')))) return [];
  const others = [
    ...settle(breakingHistory(after, judge), all).flatMap(({ declared }) => declared),
    ...lockViolations(after, after.locks).flatMap(({ declared }) => declared ?? []),
  ];
  for (const { at } of others) used.add(at.join('\n'));
  return all.filter(({ at }) => !used.has(at.join('\n')));
}

function unusedDiagnostic({ rule, subject, at }: Declaration, after: SpecState): Diagnostic {
  const { code, id, severity } = declared.unused;
  return {
    code,
    id,
    severity,
    message: `nothing breaks ${rule} of ${subject}`,
    span: after.positions.nearest(...at),
    related: [],
    help: 'remove the declaration; what a finding is about is its `subject` with --format json',
  };
}

function named({ label }: SpecState, file: string): string {
  return `${label}:${file}`;
}

function diagnosticOf({ finding, severity, declared: by }: SettledFinding, before: SpecState, after: SpecState): Diagnostic {
  const { code, message, help, at, from, pairs } = finding;
  const old = (path: Path): Related['span'] => {
    if (from === 'after') return after.positions.nearest(...path);
    const span = before.positions.nearest(...path);
    return { ...span, file: named(before, span.file) };
  };
  const here = at.after === undefined ? undefined : after.positions.nearest(...at.after);
  const there = at.before === undefined ? undefined : old(at.before);
  const span = here ?? there ?? { file: '', start: 0, end: 0 };
  const broken = pairs.length === 0 ? '' : `; this breaks ${pairsText(pairs)}`;
  const accepted = by.map(({ reason, issue }) => `; declared: ${reason} (${issue})`).join('');
  const related = [
    ...(here === undefined || there === undefined ? [] : [{ message: 'as it was', span: there }]),
    ...by.map((each) => ({ message: 'declared here', span: after.positions.nearest(...each.at) })),
  ];
  return { code: code.code, id: code.id, severity, message: `${message}${broken}${accepted}`, span, related, help };
}
