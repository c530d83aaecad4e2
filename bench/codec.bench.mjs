// Field codecs without framing: generated, written by hand, and libraries that a user might pick (when they are installed).
//
//   node bench/codec.bench.mjs [--sizes=small,medium,large] [--alloc]
//
// Nothing is asserted: absolute times move with the machine, ratios within a run by a quarter.
import assert from 'node:assert';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Cursor, U32View } from '../packages/runtime/dist/index.js';
import { generatedClass } from './generated.mjs';
import * as hand from './hand.mjs';
import { printRace, race } from './rounds.mjs';
import { makeState } from './schema.mjs';

const option = process.argv.find((argument) => argument.startsWith('--sizes='));
const wanted = option === undefined ? ['small', 'medium'] : option.slice(8).split(',');

const type = await generatedClass();
const device = type.create();
const [section] = type.descriptor.sections;
const { env } = device;

const shared = process.env.MIGSPEC_BENCH ?? join(dirname(fileURLToPath(import.meta.url)), '../../shared/bench');
const other = await sharedCodecs();

for (const size of wanted) {
  const state = makeState(size, (values) => U32View.zero(values.length, false).like(values));
  const byHand = makeState(size, (values) => hand.Words.of(values));
  const wire = new Uint8Array(section.size(state, env));
  section.encode(state, new Cursor(wire), env);
  const check = new Uint8Array(hand.size(byHand));
  hand.encodeInto(byHand, check, new DataView(check.buffer));
  assert(Buffer.compare(wire, check) === 0, 'both write the same bytes');
  const decoded = section.decode(new Cursor(wire), env, section.version);
  assert.deepEqual(Object.keys(decoded), Object.keys(hand.decode(wire)), 'both read the same fields');

  const target = new Uint8Array(wire.length);
  const cursor = new Cursor(target);
  const view = new DataView(target.buffer);
  const lazy = hand.decode(wire);
  const decoding = {
    'by hand': () => hand.decode(wire),
    generated: () => section.decode(new Cursor(wire), env, section.version),
    'copy of the bytes': () => target.set(wire),
    ...other.decoding(size),
  };
  const encoding = {
    'by hand': () => {
      hand.size(lazy);
      return hand.encodeInto(lazy, target, view);
    },
    generated: () => {
      section.size(decoded, env);
      cursor.offset = 0;
      section.encode(decoded, cursor, env);
      return cursor.offset;
    },
    'copy of the bytes': () => target.set(wire),
    ...other.encoding(size),
  };
  if (process.argv.includes('--alloc')) printAllocations(size, { decoding, encoding });
  printRace(`decode ${size}, ${wire.length} bytes (× of the one by hand)`, race(decoding, 'by hand'));
  printRace(`encode ${size}, ${wire.length} bytes`, race(encoding, 'by hand'));
}

/** The hand-written codec and the libraries of the shared bench, when that is there; they also read and write a header and a footer. */
async function sharedCodecs() {
  const none = { decoding: () => ({}), encoding: () => ({}) };
  if (!existsSync(join(shared, 'codec/hand.mjs'))) {
    console.log('no shared bench: only the two codecs of this one');
    return none;
  }
  const load = (name) => import(pathToFileURL(join(shared, 'codec', name)).href);
  let build;
  try {
    ({ build } = await load('hand.mjs'));
  } catch (error) {
    console.log(`shared bench: not installed (${error.code ?? error.message})`);
    return none;
  }
  const schema = await load('schema.mjs');
  const libraries = await load('libs.mjs').then(
    (module) => module.default,
    () => ({}),
  );
  const shapes = {
    'shared: by hand, lazy': { arr: 'lazy', sub: 'view', alloc: 'into' },
    'shared: by hand, eager': { small: 'pool', big: 'wasm', sub: 'view', alloc: 'into' },
  };
  const codecs = (size) => {
    const state = schema.makeState(size);
    const first = build({}).encode(state);
    const wire = Buffer.from(first.buffer.slice(first.byteOffset, first.byteOffset + first.length));
    const made = Object.entries(shapes).map(([name, shape]) => {
      const codec = build(shape);
      const input = shape.arr === 'lazy' ? codec.decode(wire) : state;
      return [name, { decode: () => codec.decode(wire), encode: () => codec.encode(input) }];
    });
    for (const [name, codec] of Object.entries(libraries)) {
      const input = codec.input === undefined ? undefined : codec.input(state);
      const own = codec.wire ? wire : Buffer.from(codec.encode(input));
      made.push([name, { decode: () => codec.decode(own), ...(codec.encode === undefined ? {} : { encode: () => codec.encode(input) }) }]);
    }
    return made;
  };
  const pick = (verb) => (size) =>
    Object.fromEntries(codecs(size).flatMap(([name, codec]) => (codec[verb] === undefined ? [] : [[name, codec[verb]]])));
  return { decoding: pick('decode'), encoding: pick('encode') };
}

/** Bytes allocated by one call; needs `node --expose-gc`. */
function printAllocations(size, groups) {
  if (globalThis.gc === undefined) return console.log('allocations need node --expose-gc');
  for (const [verb, contestants] of Object.entries(groups)) {
    for (const [name, run] of Object.entries(contestants)) {
      for (let index = 0; index < 200; index++) run();
      gc();
      const before = process.memoryUsage();
      for (let index = 0; index < 500; index++) run();
      const after = process.memoryUsage();
      const bytes = (after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers) / 500;
      console.log(`${verb} ${size} ${name}: ${Math.round(bytes)} bytes`);
    }
  }
}
