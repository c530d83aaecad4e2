/** What to ask a testee, and what it must answer: the vectors, and inputs made out of them. */
import type { CodecCase, Vector } from '@migspec/vectors';
import type { Answer, CodecRequest } from './protocol.js';

export interface Question {
  /** MODEL|BUILD|SECTION. */
  readonly codec: string;
  /** Of the vector, and what is asked of it. */
  readonly name: string;
  readonly request: CodecRequest;
  readonly expected: Answer;
}

/** A success vector is asked in both directions. */
export function* questionsOf(vector: Vector, where: Pick<CodecCase, 'model' | 'build' | 'section'>, codec: string): Generator<Question> {
  const { version, params, machine, host, state } = vector;
  const about: CodecCase = { ...where, version, params, machine, host, ...(state === undefined ? {} : { state }) };
  if (vector.kind !== 'encode-failure') {
    const expected: Answer = vector.kind === 'success' ? { kind: 'value', value: vector.value } : { kind: 'error', code: vector.error };
    yield { codec, name: `decode ${vector.name}`, request: { op: 'decode', ...about, hex: vector.hex }, expected };
  }
  if (vector.kind === 'encode-failure' || (vector.kind === 'success' && !vector.decodeOnly)) {
    const expected: Answer = vector.kind === 'success' ? { kind: 'hex', hex: vector.hex } : { kind: 'error', code: vector.error };
    yield { codec, name: `encode ${vector.name}`, request: { op: 'encode', ...about, value: vector.value }, expected };
  }
}
