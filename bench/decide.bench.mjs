// What deciding costs: one pair of documents, and a fleet.
//
//   node bench/decide.bench.mjs [--hosts=100000] [--documents=500]
//
// Nothing is asserted: absolute times move with the machine, ratios within a run by a quarter. The comparison by hand knows the
// two params of one model and nothing else: no layouts, no observables, no reasons for people.
import { loadDocument } from '../packages/capabilities/dist/index.js';
import {
  bestStart,
  check,
  documentDigest,
  loadCapabilities,
  placesOf,
  rankDestinations,
  startAt,
  strandedBy,
} from '../packages/compat/dist/index.js';
import { printRace, race } from './rounds.mjs';

const option = (name, otherwise) => Number(process.argv.find((each) => each.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);

function documentOf(build) {
  const loaded = loadCapabilities(loadDocument(build));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
}

const started = (document, request) => {
  const made = startAt({ document }, request);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.value;
};

const nic = 'https://example.org/devices/e1000e';

/** The rules of the thread of 2020, written out for this one model. */
function byHand(source, configuration, destination) {
  const here = source.models[nic];
  const there = destination.models[nic];
  if (there === undefined) return { outcome: 'no', reasons: ['MODEL_UNKNOWN'] };
  const reasons = [];
  for (const param of here.params) {
    const value = configuration[param.name];
    const known = there.params.find(({ id }) => id === param.id);
    if (known === undefined) {
      if (value !== param.off) reasons.push(`PARAM_UNKNOWN ${param.name}`);
    } else if (typeof value === 'number') {
      const fits = known.range.items.some((item) =>
        'value' in item ? Number(item.value) === value : Number(item.min) <= value && value <= Number(item.max),
      );
      if (!fits && known.range.items.length > 0) reasons.push(`PARAM_VALUE_REFUSED ${param.name}`);
    }
  }
  return { outcome: reasons.length === 0 ? 'yes' : 'no', reasons };
}

{
  const [here, there] = [documentOf('thread-2020@3'), documentOf('thread-2020@2')];
  const { machine } = started(here, { devices: [{ address: 'a', model: nic, configuration: 'version=2' }] });
  const input = { source: { document: here, machine }, destination: { document: there } };
  const [{ configuration }] = machine.devices;
  const contenders = { 'by hand': () => byHand(here, configuration, there), check: () => check(input) };
  if (contenders.check().outcome !== contenders['by hand']().outcome) throw new Error('the two disagree');
  printRace('a pair of documents, one device (× of the comparison by hand)', race(contenders, 'by hand'));
}

{
  const facts = { cpus: 4 };
  const host = { 'net-peer': 'tap' };
  const names = ['qemu@7.2.22', 'qemu@10.0.13'];
  const [here, there] = names.map(documentOf);
  const request = {
    type: 'pc-q35-7.2',
    facts,
    hostFacts: host,
    devices: ['virtio-blk-pci', 'virtio-net-pci', 'virtio-rng-pci'].map((name, at) => ({ address: String(at), class: name })),
  };
  const [from, to] = [here, there].map((document) => started(document, request));
  const input = {
    source: { document: here, machine: from.machine, facts: host },
    destination: { document: there, machine: to.machine, facts: host },
  };
  const first = performance.now();
  check(input);
  const cold = performance.now() - first;
  printRace(`a pair of documents, three devices (the first time ${cold.toFixed(1)} ms)`, race({ check: () => check(input) }, 'check'));
}

/** The builds of a fleet: what is generated, with ranges that differ from host kind to host kind, so that no two say the same. */
function variants(count) {
  const bases = ['thread-2020@2', 'thread-2020@3'].map(documentOf);
  return Array.from({ length: count }, (_, at) => {
    const base = structuredClone(bases[at % bases.length]);
    const build = `${base.implementation}@${base.build.split('@')[1]}.${at}`;
    const { digest: _digest, ...rest } = { ...base, build };
    const param = rest.models[nic].params.find(({ name }) => name === 'rx-table-size');
    param.range = { ...param.range, items: [{ min: '0', max: String(16 + (at % 60)) }] };
    return { ...rest, digest: documentDigest(rest) };
  });
}

const count = option('documents', 500);
const documents = variants(count);
const hosts = Array.from({ length: option('hosts', 100_000) }, (_, at) => ({ name: `host-${at}`, document: documents[at % count] }));
const stand = started(documents[1], { devices: [{ address: 'a', model: nic, configuration: 'rx-table-size=16' }] });

/** Wall and processor time: other work may share the machine. */
function timed(what, work) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(before);
  const [wall, own] = [performance.now() - start, (user + system) / 1000];
  console.log(`  ${what.padEnd(50)} ${wall.toFixed(0).padStart(6)} ms, ${own.toFixed(0).padStart(6)} ms of processor`);
  return result;
}

console.log(`\na fleet of ${hosts.length} hosts, ${count} documents`);
const places = timed('hosts to places', () => placesOf(hosts));
const ranked = timed('destinations of one machine, the first time', () => rankDestinations(stand, places));
timed('destinations of one machine, again', () => rankDestinations(stand, places));
timed('hosts, places and destinations, again', () => rankDestinations(stand, placesOf(hosts)));
const request = { devices: [{ address: 'a', model: nic }] };
const best = timed('the best start for every host', () => bestStart({ document: documents[1] }, places, request));
const vms = Array.from({ length: 10_000 }, (_, at) => ({ name: `vm-${at}`, host: `host-${1 + count * at}`, stand }));
const report = timed('whom an upgrade strands, of 10,000 machines', () =>
  strandedBy(vms, hosts, { from: documents[1].build, to: documents[0] }),
);
console.log(
  `${places.length} places, ${ranked.filter(({ verdict }) => verdict.outcome === 'yes').length} take it; best start ${best.devices?.[0].instantiation}; ${report.stranded.length} stranded`,
);
