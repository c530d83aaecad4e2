/** Runs the rules over all differences, and asks the judge which pairs of builds each of them breaks. */
import type { DiagnosticCode } from '../diagnostics/define.js';
import { machineTables } from '../ir/machine-tables.js';
import type { Change, SpecDiff, SpecSide } from './change.js';
import type { Path } from './difference.js';
import type { BuildRef, Judge, JudgedReason } from './judge.js';
import type { Break, BreakingRule, Category } from './rule.js';
import { rules } from './rules/all.js';
import { breakUnexplained, unexplained } from './rules/break-unexplained.js';
import { subjectOf } from './subject.js';

export interface BreakingFinding {
  readonly code: DiagnosticCode;
  readonly categories: readonly Category[];
  readonly model?: string;
  readonly message: string;
  readonly help: string;
  readonly at: { readonly before?: Path; readonly after?: Path };
  /** From which of the two states the older build of the change is read. */
  readonly from: 'before' | 'after';
  /** A build that was there before is another now. */
  readonly edited: boolean;
  /** What a declared break calls it. */
  readonly subject: string;
  /** Builds of the newer state in which the change is. */
  readonly builds: readonly string[];
  /** Migrations that break and did not before. */
  readonly pairs: readonly BrokenPair[];
}

export interface BrokenPair {
  readonly source: BuildRef;
  readonly destination: BuildRef;
  /** `forward`: to the newer of the two builds; of one build in both states, to what it is now. */
  readonly direction: 'forward' | 'backward';
  readonly reasons: readonly JudgedReason[];
}

export function findBreaking(before: SpecSide, { whole, changes }: SpecDiff, judge: Judge): readonly BreakingFinding[] {
  const found: BreakingFinding[] = [];
  for (const rule of rules) rule.whole?.(whole, (each) => found.push(finding(rule, each, 'before', [])));
  const byBuild = new Map<string, Change[]>();
  for (const change of changes) {
    const id = idOf(change, change.after.side.build.name);
    byBuild.set(id, [...(byBuild.get(id) ?? []), change]);
  }
  const edited = new Set(changes.filter((change) => change.edited).map((change) => idOf(change, change.after.side.build.name)));
  for (const group of byBuild.values()) found.push(...breaksOf(before, group, edited, judge));
  return merged(found);
}

/** All that changed in one build is judged together: what goes wrong may follow from a model or from what is around it. */
function breaksOf(before: SpecSide, group: readonly Change[], edited: ReadonlySet<string>, judge: Judge): readonly BreakingFinding[] {
  const pairs = brokenPairs(before, group, edited, judge);
  const explained = new Set<JudgedReason>();
  const found: BreakingFinding[] = [];
  const take = (rule: BreakingRule, each: Break, change: Change): void => {
    const { explains } = each;
    if (explains === undefined) {
      found.push(finding(rule, each, change.before.from, [], change));
      return;
    }
    const own = pairs.flatMap((pair): BrokenPair[] => {
      const reasons = pair.reasons.filter((reason) => (change.model ?? reason.model) === reason.model && explains(reason));
      for (const reason of reasons) explained.add(reason);
      return reasons.length === 0 ? [] : [{ ...pair, reasons }];
    });
    if (own.length > 0 || each.always === true) found.push(finding(rule, each, change.before.from, own, change));
  };
  for (const change of group) for (const rule of rules) rule.check?.(change, (each) => take(rule, each, change));
  // Nothing that breaks is passed over: what no rule has a word for is reported as it is.
  const left = new Map<string, BrokenPair[]>();
  for (const pair of pairs) {
    for (const reason of pair.reasons) {
      if (explained.has(reason)) continue;
      const key = JSON.stringify([reason.model, reason.code, reason.param, reason.section, reason.field, reason.observable]);
      left.set(key, [...(left.get(key) ?? []), { ...pair, reasons: [reason] }]);
    }
  }
  for (const own of left.values()) {
    const change = group.find(({ model }) => model === own[0]?.reasons[0]?.model) ?? group[0];
    if (change !== undefined) found.push(finding(breakUnexplained, unexplained(change, own), change.before.from, together(own), change));
  }
  return found;
}

/** Reasons of one pair side by side. */
function together(pairs: readonly BrokenPair[]): readonly BrokenPair[] {
  const groups = new Map<string, BrokenPair>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.source, pair.destination]);
    const known = groups.get(key);
    groups.set(key, known === undefined ? pair : { ...known, reasons: [...known.reasons, ...pair.reasons] });
  }
  return [...groups.values()];
}

