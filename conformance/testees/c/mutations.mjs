// Mutated payloads through the C codecs and the generated TypeScript: the same verdict, the same code, the same bytes again.
// node conformance/testees/c/mutations.mjs TESTEE [COUNT] [SEED]; TESTEE is the program that build.sh makes.
import { spawn } from 'node:child_process';
import { builds, loadDocument } from '@migspec/capabilities';
import { registry } from '@migspec/devices';
import { Cursor, MigspecError, runtimeCodes } from '@migspec/runtime';
import { expandVectors, loadIndex, loadVectors } from '@migspec/vectors';
import { codecName } from '../../dist/testee/protocol.js';
import { sectionReferences } from '../../dist/vectors/sections.js';
import { Mutator } from './mutator.mjs';

const [testee, count = '100000', seed = '1'] = process.argv.slice(2);
if (testee === undefined) throw new Error('usage: mutations.mjs TESTEE [COUNT] [SEED]');
const total = Number(count);

/** Payloads that go out before their answers are read. */
const together = 200;

const child = spawn(testee, ['--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
const ended = new Promise((done) => child.on('close', (code, signal) => done(signal ?? code)));
const answers = child.stdout[Symbol.asyncIterator]();
let pending = Buffer.alloc(0);

async function take(length) {
  const parts = [pending];
  let have = pending.length;
  while (have < length) {
    const { value, done } = await answers.next();
    if (done) throw new Error(`the testee ended: ${await ended}`);
    parts.push(value);
    have += value.length;
  }
  const all = parts.length === 1 ? pending : Buffer.concat(parts);
  pending = all.subarray(length);
  return all.subarray(0, length);
}

function u32(...numbers) {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => {
    bytes.writeUInt32BE(number, 4 * index);
  });
  return bytes;
}

/** What TypeScript makes of a payload: the codes of decoding and of encoding again, and the bytes. */
function expected(reference, env, version, payload) {
  const { section } = reference;
  const cursor = new Cursor(payload);
  cursor.begin(section.id);
  let state;
  try {
    if (version < section.minimum || version > section.version) return { decode: 8021, encode: 0, bytes: none };
    state = section.decode(cursor, env, version);
    if (cursor.offset !== cursor.end) return { decode: 8002, encode: 0, bytes: none };
  } catch (error) {
    return { decode: codeOf(error), encode: 0, bytes: none };
  }
  try {
    const bytes = new Uint8Array(section.size(state, env));
    section.encode(state, new Cursor(bytes), env);
    return { decode: 0, encode: 0, bytes };
  } catch (error) {
    return { decode: 0, encode: codeOf(error), bytes: none };
  }
}

const none = new Uint8Array();

function codeOf(error) {
  if (error instanceof MigspecError) return runtimeCodes[error.code][0];
  throw error;
}

const references = new Map(
  (
    await sectionReferences(
      builds.map(loadDocument).filter((document) => document !== undefined),
      registry,
    )
  ).map((reference) => [codecName({ ...reference, section: reference.section.id }), reference]),
);
/** Every codec once for each file of vectors: builds that share a file have the same layout. */
const cases = loadIndex().sections.flatMap(({ file, ...where }, index, all) => {
  if (all.findIndex((other) => other.file === file) !== index) return [];
  const vectors = [...expandVectors(loadVectors(file))].filter(({ hex }) => hex !== undefined);
  return vectors.length === 0 ? [] : [{ where, codec: codecName(where), vectors }];
});

const tally = new Map();
let different = 0;

async function round({ where, codec, vectors }, vector, mutator, size) {
  const reference = references.get(codec);
  const { version, params, machine, host, state } = vector;
  const env = reference.env(vector);
  const others = vectors.map(({ hex }) => hex);
  const request = Buffer.from(JSON.stringify({ op: 'decode', ...where, version, params, machine, host, state }));
  const payloads = Array.from({ length: size }, () => ({ bytes: mutator.mutate(vector.hex, others), version: mutator.version(version) }));
  child.stdin.write(Buffer.concat([u32(request.length), request, u32(size), ...payloads.flatMap((one) => [u32(one.version, one.bytes.length), one.bytes])]));
  for (const { bytes, version: sent } of payloads) {
    // The codec keeps views of what it reads.
    const wanted = expected(reference, env, sent, Uint8Array.from(bytes));
    const head = await take(12);
    const got = { decode: head.readUInt32BE(0), encode: head.readUInt32BE(4), bytes: await take(head.readUInt32BE(8)) };
    const verdict = wanted.decode || (wanted.encode === 0 ? 0 : wanted.encode);
    tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
    if (got.decode === wanted.decode && got.encode === wanted.encode && Buffer.compare(got.bytes, wanted.bytes) === 0) continue;
    different++;
    if (different > 20) continue;
    console.log(`${codec} version ${sent}, ${vector.name}: TypeScript ${wanted.decode} ${wanted.encode}, C ${got.decode} ${got.encode}`);
    console.log(`  params ${JSON.stringify(params)}\n  ${Buffer.from(bytes).toString('hex').slice(0, 4000)}`);
  }
}

const mutator = new Mutator(Number(seed));
const rounds = cases.flatMap((each) => each.vectors.map((vector) => ({ each, vector })));
let done = 0;
for (let turn = 0; done < total; turn++) {
  const { each, vector } = rounds[turn % rounds.length];
  const size = Math.min(together, total - done);
  await round(each, vector, mutator, size);
  done += size;
}
child.stdin.end();
const status = await ended;

const names = new Map(Object.entries(runtimeCodes).map(([name, [number]]) => [number, name]));
const rows = [...tally].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code === 0 ? 'read and written' : (names.get(code) ?? code)} ${times}`);
console.log(`${done} mutated inputs of ${cases.length} layouts: ${rows.join(', ')}`);
console.log(`${different} differ; the testee ended with ${status}`);
process.exitCode = different === 0 && done > 0 && status === 0 && (tally.get(0) ?? 0) > 0 ? 0 : 1;
