/** Every fault at every step of a protocol: what must hold does. One file for each protocol calls this. */
import { expect, test } from 'vitest';
import { faultsOf, type Limit, orchestrate, type Protocol, unknowing } from '../../src/index.js';
import { asking, everyRun, type Judged, pairs, protocolNamed, scenario } from './scenarios.js';

/** Over pairs that work and that are refused in each place, asked first and not; in the other framing where that says something new. */
function* runsOf(protocol: Protocol): Generator<Judged> {
  for (const pair of pairs) {
    const compatible = pair === 'works';
    const forbidden = compatible || protocol.spares.length === 0 ? {} : { forbidden: protocol.spares };
    yield* everyRun(protocol, scenario(pair, 'native'), { compatible });
    yield* everyRun(protocol, scenario(pair, 'native', { ask: asking(pair) }), { compatible, ...forbidden });
    if (pair === 'works' || pair === 'refused at load') yield* everyRun(protocol, scenario(pair, 'qemu'), { compatible });
  }
}

export function holds(name: string): void {
  const protocol = protocolNamed(name);

  test('under every single fault everything holds, and what a party is not told is declared and happens', () => {
    const unknown = new Set<string>();
    const outcomes = new Set<string>();
    const violations: string[] = [];
    for (const run of runsOf(protocol)) {
      violations.push(...run.violations.map(({ invariant, message }) => `${invariant}: ${message}`));
      for (const each of unknowing(run.trace)) unknown.add(text(each));
      outcomes.add(run.trace.reports.at(-1)?.outcome ?? 'none');
    }
    expect(violations.slice(0, 20)).toEqual([]);
    expect([...unknown].sort()).toEqual(protocol.limits.map(text).sort());
    expect([...outcomes].sort()).toEqual(['kept', 'lost', 'migrated']);
  });

  test('each step has each fault that it can have', () => {
    const clean = orchestrate(protocol, scenario('works', 'native'));
    const faults = faultsOf(protocol, clean);
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['refusal', 'crash', 'lost', 'duplicate', 'truncated', 'timeout']));
    const acts = clean.instants.flatMap(({ act, step }) => (act === undefined || step === undefined ? [] : [{ act, step }]));
    for (const { act, step } of acts) {
      const here = faults.filter((fault) => fault.step === step);
      expect(here.filter(({ kind }) => kind === 'crash').map((fault) => 'who' in fault && fault.who)).toEqual(
        Object.keys(protocol.parties).filter((party) => party !== 'manager' && party !== 'file'),
      );
      const message = ['lost', 'duplicate', 'timeout'].filter((kind) => here.some((fault) => fault.kind === kind));
      expect(message).toHaveLength(act.act === 'send' ? 3 : 0);
    }
  });

  test('the same fault gives the same trace', () => {
    const over = scenario('works', 'native');
    for (const fault of faultsOf(protocol, orchestrate(protocol, over)).slice(0, 40)) {
      expect(orchestrate(protocol, over, fault)).toEqual(orchestrate(protocol, over, fault));
    }
  });
}

const text = ({ party, knows, by }: Pick<Limit, 'party' | 'knows' | 'by'>): string => `${party} ${knows} ${by}`;
