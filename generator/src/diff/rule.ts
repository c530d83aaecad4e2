import type { DiagnosticCode } from '../diagnostics/define.js';
import type { Change } from './change.js';
import type { Difference, Path } from './difference.js';
import type { JudgedReason } from './judge.js';

/** What breaks: what the guest sees, the bytes of the state, what documents promise, or the generated API. */
export type Category = 'GUEST' | 'STATE' | 'DOCUMENT' | 'SOURCE';

export interface BreakingRule {
  readonly code: DiagnosticCode;
  /** Why the rule is there: one sentence for people who meet it. */
  readonly purpose: string;
  readonly categories: readonly Category[];
  /** Looks at what differs between two builds, or at one model in them. */
  readonly check?: (change: Change, report: Report) => void;
  /** Looks at what came and went in the spec as a whole. */
  readonly whole?: (differences: readonly Difference[], report: Report) => void;
}

export type Report = (found: Break) => void;

export interface Break {
  readonly at: { readonly before?: Path; readonly after?: Path };
  readonly message: string;
  readonly help: string;
  /**
   * The reasons of the check that follow from it. A break with this is one only where some pair of builds has such a reason
   * that it did not have before; without it, the change itself is the break (documents, sources).
   */
  readonly explains?: (reason: JudgedReason) => boolean;
  /** The change itself is a break, whatever else follows from it. */
  readonly always?: boolean;
}
