/** Findings that their author accepts: breaks declared in the spec. */
import type { DeclaredBreakIR, SpecIR } from '../ir/spec.js';
import type { BreakingFinding, BrokenPair } from './breaking.js';
import type { Path } from './difference.js';

export interface Declaration extends DeclaredBreakIR {
  /** Where it stands in the spec. */
  readonly at: Path;
}

export function declarations({ models, implementations }: SpecIR): readonly Declaration[] {
  const of = (home: Path, breaks: readonly DeclaredBreakIR[] = []): Declaration[] =>
    breaks.map((each, i) => ({ ...each, at: [...home, 'breaks', String(i)] }));
  return [
    ...models.flatMap(({ id, breaks }) => of(['model', id], breaks)),
    ...implementations.flatMap(({ name, breaks }) => of(['implementation', name], breaks)),
  ];
}

export interface Settled {
  readonly finding: BreakingFinding;
  /** Those that speak of it; with them, only pairs that none of them gives up are left in the finding. */
  readonly declared: readonly Declaration[];
  /** Nothing is left that was not declared. */
  readonly accepted: boolean;
}

export function settle(findings: readonly BreakingFinding[], all: readonly Declaration[]): readonly Settled[] {
  return findings.map((finding) => {
    const declared = all.filter((each) => speaksOf(each, finding));
    if (declared.length === 0) return { finding, declared, accepted: false };
    const left = finding.pairs.filter((pair) => !declared.some((each) => givesUp(each, pair)));
    const builds = finding.builds.filter((build) => !declared.some((each) => each.builds?.includes(build) ?? true));
    const accepted =
      left.length === 0 && builds.length === 0 && (finding.pairs.length > 0 || declared.some(({ direction }) => direction === undefined));
    return { finding: { ...finding, pairs: left.length === 0 ? finding.pairs : left }, declared, accepted };
  });
}

/** The same rule and subject, in the same model or implementation; a change in one of the builds, where those are named. */
export function speaksOf({ rule, subject, builds, at: [kind, home] }: Declaration, finding: BreakingFinding): boolean {
  if (finding.code.id !== rule || finding.subject !== subject) return false;
  const [aboutKind, about] = finding.at.after ?? finding.at.before ?? [];
  const own =
    kind === 'model' ? finding.model === home || (aboutKind === 'model' && about === home) : inImplementation(finding, home ?? '');
  return own && (builds === undefined || finding.builds.length === 0 || finding.builds.some((build) => builds.includes(build)));
}

function inImplementation({ builds, at }: BreakingFinding, name: string): boolean {
  const path = at.after ?? at.before ?? [];
  return builds.length > 0 ? builds.some((build) => build.startsWith(`${name}@`)) : path[0] === 'implementation' && path[1] === name;
}

function givesUp({ builds, direction }: Declaration, pair: BrokenPair): boolean {
  const here = builds === undefined || builds.includes(pair.source.build) || builds.includes(pair.destination.build);
  return here && (direction === undefined || direction === pair.direction);
}
