// Rounds that interleave the contestants, because other work may share the machine: within a round the quickest of some short
// slices counts (the others were interrupted), the time is the median over rounds, a ratio the median of the ratios within
// each round.
import { performance } from 'node:perf_hooks';

let sink;

function time(run, times) {
  const start = performance.now();
  for (let index = 0; index < times; index++) sink = run();
  return performance.now() - start;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `contestants`: name → function. Returns name → { us, ratio } with the ratio to `base` (and to more bases by name). */
export function race(contestants, base, { rounds = 7, slices = 8, slice = 4, warm = 400 } = {}) {
  const names = Object.keys(contestants);
  const times = {};
  for (const name of names) {
    const began = performance.now();
    let count = 1;
    let each = 1;
    while (performance.now() - began < warm) {
      const took = time(contestants[name], count);
      each = took / count;
      if (took < 5) count *= 2;
    }
    times[name] = Math.max(1, Math.round(slice / Math.max(each, 1e-6)));
  }
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      let quickest = Number.POSITIVE_INFINITY;
      for (let index = 0; index < slices; index++) quickest = Math.min(quickest, time(contestants[name], times[name]));
      taken[name].push((quickest * 1e3) / times[name]);
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, { us: median(taken[name]), ratio: median(taken[name].map((value, round) => value / taken[base][round])) }]),
  );
}

export function printRace(title, results) {
  console.log(`\n${title}`);
  for (const [name, { us, ratio }] of Object.entries(results)) {
    console.log(`  ${name.padEnd(44)} ${us.toFixed(us < 10 ? 2 : 1).padStart(10)} µs ${ratio.toFixed(2).padStart(8)}×`);
  }
}

export const lastResult = () => sink;
