import { readFileSync } from 'node:fs';
import type { VectorFile, VectorIndex } from './types.js';

export { expandVectors, type Vector, withChanges } from './expand.js';
export { packHex, unpackHex } from './hex.js';
export type {
  Change,
  Circumstances,
  CodecCase,
  DecodeFailureVector,
  EncodeFailureVector,
  Json,
  SuccessVector,
  Values,
  VectorFile,
  VectorIndex,
} from './types.js';

/** The folder of `index.json` and of the files that it names. */
export const dataUrl: URL = new URL('../data/', import.meta.url);

export function loadIndex(): VectorIndex {
  return JSON.parse(readFileSync(new URL('index.json', dataUrl), 'utf8'));
}

/** `file` as the index has it. */
export function loadVectors(file: string): VectorFile {
  return JSON.parse(readFileSync(new URL(file, dataUrl), 'utf8'));
}
