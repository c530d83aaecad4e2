/**
 * What errata say is tested against what the emulator does: what is expected happens, remedies work where the erratum alone
 * breaks a migration and are needed there, and the build in which it is fixed does not do it. Nothing of it is an input of the check.
 */
import type { DocumentErratum } from '@migspec/capabilities';
import { hop } from '@migspec/emulator';
import { type CellName, selectorText } from '../cells/selector.js';
import { describe } from '../laws/law.js';
import type { CellReason } from '../result.js';
import { ask, stateOf } from './ask.js';
import { Origin, type SituationCache } from './origin.js';
import { type CellRun, hopPlan, type PairRun, pairKey } from './pair-run.js';
import { type Attempt, type Broken, tryRemedy } from './remedies.js';
import type { BuildSubject } from './subject.js';

/** An erratum as a run tests it; builds by id. */
export interface ErratumPlan {
  readonly id: string;
  readonly implementation: string;
  readonly doc: string;
  /** Builds that deviate. */
  readonly builds: readonly string[];
  readonly fixedIn?: string;
  readonly expect: readonly ErratumExpectation[];
  readonly remedies: NonNullable<DocumentErratum['remedies']>;
  /** A crash: said, and not driven. */
  readonly outcome: boolean;
}

export interface ErratumExpectation {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly situation?: string;
  readonly kind: 'refused' | 'lost' | 'changed';
  readonly what: string;
}

/** Plain data: it crosses threads. */
export interface ErratumTally {
  /** Per expectation: whether a migration that it speaks of was run, and whether it came as expected and the check cites the erratum. */
  readonly expect: readonly { readonly run: boolean; readonly met: boolean }[];
  readonly remedies: readonly RemedyTally[];
  /** Cells that it alone breaks, driven with the build in which it is fixed: how many, how many worked, and one that did not. */
  readonly fixed: { readonly tried: number; readonly worked: number; readonly failure?: Shown };
}

export interface RemedyTally {
  /** Cells where the remedy is meant, those of them that the erratum alone breaks, and where it could be applied and worked. */
  readonly cells: number;
  readonly broken: number;
  readonly tried: number;
  readonly worked: number;
  /** The first time that it did not work. */
  readonly failure?: Shown;
}

interface Shown {
  readonly what: string;
  readonly selector: string;
}

/** The erratum that the cell is explained by: every reason follows from one. */
export function explainedBy({ verdict, exact }: Pick<CellRun, 'verdict' | 'exact'>): readonly string[] {
  const { outcome, reasons } = verdict;
  if (outcome !== 'no' || exact.outcome === 'migrated' || !reasons.every(({ errata = [] }) => errata.length > 0)) return [];
  return [...new Set(reasons.flatMap(({ errata = [] }) => errata))];
}

type Open<T> = { -readonly [Key in keyof T]: T[Key] };

