/** Inputs made out of the vectors' bytes. What they must come to, the generated codecs say. */
import { type CodecCase, expandVectors, type Values, type Vector, type VectorFile } from '@migspec/vectors';
import { NamedRandom } from '../situations/random.js';
import type { Question } from './plan.js';
import { codecName } from './protocol.js';
import type { SectionReference } from './reference.js';

export interface Seeds {
  readonly where: Pick<CodecCase, 'model' | 'build' | 'section'>;
  readonly vectors: VectorFile;
  readonly reference: SectionReference;
}

/** `count` inputs, from each codec in turn. One that is read is asked for in both directions. */
export function* mutatedQuestions(seeds: readonly Seeds[], count: number, seed: number): Generator<Question> {
  const random = new NamedRandom(`mutations ${seed}`);
  const parents = seeds.map(({ vectors }) =>
    expandVectors(vectors).flatMap((vector) => (vector.kind === 'encode-failure' ? [] : [vector])),
  );
  for (let number = 0; number < count; number++) {
    const index = number % seeds.length;
    const { where, reference } = seeds[index] as Seeds;
    const vectors = parents[index] ?? [];
    const vector = vectors[random.next() % Math.max(vectors.length, 1)];
    if (vector !== undefined) yield* questions(where, reference, vector, mutated(vector, random), `mutation ${number} of ${vector.name}`);
  }
}

type Parent = Exclude<Vector, { kind: 'encode-failure' }>;

function* questions(where: Seeds['where'], reference: SectionReference, vector: Parent, hex: string, name: string): Generator<Question> {
  const { version, params, machine, host, state } = vector;
  const about: CodecCase = { ...where, version, params, machine, host, ...(state === undefined ? {} : { state }) };
  const codec = codecName(where);
  const decoded = reference.decode(about, hex);
  yield { codec, name: `decode ${name}`, request: { op: 'decode', ...about, hex }, expected: decoded };
  if (decoded.kind !== 'value') return;
  const written = { ...about, version: reference.section.version };
  const expected = reference.encode(written, decoded.value as Values);
  yield { codec, name: `encode ${name}`, request: { op: 'encode', ...written, value: decoded.value }, expected };
}

/** Bytes that mean something in many places: flags, counts, markers, ends of ranges. */
const telling = [0x00, 0x01, 0x02, 0x05, 0x7f, 0x80, 0xff];

/** One to three changes. */
function mutated({ hex }: Parent, random: NamedRandom): string {
  let bytes = Buffer.from(hex, 'hex');
  for (let left = 1 + (random.next() % 3); left > 0; left--) bytes = change(bytes, random);
  return bytes.toString('hex');
}

function change(bytes: Buffer<ArrayBuffer>, random: NamedRandom): Buffer<ArrayBuffer> {
  // Most fields stand at the front; long arrays are dull.
  const reach = random.next() % 2 === 0 ? Math.min(bytes.length, 256) : bytes.length;
  const at = random.next() % Math.max(reach, 1);
  const value = telling[random.next() % telling.length] ?? 0;
  switch (random.next() % 6) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([value]), bytes.subarray(at)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    case 3:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << (random.next() % 8));
      return bytes;
    default:
      if (at < bytes.length) bytes[at] = value;
      return bytes;
  }
}
