/** Two things go wrong: nothing is promised of it, and where no backend takes part everything holds all the same. */
import { expect, test } from 'vitest';
import { type Fault, faultsOf, judge, orchestrate, type Protocol, protocols } from '../../src/index.js';
import { scenario } from './scenarios.js';

const over = scenario('works', 'native');

/** The second comes after the first; every third pair is as good as all, and takes a third of the time. */
function* pairsOf(protocol: Protocol): Generator<readonly [Fault, Fault]> {
  let count = 0;
  for (const first of faultsOf(protocol, orchestrate(protocol, over))) {
    for (const second of faultsOf(protocol, orchestrate(protocol, over, first))) {
      if (second.step > first.step && count++ % 3 === 0) yield [first, second];
    }
  }
}

test.each(protocols.filter(({ parties }) => !('source-backend' in parties)))('$name', (protocol) => {
  let runs = 0;
  const found: string[] = [];
  for (const faults of pairsOf(protocol)) {
    runs++;
    const violations = judge(protocol, orchestrate(protocol, over, ...faults), { compatible: true });
    found.push(...violations.flatMap(({ invariant, message }) => (invariant === 'reason-known' ? [] : [`${invariant}: ${message}`])));
  }
  expect(found.slice(0, 10)).toEqual([]);
  expect(runs).toBeGreaterThan(900);
});
