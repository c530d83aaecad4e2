/** Pairs of a small hand-written device: one that works, and one for each place where a destination refuses. */
import {
  type Expectation,
  type Fault,
  faultsOf,
  Host,
  judge,
  orchestrate,
  type Protocol,
  play,
  protocols,
  type Scenario,
  type Trace,
  type Violation,
} from '../../src/index.js';
import { model, number, small, type Variant } from '../small.js';

const address = '0000:00:04.0';
const at = { address, instance: 0, facts: { cpus: 4 } };
const base: Variant = {
  build: 'x@1',
  params: [number('queues', 1, 8, 2)],
  variables: ['head', 'tail'],
  observables: { queues: (_, params) => params.queues ?? 0 },
};

export type Pair = 'works' | 'refused at creation' | 'refused at load' | 'refused at save';

const ends: Readonly<Record<Pair, readonly [Variant, Variant]>> = {
  works: [base, { ...base, build: 'x@2' }],
  'refused at creation': [base, { ...base, build: 'x@2', params: [number('queues', 1, 2, 2)] }],
  'refused at load': [
    { ...base, version: 2 },
    { ...base, build: 'x@0' },
  ],
  'refused at save': [
    { ...base, migratable: false },
    { ...base, build: 'x@2' },
  ],
};

export const pairs = Object.keys(ends) as Pair[];

export function scenario(pair: Pair, framing: 'native' | 'qemu', more: Partial<Scenario> = {}): Scenario {
  const [source, destination] = ends[pair].map((variant) => new Host(small({ ...variant, framing })));
  if (source === undefined || destination === undefined) throw new Error('two hosts');
  const machine = source.create(model, pair === 'refused at creation' ? 'queues=4' : '', at);
  play(machine, { kind: 'situation', name: 'running', address, state: { head: 7, tail: 3 } });
  return {
    source: machine,
    destination,
    create: { how: 'configured' },
    during: [{ kind: 'write', address, state: { head: 8 } }],
    after: [{ kind: 'write', address, state: { tail: 5 } }],
    carries: () => [],
    ...more,
  };
}

/** What the check would say: the pair's own answer. */
export function asking(pair: Pair): Scenario['ask'] {
  return () => (pair === 'works' ? undefined : { code: 'ASKED_FIRST', message: pair });
}

export interface Judged {
  readonly trace: Trace;
  readonly violations: readonly Violation[];
}

/** The run without a fault, and one for each fault. */
export function everyRun(protocol: Protocol, over: Scenario, expect: Expectation): Judged[] {
  const run = (fault?: Fault): Judged => {
    const trace = orchestrate(protocol, over, ...(fault === undefined ? [] : [fault]));
    return { trace, violations: judge(protocol, trace, expect) };
  };
  const clean = run();
  return [clean, ...faultsOf(protocol, clean.trace).map(run)];
}

export function protocolNamed(name: string): Protocol {
  const found = protocols.find((protocol) => protocol.name === name);
  if (found === undefined) throw new Error(`no protocol ${name}`);
  return found;
}

/** What happened, without the messages that nobody minded. */
export function invariantsIn(runs: readonly Judged[]): string[] {
  return [...new Set(runs.flatMap(({ violations }) => violations.map(({ invariant }) => invariant)))].sort();
}
