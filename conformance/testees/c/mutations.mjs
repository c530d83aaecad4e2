// Mutated payloads through the C codecs and the generated TypeScript: the same verdict, the same code, the same bytes again.
// node conformance/testees/c/mutations.mjs TESTEE [COUNT] [SEED]; TESTEE is the program that build.mjs makes.
import { builds, loadDocument } from '@migspec/capabilities';
import { registry } from '@migspec/devices';
import { expandVectors, loadIndex, loadVectors } from '@migspec/vectors';
import { codecName } from '../../dist/testee/protocol.js';
import { sectionReferences } from '../../dist/vectors/sections.js';
import { answerText, Batch, reference, sameAnswer } from './batch.mjs';
import { Mutator } from './mutator.mjs';

const [testee, count = '100000', seed = '1'] = process.argv.slice(2);
if (testee === undefined) throw new Error('usage: mutations.mjs TESTEE [COUNT] [SEED]');
const total = Number(count);

/** Payloads of one vector that go out together. */
const together = 100;
/** Rounds that are under way, so that neither side waits for the other. */
const ahead = 4;

const documents = builds.map(loadDocument).filter((document) => document !== undefined);
const known = await sectionReferences(documents, registry);
const references = new Map(known.map((each) => [codecName({ ...each, section: each.section.id }), each]));

/** Every file of vectors once: builds that share one have the same layout. */
const files = new Map(loadIndex().sections.map(({ file, ...where }) => [file, where]));
const cases = [...files].flatMap(([file, where]) => {
  const vectors = [...expandVectors(loadVectors(file))].filter(({ hex }) => hex !== undefined);
  const others = vectors.map(({ hex }) => hex);
  return vectors.map((vector) => ({ where, vector, others, codec: references.get(codecName(where)) }));
});
if (cases.length === 0) throw new Error('there are no vectors to mutate');

const batch = new Batch(testee);
const mutator = new Mutator(Number(seed));
const tally = new Map();
let different = 0;

function start(turn, size) {
  const { where, vector, others, codec } = cases[turn % cases.length];
  const { params, machine, host, state } = vector;
  const payloads = Array.from({ length: size }, () => ({
    bytes: mutator.mutate(vector.hex, others),
    version: mutator.version(vector.version),
  }));
  batch.send({ ...where, params, machine, host, state }, payloads);
  return { vector, where, payloads, section: codec.section, env: codec.env(vector) };
}

async function finish({ vector, where, payloads, section, env }) {
  for (const { version, bytes } of payloads) {
    const wanted = reference(section, env, version, bytes);
    const got = await batch.next();
    const verdict = wanted.decode === 0 && wanted.encode === 0 ? 'read and written' : answerText(wanted);
    tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
    if (sameAnswer(got, wanted)) continue;
    different++;
    if (different > 10) continue;
    console.log(`${codecName(where)} version ${version}, from ${vector.name}: TypeScript ${answerText(wanted)}, C ${answerText(got)}`);
    console.log(`  ${JSON.stringify(vector.params)}\n  ${Buffer.from(bytes).toString('hex').slice(0, 2000)}`);
  }
}

const rounds = [];
for (let turn = 0, sent = 0; sent < total || rounds.length > 0; ) {
  while (sent < total && rounds.length < ahead) {
    const size = Math.min(together, total - sent);
    rounds.push(start(turn++, size));
    sent += size;
  }
  await finish(rounds.shift());
}
const status = await batch.end();

const rows = [...tally].sort(([, a], [, b]) => b - a).map(([what, times]) => `${what} ${times}`);
console.log(`${total} mutated inputs of ${files.size} layouts: ${rows.join(', ')}`);
console.log(`${different} differ; the testee ended with ${status}`);
process.exitCode = different === 0 && total > 0 && status === 0 && tally.has('read and written') && tally.size > 5 ? 0 : 1;