export class ErrataTally {
  readonly #plans: readonly ErratumPlan[];
  readonly #found: {
    readonly expect: Open<ErratumTally['expect'][number]>[];
    readonly remedies: Open<RemedyTally>[];
    readonly fixed: Open<ErratumTally['fixed']>;
  }[];
  /** By everything that decides them. */
  readonly #attempts = new Map<string, Attempt | undefined>();

  constructor(plans: readonly ErratumPlan[]) {
    this.#plans = plans;
    this.#found = plans.map(({ expect, remedies }) => ({
      expect: expect.map(() => ({ run: false, met: false })),
      remedies: remedies.map(() => ({ cells: 0, broken: 0, tried: 0, worked: 0 })),
      fixed: { tried: 0, worked: 0 },
    }));
  }

  get results(): readonly ErratumTally[] {
    return this.#found;
  }

  /** One configuration of a pair, driven in all its situations. */
  count(origin: Origin, destination: BuildSubject, run: PairRun, situations: SituationCache): void {
    for (const [index, plan] of this.#plans.entries()) {
      const found = this.#found[index];
      if (found === undefined || !(reaches(plan, origin.source, origin) || reaches(plan, destination, origin))) continue;
      plan.expect.forEach((expected, at) => {
        const seen = found.expect[at];
        if (seen === undefined || !expected.from.includes(origin.source.id) || !expected.to.includes(destination.id)) return;
        const cells = run.cells.filter(({ situation }) => (expected.situation ?? situation) === situation);
        seen.run ||= cells.length > 0;
        seen.met ||= cells.some((cell) => meets(cell, expected, plan.id));
      });
      const alone = run.cells.filter((cell) => isAlone(cell, plan.id));
      plan.remedies.forEach((remedy, at) => {
        const seen = found.remedies[at];
        if (seen === undefined || !isMeant(remedy, origin, destination)) return;
        const holds = ({ situation: name }: CellRun): boolean => {
          const situation = origin.situations.find((each) => each.name === name);
          return situation !== undefined && (remedy.when === undefined || origin.scope.evaluate(remedy.when, situation.state) === true);
        };
        seen.cells += run.cells.filter(holds).length;
        for (const cell of alone.filter(holds)) {
          const attempt = this.#attempt(plan, at, origin, destination, cell, situations);
          seen.broken++;
          if (attempt === undefined) continue;
          seen.tried++;
          if (attempt.works) seen.worked++;
          else seen.failure ??= { what: attempt.what, selector: selectorOf(run.name, cell) };
        }
      });
      for (const cell of alone) {
        const attempt = this.#fixed(plan, origin, destination, cell, situations);
        if (attempt === undefined) continue;
        found.fixed.tried++;
        if (attempt.works) found.fixed.worked++;
        else found.fixed.failure ??= { what: attempt.what, selector: selectorOf(run.name, cell) };
      }
    }
  }

  #attempt(
    plan: ErratumPlan,
    at: number,
    origin: Origin,
    destination: BuildSubject,
    cell: CellRun,
    situations: SituationCache,
  ): Attempt | undefined {
    const action = plan.remedies[at]?.action;
    const situation = origin.situations.find(({ name }) => name === cell.situation);
    if (action === undefined || situation === undefined) return undefined;
    const key = [plan.id, at, origin.group.on, pairKey(origin, destination, []), cell.situation].join('\n');
    if (this.#attempts.has(key)) return this.#attempts.get(key);
    const broken: Broken = { origin, destination, situation, situations, deviates: (build) => plan.builds.includes(build.id) };
    const attempt = tryRemedy(action, broken);
    this.#attempts.set(key, attempt);
    return attempt;
  }

  /** The same migration with the fixed build wherever one is that deviates. What it fails for must be the same, to say anything. */
  #fixed(plan: ErratumPlan, origin: Origin, destination: BuildSubject, cell: CellRun, situations: SituationCache): Attempt | undefined {
    const { group } = origin;
    const fixed = group.builds.find(({ id }) => id === plan.fixedIn);
    if (fixed === undefined) return undefined;
    const key = [plan.id, 'fixed', group.on, pairKey(origin, destination, []), cell.situation].join('\n');
    if (!this.#attempts.has(key)) {
      const at = (build: BuildSubject): BuildSubject => (plan.builds.includes(build.id) ? fixed.on(build.host.hostFacts) : build);
      this.#attempts.set(key, withFixed(at(origin.source), at(destination), origin, cell, situations));
    }
    return this.#attempts.get(key);
  }
}

function withFixed(
  source: BuildSubject,
  destination: BuildSubject,
  { group, facts, start }: Origin,
  cell: CellRun,
  situations: SituationCache,
): Attempt | undefined {
  const origin = Origin.of(group, source, facts, start, situations);
  const situation = origin?.situations.find(({ name }) => name === cell.situation);
  if (origin === undefined || situation === undefined) return undefined;
  const happened = hop(hopPlan(origin, destination, situation));
  if (happened.outcome === 'migrated') return { works: true, what: '' };
  const machine = origin.in(situation);
  const to = { build: destination, facts, properties: origin.properties(destination) };
  const verdict = ask(group, { build: source, machine, state: stateOf(machine) }, to);
  const same = (reason: CellReason): boolean =>
    cell.verdict.reasons.some(({ code, section, field }) => code === reason.code && section === reason.section && field === reason.field);
  return verdict.reasons.some(same) ? { works: false, what: describe(happened) } : undefined;
}

function reaches({ id, builds }: ErratumPlan, build: BuildSubject, { group }: Origin): boolean {
  return builds.includes(build.id) && build.model(group.model)?.errata.includes(id) === true;
}

function isMeant({ model, from, to }: ErratumPlan['remedies'][number], { group, source }: Origin, destination: BuildSubject): boolean {
  return (model ?? group.model) === group.model && (from ?? source.id) === source.id && (to ?? destination.id) === destination.id;
}

function isAlone(cell: CellRun, id: string): boolean {
  return explainedBy(cell).length > 0 && cell.verdict.reasons.every(({ errata = [] }) => errata.includes(id));
}

function meets({ verdict, exact }: CellRun, { kind, what }: ErratumExpectation, id: string): boolean {
  if (verdict.outcome !== 'no' || !verdict.reasons.some(({ errata = [] }) => errata.includes(id))) return false;
  switch (kind) {
    case 'refused':
      return exact.outcome === 'refused-at-load';
    case 'lost':
      return exact.lost.some(({ variable }) => variable === what || variable.startsWith(`${what}.`) || variable.startsWith(`${what}[`));
    case 'changed':
      return exact.changes.some(({ observable }) => observable === what);
  }
}

const selectorOf = (name: CellName, { situation }: CellRun): string => selectorText({ ...name, situation });
