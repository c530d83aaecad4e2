/** Carries migrations out between the spec's own builds: every protocol, every single fault at every step, asked first and not. */
import {
  type Expectation,
  faultsOf,
  faultText,
  judge,
  type LockKind,
  orchestrate,
  type Protocol,
  protocols,
  type Trace,
  unknowing,
} from '@migspec/emulator';
import type { ConformanceResult, Finding } from '../result.js';
import type { Subject } from '../run/subject.js';
import type { Backends } from './backends.js';
import { type Pair, pairsOf } from './pairs.js';
import type { Ended, LockNeed, OrchestrationResult, PairResult, ProtocolResult, Saving } from './result.js';

export function runOrchestration(subject: Subject, backends: Backends): OrchestrationResult {
  const pairs = pairsOf(subject, backends);
  const violations: string[] = [];
  const results = protocols.map((protocol) => runProtocol(protocol, pairs, violations));
  return { pairs: pairs.map(described), protocols: results, runs: results.reduce((sum, { runs }) => sum + runs, 0), violations };
}

/** The result with it: what is broken is found like anything else. */
export function withOrchestration<Result extends Pick<ConformanceResult, 'findings'>>(
  result: Result,
  orchestration: OrchestrationResult,
): Result & { readonly orchestration: OrchestrationResult } {
  const findings = orchestration.violations.map((message): Finding => ({ kind: 'orchestration', message }));
  return { ...result, findings: [...result.findings, ...findings], orchestration };
}

function described({ scenario: _, ask: __, ...pair }: Pair): PairResult {
  return pair;
}

/** A protocol with backends carries composed devices, where there are any; the others carry every kind. */
function fits(protocol: Protocol, { making }: Pair, pairs: readonly Pair[]): boolean {
  const backends = 'source-backend' in protocol.parties;
  const composed = pairs.some((pair) => pair.making === 'composed');
  return backends ? making === (composed ? 'composed' : 'configured') : making !== 'composed';
}

function runProtocol(protocol: Protocol, pairs: readonly Pair[], violations: string[]): ProtocolResult {
  const outcomes = { migrated: 0, kept: 0, lost: 0 };
  const limits = protocol.limits.map((limit) => ({ ...limit, runs: 0 }));
  const savings: Saving[] = [];
  let runs = 0;
  const count = (pair: Pair, trace: Trace, expect: Expectation): void => {
    runs++;
    const last = trace.reports.at(-1);
    if (last !== undefined) outcomes[last.outcome]++;
    for (const { party, knows, by } of unknowing(trace)) {
      const limit = limits.find((each) => each.party === party && each.knows === knows && each.by === by);
      if (limit !== undefined) limit.runs++;
    }
    for (const { invariant, message } of judge(protocol, trace, expect)) {
      violations.push(`${invariant}: ${pair.source} → ${pair.destination} ${pair.model} ${pair.on}: ${message}`);
    }
  };
  for (const [index, pair] of pairs.entries()) {
    if (!fits(protocol, pair, pairs)) continue;
    const asking = { ...pair.scenario, ask: pair.ask };
    const clean = orchestrate(protocol, pair.scenario);
    const asked = orchestrate(protocol, asking);
    const expect: Expectation = { compatible: pair.kind === 'works' && unchanged(clean) };
    const forbidden = pair.kind === 'works' || protocol.spares.length === 0 ? {} : { forbidden: protocol.spares };
    count(pair, clean, { compatible: pair.kind === 'works' && makesAsTold(protocol) });
    count(pair, asked, { ...expect, ...forbidden });
    savings.push({ pair: index, kind: pair.kind, notAsked: endedAs(clean), asked: endedAs(asked) });
    // What the guest finds there changes nothing of how it gets there.
    if (pair.kind === 'guest') continue;
    for (const fault of faultsOf(protocol, clean)) count(pair, orchestrate(protocol, pair.scenario, fault), expect);
    if (pair.kind !== 'state' || protocol.spares.length === 0) continue;
    for (const fault of faultsOf(protocol, asked)) count(pair, orchestrate(protocol, asking, fault), { ...expect, ...forbidden });
  }
  const works = pairs.find((pair) => pair.kind === 'works' && fits(protocol, pair, pairs));
  const { name, title, doc, sources, spares } = protocol;
  return {
    name,
    title,
    doc,
    sources,
    spares,
    sequence: works === undefined ? [] : sequenceOf(orchestrate(protocol, works.scenario)),
    runs,
    outcomes,
    limits,
    lock: { none: lockNeed(protocol, works, 'none'), exclusive: lockNeed(protocol, works, 'exclusive') },
    savings,
  };
}

/** Where nobody tells the destination what to make, it may well make something else, and then the guest finds that. */
function makesAsTold({ parties }: Protocol): boolean {
  const behaviours = Object.values(parties).flatMap((states) => Object.values(states).flatMap((state) => Object.values(state)));
  return !behaviours.some((transition) => transition.do.some((act) => act.act === 'make' && act.from === 'own'));
}

function unchanged({ end }: Trace): boolean {
  return end.changes.length === 0 && end.lost.length === 0;
}

function endedAs(trace: Trace): Ended {
  const { reports, end } = trace;
  const last = reports.at(-1);
  return {
    outcome: last?.outcome ?? 'lost',
    ...(last?.reason === undefined ? {} : { code: last.reason.code }),
    changed: !unchanged(trace),
    cost: end.world.cost,
  };
}

function lockNeed(protocol: Protocol, pair: Pair | undefined, lock: LockKind): LockNeed {
  if (pair === undefined) return { bothRun: 0, oldState: 0 };
  const over = { ...pair.scenario, lock };
  const clean = orchestrate(protocol, over);
  const broken = faultsOf(protocol, clean).flatMap((fault) => {
    const found = judge(protocol, orchestrate(protocol, over, fault), { compatible: unchanged(clean) }).map(({ invariant }) => invariant);
    const [both, old] = [found.includes('at-most-one-runs'), found.includes('guest-is-the-twin')];
    return both || old ? [{ both, old, fault: faultText(fault) }] : [];
  });
  const [example] = broken;
  return {
    bothRun: broken.filter(({ both }) => both).length,
    oldState: broken.filter(({ both, old }) => old && !both).length,
    ...(example === undefined ? {} : { example: example.fault }),
  };
}

function sequenceOf({ instants }: Trace): string[] {
  return instants.flatMap(({ party, act }) => (act?.act === 'send' ? [`${party} → ${act.to}: ${act.message}`] : []));
}