/** Migrations to and from the newer build that go wrong in a way in which they did not when its place was held by the older one. */
function brokenPairs(before: SpecSide, group: readonly Change[], edited: ReadonlySet<string>, judge: Judge): readonly BrokenPair[] {
  const [change] = group;
  if (change === undefined) return [];
  const now: BuildRef = { from: 'after', build: idOf(change, change.after.side.build.name) };
  const was: BuildRef = { from: change.before.from, build: idOf(change, change.before.side.build.name) };
  const models = modelsOf(group);
  const toItself = models.flatMap((model) => {
    const old = judge(was, was, model);
    const known = new Set(old.map(keyOf));
    // Under a machine type that there was not, a guest fares as it did under the others.
    const elsewhere = new Set(old.filter(isPlain).map((reason) => keyOf({ ...reason, on: '' })));
    const isKnown = (reason: JudgedReason): boolean =>
      hasType(change.before, reason.on) ? known.has(keyOf(reason)) : elsewhere.has(keyOf({ ...reason, on: '' }));
    // What a new param brings along, if somebody turns it on, never worked before.
    return judge(now, now, model).filter((reason) => isPlain(reason) && !isKnown(reason));
  });
  const own: readonly BrokenPair[] =
    toItself.length === 0 ? [] : [{ source: now, destination: now, direction: 'forward', reasons: toItself }];
  const others = peers(before, change, edited).flatMap((peer) =>
    [true, false].flatMap((arrives): BrokenPair[] => {
      const ask = (own: BuildRef, model: string) => (arrives ? judge(peer, own, model) : judge(own, peer, model));
      const direction = arrives === isNewer(change, peer) ? 'backward' : 'forward';
      const reasons = models.flatMap((model) => {
        const old = ask(was, model);
        const known = new Set(old.map(keyOf));
        const never = new Set(old.filter(isNeverMade).map(({ on }) => on));
        return ask(now, model).filter((reason) => !known.has(keyOf(reason)) && !never.has(reason.on) && counts(change, direction, reason));
      });
      const [source, destination] = arrives ? [peer, now] : [now, peer];
      return reasons.length === 0 ? [] : [{ source, destination, direction, reasons }];
    }),
  );
  return [...others, ...own];
}

function isPlain({ configuration }: JudgedReason): boolean {
  return configuration === 'defaults';
}

/** Nothing that the source starts could be made at the other end: then nothing broke, whatever stands in its way now. */
function isNeverMade({ class: cls, depends, promised, code }: JudgedReason): boolean {
  return cls === 'create' && !depends && promised && code !== 'MACHINE_TYPE_UNKNOWN';
}

/** Everything that may be at the other end: what was there before (as it was, where it is another now), and what is new and older than the build. */
function peers(before: SpecSide, change: Change, edited: ReadonlySet<string>): readonly BuildRef[] {
  const { name: implementation, builds } = change.implementation;
  const old = before.spec.implementations.find(({ name }) => name === implementation)?.builds ?? [];
  const own = builds.findIndex((build) => build.name === change.after.side.build.name);
  const fresh = builds.slice(own + 1).filter((build) => !old.some((each) => each.name === build.name));
  return [
    ...old.map((build): BuildRef => {
      const id = idOf(change, build.name);
      return { from: edited.has(id) || !builds.some(({ name }) => name === build.name) ? 'before' : 'after', build: id };
    }),
    ...fresh.map((build): BuildRef => ({ from: 'after', build: idOf(change, build.name) })),
  ];
}

/** Newer builds come first in a list; the same build is newer as it is than as it was, and so is any than one that is gone. */
function isNewer(change: Change, peer: BuildRef): boolean {
  const position = (build: string): number => change.implementation.builds.findIndex((each) => idOf(change, each.name) === build);
  const [own, other] = [position(idOf(change, change.after.side.build.name)), position(peer.build)];
  return other >= 0 && other < own;
}

/**
 * Nobody was told that what is new can go to an older build: a machine type that it has not, a param or a value that it does
 * not know. It is a break when nothing at all can go there any more.
 */
function counts({ before, after }: Change, direction: BrokenPair['direction'], { code, promised, on }: JudgedReason): boolean {
  if (direction === 'forward') return true;
  if (code !== 'MACHINE_TYPE_UNKNOWN') return promised;
  return hasType(before, on) && hasType(after, on);
}

function hasType({ side: { spec, implementation, build } }: Change['before'], type: string): boolean {
  return machineTables(spec, implementation, build).some(({ name }) => name === type);
}

/** Those that changed; all that both builds have, where something around them changed. */
function modelsOf(group: readonly Change[]): readonly string[] {
  const changed = group.flatMap(({ model }) => model ?? []);
  const around = group.find(({ model }) => model === undefined);
  if (around === undefined) return changed;
  const { before, after } = around;
  return after.side.build.models.flatMap(({ model }) => (before.side.build.models.some((each) => each.model === model) ? [model] : []));
}

function idOf(change: Change, build: string): string {
  return `${change.implementation.name}@${build}`;
}

function keyOf({
  model,
  code,
  class: cls,
  param,
  identity = param,
  section,
  field,
  observable,
  on,
  want,
  deviceClass,
}: JudgedReason): string {
  // What a build does without a param is part of what is refused.
  return JSON.stringify([
    model,
    code,
    cls,
    identity,
    section,
    field,
    observable,
    on,
    code === 'PARAM_UNKNOWN' ? want : undefined,
    deviceClass,
  ]);
}

function finding(
  rule: BreakingRule,
  { at, message, help }: Break,
  from: 'before' | 'after',
  pairs: readonly BrokenPair[],
  change?: Change,
): BreakingFinding {
  return {
    code: rule.code,
    categories: rule.categories,
    ...(change?.model === undefined ? {} : { model: change.model }),
    message,
    help,
    at,
    from,
    edited: change?.edited ?? true,
    subject: subjectOf(at),
    builds: change === undefined ? [] : [idOf(change, change.after.side.build.name)],
    pairs,
  };
}

/** One change in a file shows in every build that has the revision. */
function merged(found: readonly BreakingFinding[]): readonly BreakingFinding[] {
  const groups = new Map<string, BreakingFinding>();
  for (const each of found) {
    const key = JSON.stringify([each.code.code, each.model, each.message, each.at]);
    const known = groups.get(key);
    groups.set(
      key,
      known === undefined ? each : { ...known, builds: [...known.builds, ...each.builds], pairs: [...known.pairs, ...each.pairs] },
    );
  }
  return [...groups.values()];
}
