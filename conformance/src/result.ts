/**
 * What a conformance run found: plain JSON data, so that a report, a summary and a test read the same. Params' values are
 * texts as an instantiation string has them; nothing here needs a `bigint`.
 */

import type { OrchestrationResult } from './orchestration/result.js';

export interface ConformanceResult {
  readonly resultVersion: 1;
  readonly summary: ConformanceSummary;
  /** One for each model and (machine type | configured by the source), ordered by model, then machine type. */
  readonly matrices: readonly MatrixResult[];
  readonly chains: readonly ChainResult[];
  readonly predicates: readonly PredicateResult[];
  /** What verdicts, loaders and comparisons came to; what is missing never happened. */
  readonly constructs: readonly ConstructResult[];
  /** What errata expect, and how their remedies did. */
  readonly errata: readonly ErratumResult[];
  /** Everything that makes the run fail: disagreements, reasons without a bite, constant predicates, unexpected passes. */
  readonly findings: readonly Finding[];
  /** Disagreements that were announced with a reason, and happened. */
  readonly expectedFailures: readonly ExpectedFailureResult[];
  /** Migrations carried out by every protocol; absent when only a part of the matrix was asked for. */
  readonly orchestration?: OrchestrationResult;
}

export interface ConformanceSummary {
  readonly models: number;
  readonly builds: number;
  readonly versions: number;
  readonly machineTypes: number;
  /** Source build × destination build × configuration × machine facts × situation. */
  readonly cells: number;
  /** Cells that were really run; the others are identical to one of these in everything that decides their outcome. */
  readonly distinctCells: number;
  /** Source build × destination build, for each model and (machine type | configured). */
  readonly pairs: number;
  /** Routes of three builds, each with and without a guest reset in the middle, per configuration and situation. */
  readonly chains: number;
  /** Of every configuration of every pair, without the state. */
  readonly verdicts: {
    readonly yes: number;
    readonly no: number;
    readonly depends: number;
  };
  readonly agree: number;
  readonly disagree: number;
  readonly expectedFailures: number;
  /** Verdicts of class policy: no claim is made. */
  readonly notDeclared: number;
  /** Cells that errata explain. */
  readonly byErratum: number;
  /** Configurations of pairs that an erratum says of that they crash: no claim is tested. */
  readonly saidToCrash: number;
}

export type CellOutcome = 'yes' | 'no' | 'depends';
export type VerdictClass = 'create' | 'state' | 'guest' | 'policy';
export type VerdictLevel = 'live' | 'restart' | 'none';

export interface MatrixResult {
  readonly model: string;
  readonly title: string;
  readonly implementation: string;
  /** Absent where the destination is configured by the source. */
  readonly machineType?: string;
  /** What heads the matrix: the machine type, or `configured`. */
  readonly label: string;
  /** Build ids, oldest first: rows are sources, columns destinations, both in this order. */
  readonly builds: readonly string[];
  /** `cells[source][destination]`. */
  readonly cells: readonly (readonly MatrixCell[])[];
}

/** A pair of builds. The verdict at the top is that of the defaults (the worst of all machine facts); every configuration is inside. */
export interface MatrixCell {
  readonly source: string;
  readonly destination: string;
  readonly outcome: CellOutcome;
  readonly class?: VerdictClass;
  readonly level: VerdictLevel;
  /** Of that verdict, worst first. */
  readonly reasons: readonly CellReason[];
  readonly configurations: readonly ConfigurationResult[];
  /** How many configurations have which verdict. */
  readonly tally: { readonly yes: number; readonly no: number; readonly depends: number };
  /** From the destination back, with what it was made with; absent when it cannot be made, or is the source itself. */
  readonly wayBack?: {
    readonly outcome: CellOutcome;
    readonly class?: VerdictClass;
    readonly level: VerdictLevel;
    readonly reasons: readonly CellReason[];
  };
  /** Errata that reasons of its configurations follow from. */
  readonly errata?: readonly string[];
  readonly agree: boolean;
  /** `migspec conform --only '<selector>'` runs this cell alone. */
  readonly selector: string;
}

