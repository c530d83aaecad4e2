/** Nothing in a protocol is there for nothing: whatever a run with one fault does, it would end otherwise without. */
import { expect, test } from 'vitest';
import {
  type Behaviour,
  type Fault,
  faultsOf,
  judge,
  orchestrate,
  type Party,
  type Protocol,
  protocols,
  type Scenario,
} from '../../src/index.js';
import { asking, pairs, scenario } from './scenarios.js';

/** What is done twice over: the connection breaks and the peer's crash is seen, a message is answered again to whoever asks again. */
const spare: Readonly<Record<string, readonly string[]>> = {
  qemu: ['manager migrating failed'],
  'libvirt-v2': ['manager aborting failed', 'source resumed cancel'],
  'libvirt-v3': ['destination running finish'],
  file: ['file removed remove'],
  vfio: ['source pre-copy gone:destination', 'destination resuming end-of-stream'],
  'vhost-user': [
    'source idle gone:source-backend',
    'source copying gone:destination',
    'source copying gone:source-backend',
    'destination resuming end-of-stream',
    'destination checking end-of-stream',
    'destination-backend idle disconnected',
  ],
  'vhost-user-pinned': [
    'source copying gone:source-backend',
    'destination resuming end-of-stream',
    'destination checking end-of-stream',
    'destination-backend idle disconnected',
  ],
};

interface Run {
  readonly over: Scenario;
  readonly faults: readonly Fault[];
  readonly compatible: boolean;
}

/** How it ends, who knows what, and what of it must not be. */
function end(protocol: Protocol, { over, faults, compatible }: Run): string {
  const trace = orchestrate(protocol, over, ...faults);
  return JSON.stringify([trace.reports, trace.end.running, trace.end.knowledge, judge(protocol, trace, { compatible })]);
}

function* runsOf(protocol: Protocol): Generator<Run> {
  for (const pair of pairs) {
    for (const over of [scenario(pair, 'native'), scenario(pair, 'native', { ask: asking(pair) })]) {
      const compatible = pair === 'works';
      yield { over, faults: [], compatible };
      for (const fault of faultsOf(protocol, orchestrate(protocol, over))) yield { over, faults: [fault], compatible };
    }
  }
}

function without(protocol: Protocol, party: Party, state: string, trigger: string): Protocol {
  const behaviour: Behaviour = protocol.parties[party] ?? {};
  const kept = Object.entries(behaviour[state] ?? {}).filter(([each]) => each !== trigger);
  return { ...protocol, parties: { ...protocol.parties, [party]: { ...behaviour, [state]: Object.fromEntries(kept) } } };
}

/** Enough to see a difference. */
const enough = 25;

test.each(protocols)('$name', (protocol) => {
  const moved = new Map<string, { party: Party; state: string; trigger: string; runs: Set<Run> }>();
  for (const run of runsOf(protocol)) {
    for (const { party, state, trigger, act } of orchestrate(protocol, run.over, ...run.faults).instants) {
      if (act === undefined) continue;
      const key = `${party} ${state} ${trigger}`;
      const known = moved.get(key) ?? { party, state, trigger, runs: new Set() };
      if (known.runs.size < enough) known.runs.add(run);
      moved.set(key, known);
    }
  }
  const idle = [...moved].filter(([, { party, state, trigger, runs }]) => {
    const less = without(protocol, party, state, trigger);
    return [...runs].every((run) => end(less, run) === end(protocol, run));
  });
  expect(idle.map(([key]) => key).sort()).toEqual([...(spare[protocol.name] ?? [])].sort());
});
