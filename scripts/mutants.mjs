// Mutation testing: every mutant that Stryker makes of an area's sources has to turn a test red.
//   node scripts/mutants.mjs [check|expr|diff|emit] [--files=TEXT] [--every=N] [--survivors] [--minutes=N] [--quick]
// --files: only sources with TEXT in their path. --every: of each file the Nth mutants. --survivors: those that survived the last time.
// --minutes: as many as there is time for. They are tried in an order by hash, so that the first of them stand for all.
// --quick: without the slow tests, which only what survives the quick ones is tried under.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areas } from '../conformance/mutants/areas.mjs';
import { Bench } from '../conformance/mutants/bench.mjs';
import { explained } from '../conformance/mutants/explained.mjs';
import { figures, judged } from '../conformance/mutants/verdict.mjs';
import { root } from './lib/run.mjs';

const args = process.argv.slice(2);
const option = (name) => args.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const names = args.filter((each) => !each.startsWith('--'));
const every = Number(option('every') ?? 1);
const part = option('files') ?? '';
const minutes = Number(option('minutes') ?? Number.POSITIVE_INFINITY);
const quick = args.includes('--quick');
const again = args.includes('--survivors');
const known = (each) => each in areas || /^--(files=.+|every=[1-9]\d*|minutes=[1-9]\d*|survivors|quick)$/.test(each);
if (!args.every(known)) {
  console.error(
    `usage: node scripts/mutants.mjs [${Object.keys(areas).join('|')}] [--files=TEXT] [--every=N] [--survivors] [--minutes=N] [--quick]`,
  );
  process.exit(2);
}

const cache = join(root, '.cache/mutants');
mkdirSync(cache, { recursive: true });
let failed = false;
for (const name of names.length === 0 ? Object.keys(areas) : names) failed = (await measure(name, areas[name])) || failed;
process.exitCode = failed ? 1 : 0;

async function measure(name, { mutated, tests, slow }) {
  const bench = new Bench(root);
  const ends = () => {
    bench.remove();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, ends);
  try {
    const all = await bench.mutate(tracked(mutated).filter((file) => file.endsWith('.ts') && file.includes(part)));
    const chosen = inOrder(again ? survivorsOf(name, all) : sample(all));
    console.log(`${name}: ${all.length} mutants, ${chosen.length} of them are chosen`);
    const results = await round(bench, tests, chosen);
    const left = results.filter(survives);
    if (!quick && left.length > 0 && slow.length > 0) {
      for (const result of await round(bench, slow, left))
        if (!survives(result))
          Object.assign(
            results.find(({ id }) => id === result.id),
            result,
          );
    }
    for (const result of results.filter(survives)) console.log(shown(result));
    const whole = { every, part, again, quick, of: all.length, results: results.map(({ end, id, ...rest }) => rest) };
    writeFileSync(join(cache, `${name}.json`), `${JSON.stringify(whole, null, 1)}\n`);
    const faults = judged(
      results,
      explained.filter((entry) => all.some((mutant) => mutant.file === entry.file)),
      { whole: results.length === all.length },
    );
    for (const [folder, line] of figures.byFolder(results)) console.log(`${folder}: ${line}`);
    console.log(`${name}: ${results.length} of ${all.length} mutants tried${quick ? ', quick tests only' : ''}; ${figures(results)}`);
    for (const fault of faults) console.log(`FAULT ${fault}`);
    return faults.length > 0;
  } finally {
    bench.remove();
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, ends);
  }
}

function survives({ status }) {
  return status === 'survived' || status === 'unreached';
}

/** Each mutant under these tests, until the time is out. Throws if they do not pass as they are. */
async function round(bench, tests, mutants) {
  const start = await bench.ask({ files: tracked(tests).filter((file) => file.endsWith('.test.ts')) }, 1800);
  const broken = start.tests?.filter(({ error }) => error !== undefined) ?? [];
  if (start.tests === undefined || broken.length > 0)
    throw new Error(start.fault ?? (broken.map(({ id, error }) => `${id}: ${error}`).join('\n') || 'the tests do not run'));
  console.log(`${start.tests.length} tests pass without a mutant`);
  const results = [];
  const until = Date.now() + minutes * 60_000;
  for (const mutant of mutants) {
    if (Date.now() > until) break;
    results.push({ ...mutant, ...(await tried(bench, mutant, start.tests)) });
    if (results.length % 20 === 0) console.log(`… ${results.length}/${mutants.length}, ${figures(results)}`);
  }
  return results;
}

/** Quick files first. Late is what takes ten times as long as without a mutant. */
async function tried(bench, { id }, tests) {
  const reaching = tests.filter(({ hits }) => hits[id] > 0);
  if (reaching.length === 0) return { status: 'unreached' };
  const files = byFile(reaching);
  const cost = (own) => own[0].loading + own.reduce((sum, { seconds }) => sum + seconds, 0);
  const order = [...files].sort(([, a], [, b]) => cost(a) - cost(b));
  const seconds = 10 + 10 * order.reduce((sum, [, own]) => sum + cost(own), 0);
  const hits = reaching.reduce((sum, test) => sum + test.hits[id], 0);
  const answer = await bench.ask(
    { mutant: id, hits, tests: order.map(([file, own]) => ({ file, ids: own.map((test) => test.id) })) },
    seconds,
  );
  if (answer.late || answer.ended || answer.endless) return { status: 'late' };
  if (answer.fault !== undefined) throw new Error(answer.fault);
  return answer.by === undefined ? { status: 'survived' } : { status: 'killed', by: answer.by, error: answer.error };
}

/** Node 20 has no Map.groupBy. */
function byFile(all) {
  const files = new Map();
  for (const each of all) files.set(each.file, [...(files.get(each.file) ?? []), each]);
  return files;
}

/** The same for the same source: of each file the Nth, 2Nth, … mutant, and the middle one of a file that has fewer. */
function sample(all) {
  return [...byFile(all).values()].flatMap((own) =>
    own.length < every ? [own[own.length >> 1]] : own.filter((_, index) => index % every === every - 1),
  );
}

/** By hash: any first part is a sample of the whole. */
function inOrder(mutants) {
  const hash = (mutant) => createHash('sha256').update(keyOf(mutant)).digest('hex');
  return mutants
    .map((mutant) => [hash(mutant), mutant])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, mutant]) => mutant);
}

/** The same as long as the line is. */
function keyOf({ file, text, mutator, replacement, column }) {
  return [file, text, mutator, replacement, column].join('\0');
}

function survivorsOf(name, all) {
  const path = join(cache, `${name}.json`);
  if (!existsSync(path)) throw new Error(`there is no last time: run "node scripts/mutants.mjs ${name}" first`);
  const wanted = new Set(
    JSON.parse(readFileSync(path, 'utf8'))
      .results.filter(({ status }) => status === 'survived' || status === 'unreached')
      .map(keyOf),
  );
  return all.filter((mutant) => wanted.has(keyOf(mutant)));
}

function shown({ status, file, line, column, mutator, text, replacement }) {
  return `${status} ${mutator} ${file}:${line}:${column}\n    ${text}\n    ${replacement.replaceAll(/\s+/g, ' ').slice(0, 160)}`;
}

function tracked(paths) {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...paths], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n');
}