export interface CellReason {
  readonly code: string;
  readonly class: VerdictClass;
  readonly text: string;
  readonly model?: string;
  readonly instance?: number;
  readonly param?: string;
  readonly section?: string;
  readonly field?: string;
  readonly observable?: string;
  readonly have?: string;
  readonly want?: string;
  readonly remedy?: string;
  /** Of a `depends`: the predicate that decides. */
  readonly predicate?: string;
  /** Id of the erratum that the reason follows from; of several, the first. */
  readonly erratum?: string;
  readonly errata?: readonly string[];
}

export interface ConfigurationResult {
  /** `version=2`, `rx-table-size=0`, `num-queues=4 cpus=1`, `defaults`. */
  readonly label: string;
  readonly selector: string;
  readonly facts: Readonly<Record<string, string>>;
  /** Effective values at the source. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly outcome: CellOutcome;
  readonly class?: VerdictClass;
  readonly level: VerdictLevel;
  readonly reasons: readonly CellReason[];
  readonly situations: readonly SituationResult[];
  readonly agree: boolean;
}

/** One cell: what was foretold with the state at hand, and what happened. */
export interface SituationResult {
  readonly situation: string;
  readonly outcome: Exclude<CellOutcome, 'depends'>;
  readonly class?: VerdictClass;
  readonly happened: HopOutcomeName;
  /** What the emulator saw, in one line. */
  readonly detail?: string;
  /** Errata that explain it: every reason follows from one. */
  readonly errata?: readonly string[];
  /** State that the sender marked optional and the destination did not take. */
  readonly dropped?: readonly string[];
  readonly agree: boolean;
}

export type HopOutcomeName =
  | 'migrated'
  | 'refused-at-create'
  | 'refused-at-load'
  | 'refused-at-save'
  | 'guest-interface-changed'
  | 'state-lost'
  | 'device-broken';

export interface ChainResult {
  readonly model: string;
  readonly machineType?: string;
  /** Three build ids, in the order of travel. */
  readonly route: readonly string[];
  readonly resets: boolean;
  readonly configurations: number;
  /** Cells of this chain (configuration × situation), and how they ended. */
  readonly cells: number;
  readonly migrated: number;
  readonly disagree: number;
}

export interface PredicateResult {
  readonly model: string;
  readonly build: string;
  readonly use: 'needed' | 'when' | 'depends';
  /** The subsection, field or param that it decides. */
  readonly subject: string;
  readonly text: string;
  readonly true: number;
  readonly false: number;
}

export interface ConstructResult {
  readonly model: string;
  /** `said CODE`, `outcome NAME`, `refusal CODE`, `param KIND RELATION` or `own KIND RELATION`. */
  readonly construct: string;
  /** How often it was said, happened, or was taken; and how often a comparison was refused. */
  readonly true: number;
  readonly false: number;
}

export interface ErratumResult {
  readonly id: string;
  readonly implementation: string;
  readonly doc: string;
  /** Builds that have it, and the first without it. */
  readonly builds: readonly string[];
  readonly fixedIn?: string;
  /** Cells that it explains; of a crash, configurations of pairs that it is said of. */
  readonly cells: number;
  /** A crash: said, and not driven. */
  readonly said: boolean;
  readonly expectations: readonly { readonly text: string; readonly met: boolean }[];
  /** Cells that it alone breaks and where the remedy could be applied, and those where it worked. */
  readonly remedies: readonly { readonly text: string; readonly tried: number; readonly worked: number }[];
}

export interface Finding {
  readonly kind:
    | 'disagreement'
    | 'verdict-with-state-depends'
    | 'reason-without-bite'
    | 'depends-one-sided'
    | 'predicate-constant'
    | 'unexpected-pass'
    | 'expectation-unused'
    | 'remedy-does-not-work'
    | 'remedy-needless'
    | 'fixed-in-not-fixed'
    | 'tables-differ'
    | 'source-cannot-start'
    | 'orchestration'
    | 'nothing-driven'
    | 'orchestration';
  readonly law?: 'yes' | 'no-create' | 'no-state' | 'no-guest' | 'depends' | 'facts' | 'policy' | 'chain';
  readonly message: string;
  /** `migspec conform --only '<selector>'` reproduces it. */
  readonly selector?: string;
}

export interface ExpectedFailureResult {
  readonly selector: string;
  readonly reason: string;
  readonly message: string;
}
