/** The golden vectors are what the generated codecs do, every section of every build has them, and they cover what its layout has. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builds, type DocumentFieldType, type DocumentSubsection, loadDocument } from '@migspec/capabilities';
import { registry } from '@migspec/devices';
import { dataUrl, expandVectors, loadIndex, loadVectors, packHex, unpackHex, type Vector } from '@migspec/vectors';
import { describe, expect, test } from 'vitest';
import { sameAnswer } from '../../src/testee/compare.js';
import { questionsOf } from '../../src/testee/plan.js';
import { codecName } from '../../src/testee/protocol.js';
import type { SectionReference } from '../../src/testee/reference.js';
import { structsIn } from '../../src/vectors/reads.js';
import { sectionReferences } from '../../src/vectors/sections.js';

const documents = builds.map(loadDocument).filter((document) => document !== undefined);
const references = new Map(
  (await sectionReferences(documents, registry)).map((one) => [
    codecName({ model: one.model, build: one.build, section: one.section.id }),
    one,
  ]),
);
const index = loadIndex();
const files = new Map(index.sections.map(({ file, ...where }) => [file, where]));

/** Bytes of a section that takes longer to read than a test should. */
const long = 8000;

test('every section of every build is in the index, and nothing else', () => {
  expect(index.sections.map(codecName)).toEqual([...references.keys()]);
  const folder = fileURLToPath(dataUrl);
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map(({ parentPath, name }) => join(parentPath, name));
  expect(paths.map((path) => path.slice(folder.length).replaceAll('\\', '/')).sort()).toEqual(['index.json', ...files.keys()].sort());
  expect(paths.reduce((bytes, path) => bytes + statSync(path).size, 0)).toBeLessThan(4_000_000);
});

describe('the generated codecs answer as the vectors say', () => {
  for (const [file, where] of files) {
    const reference = references.get(codecName(where));
    if (reference === undefined) continue;
    test(file, () => {
      const vectors = expandVectors(loadVectors(file));
      const wrong = vectors
        .filter((vector) => vector.kind === 'encode-failure' || vector.hex.length < 2 * long)
        .filter((vector) => size(vector) < 20 * long)
        .flatMap((vector) => [...questionsOf(vector, where, file)])
        .filter(({ request, expected }) => {
          const got = request.op === 'decode' ? reference.decode(request, request.hex) : reference.encode(request, request.value as never);
          return !sameAnswer(expected, got);
        });
      expect(wrong.map(({ name }) => name)).toEqual([]);
    });
  }
});

function size(vector: Vector): number {
  return vector.kind === 'encode-failure' ? JSON.stringify(vector.value).length : 0;
}

test('what a layout can refuse, some vector shows', () => {
  const missing = [...files].flatMap(([file, where]) => {
    const reference = references.get(codecName(where));
    const { success, decodeFailure, encodeFailure } = loadVectors(file);
    const codes = new Set(decodeFailure.map(({ error }) => error));
    const wanted = reference === undefined ? [] : [...refusals(reference)].filter((code) => !codes.has(code));
    return [
      ...wanted.map((code) => `${file}: ${code}`),
      ...(success.length < 2 ? [`${file}: success`] : []),
      ...(encodeFailure.length === 0 ? [`${file}: encode failures`] : []),
    ];
  });
  expect(missing).toEqual([]);
});

/** Codes that can come of any bytes, and those of what the layout has at its top and in its structs. */
function refusals({ documentModel, documentSection }: SectionReference): ReadonlySet<string> {
  const codes = new Set(['TRUNCATED', 'TRAILING_BYTES', 'SECTION_VERSION_REFUSED', 'SECTION_UNKNOWN']);
  const visit = ({ fields }: Pick<DocumentSubsection, 'fields'>): void => {
    for (const { type, bounds } of fields) {
      const kind = innermost(type).kind;
      if (kind === 'bool') codes.add('BOOL_INVALID');
      if (bounds.own !== undefined && bounds.own.compare !== 'masked') codes.add('ECHO_DIFFERS');
      if (bounds.reserved !== undefined) codes.add('RESERVED_BITS');
      if (type.kind === 'array' && type.count.kind === 'marked') codes.add('MARKER_INVALID');
    }
  };
  visit(documentSection);
  for (const id of structsIn(documentModel, documentSection)) {
    const struct = documentModel.structs[id];
    if (struct?.fields.every(({ when }) => when === undefined)) visit(struct);
  }
  return codes;
}

function innermost(type: DocumentFieldType): DocumentFieldType {
  return type.kind === 'array' ? innermost(type.element) : type;
}

test('runs of zero bytes are written short and read back', () => {
  for (const hex of ['', '00', '00'.repeat(15), '00'.repeat(16), `0a${'00'.repeat(40)}0b00`, 'ff'.repeat(20)])
    expect(unpackHex(packHex(hex))).toBe(hex);
  expect(packHex(`0a${'00'.repeat(40)}0b`)).toBe('0a(40)0b');
});
