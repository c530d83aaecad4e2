/** `migspec conform --testee`: all golden vectors, then inputs made out of them. */
import { builds, type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import { registry } from '@migspec/devices';
import { type CodecCase, expandVectors, loadIndex, loadVectors, type VectorFile } from '@migspec/vectors';
import type { GeneratedDevices } from '../run/load.js';
import { mutatedQuestions, type Seeds } from './mutate.js';
import { type Question, questionsOf } from './plan.js';
import { codecName } from './protocol.js';
import { runTestee, type TesteeOptions, type TesteeResult } from './run.js';

export interface TesteeRunOptions extends TesteeOptions {
  /** Only codecs whose MODEL|BUILD|SECTION has this in it. */
  readonly codec?: string;
  /** Inputs made out of the vectors' bytes, after the vectors. */
  readonly mutate: number;
  readonly seed: number;
  /** Those of another spec; the vectors are then made on the spot. */
  readonly packages: Packages | undefined;
}

interface Packages {
  readonly documents: readonly CapabilityDocument[];
  readonly registry: GeneratedDevices['registry'];
}

interface Golden {
  readonly where: Pick<CodecCase, 'model' | 'build' | 'section'>;
  readonly vectors: VectorFile;
}

export async function testeeRun(options: TesteeRunOptions): Promise<TesteeResult> {
  const { packages, codec = '', mutate, seed } = options;
  const wanted = ({ where }: Pick<Golden, 'where'>): boolean => codecName(where).includes(codec);
  const golden = packages === undefined ? shipped(wanted) : (await made(packages)).filter(wanted);
  const seeds = mutate === 0 ? [] : await withReferences(golden, packages ?? own());
  return runTestee(questions(golden, seeds, mutate, seed), options);
}

function* questions(golden: readonly Golden[], seeds: readonly Seeds[], mutate: number, seed: number): Generator<Question> {
  for (const { where, vectors } of golden) {
    const codec = codecName(where);
    for (const vector of expandVectors(vectors)) yield* questionsOf(vector, where, codec);
  }
  if (seeds.length > 0) yield* mutatedQuestions(seeds, mutate, seed);
}

function shipped(wanted: (golden: Pick<Golden, 'where'>) => boolean): readonly Golden[] {
  return loadIndex().sections.flatMap(({ file, ...where }) => (wanted({ where }) ? [{ where, vectors: loadVectors(file) }] : []));
}

async function made({ documents, registry }: Packages): Promise<readonly Golden[]> {
  const { makeVectors } = await import('../vectors/make.js');
  const { index, files } = await makeVectors(documents, registry);
  return index.sections.flatMap(({ file, ...where }) => {
    const vectors = files.get(file);
    return vectors === undefined ? [] : [{ where, vectors }];
  });
}

function own(): Packages {
  return { documents: builds.map(loadDocument).filter((document) => document !== undefined), registry };
}

async function withReferences(golden: readonly Golden[], { documents, registry }: Packages): Promise<readonly Seeds[]> {
  const { sectionReferences } = await import('../vectors/sections.js');
  const references = new Map(
    (await sectionReferences(documents, registry)).map((one) => [
      codecName({ model: one.model, build: one.build, section: one.section.id }),
      one,
    ]),
  );
  return golden.flatMap(({ where, vectors }) => {
    const reference = references.get(codecName(where));
    return reference === undefined ? [] : [{ where, vectors, reference }];
  });
}
