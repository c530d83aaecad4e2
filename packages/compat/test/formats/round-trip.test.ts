/**
 * Native → form → native′ → form: the two texts are one, and native′ differs from native in exactly what the form's `loses` says:
 * nothing else, and each of it somewhere.
 */
import type { CapabilityDocument } from '@migspec/capabilities';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/document/digest.js';
import { stateVersionList } from '../../src/document/state-versions.js';
import type { Form, FormFiles, FormOptions, Loss } from '../../src/formats/form.js';
import { formOf, forms } from '../../src/formats/forms.js';
import { corpus } from './corpus.js';

type Json = { [key: string]: unknown };

/** A form with room for one model gets each model alone, and the type of backend where the name does not say it. */
function* inputs(form: Form): Iterable<readonly [CapabilityDocument, FormOptions]> {
  const single = form.name.startsWith('vhost-user');
  for (const document of corpus) {
    if (!single) yield [document, {}];
    else
      for (const [id, model] of Object.entries(document.models)) {
        yield [{ ...document, models: { [id]: model } }, form.name === 'vhost-user-capabilities' ? { type: 'net' } : {}];
      }
  }
}

function write(form: Form, document: CapabilityDocument, options: FormOptions): FormFiles | undefined {
  const written = form.write(document, options);
  if (written.ok) return written.value;
  expect(written.problems.map(({ code }) => code)).toEqual(['FORM_CANNOT_SAY']);
  return undefined;
}

function readBack(form: Form, files: FormFiles, options: FormOptions): CapabilityDocument {
  const read = form.read(files, options);
  if (!read.ok) throw new Error(`${form.name}: ${JSON.stringify(read.problems)}`);
  return read.value;
}

/** Without what is lost, and without what says so. */
function stripped(document: CapabilityDocument, losses: readonly Loss[], retired: ReadonlySet<string>): Json {
  const copy = JSON.parse(JSON.stringify(document)) as Json & { models: Record<string, Json> };
  delete copy.silent;
  delete copy.digest;
  delete copy.$schema;
  // What needs the whole goes first, what must not see what is lost goes last.
  for (const phase of ['cut', 'params', 'empty', undefined, 'name', 'order', 'models'] as const) {
    for (const loss of losses) {
      const { at, only } = loss;
      if (at === '/models' ? phase !== 'models' : phase !== only) continue;
      if (at === '/models') copy.models = Object.fromEntries(ordered(copy.models).map((model, index) => [index, model]));
      else if (only === undefined) remove(copy, at.split('/').slice(1));
      else for (const model of Object.values(copy.models)) partly(model, loss, retired);
    }
  }
  return copy;
}

/** Models by what they say, so that names do not matter. */
function ordered(models: Record<string, Json>): readonly Json[] {
  return Object.values(models).sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
}

function partly(model: Json, { at, only }: Loss, retired: ReadonlySet<string>): void {
  const key = at.slice('/models/*/'.length);
  const list = model[key];
  if (only === 'params') {
    model.params = (model.params as { name: string }[]).filter(({ name }) => !retired.has(name));
    delete model.retired;
  } else if (!Array.isArray(list)) return;
  else if (only === 'cut') model[key] = stateVersionList(model as unknown as Parameters<typeof stateVersionList>[0]);
  else if (only === 'empty') {
    if (list.length === 0) delete model[key];
  } else if (only === 'order') model[key] = [...list].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  else if (only === 'name')
    model[key] = list.map((each: unknown) =>
      typeof each === 'string' ? named(each) : { ...(each as Json), name: named((each as { name: string }).name) },
    );
}

/** Long names are one another: what is left of them is a hash. */
const named = (name: string): string => (name.length > 25 ? 'long' : name);

function remove(value: unknown, [part, ...rest]: readonly string[]): void {
  if (typeof value !== 'object' || value === null || part === undefined) return;
  const holder = value as Json;
  for (const key of part === '*' ? Object.keys(holder) : [part]) {
    if (rest.length === 0) delete holder[key];
    else remove(holder[key], rest);
  }
}

const retiredNames = (document: CapabilityDocument): ReadonlySet<string> =>
  new Set(Object.values(document.models).flatMap(({ retired }) => retired.map(({ name }) => name)));

describe.each(forms.map((form) => [form.name, form] as const))('%s', (_, form) => {
  const trips = [...inputs(form)].flatMap(([document, options]) => {
    const files = write(form, document, options);
    return files === undefined ? [] : [{ document, options, files, back: readBack(form, files, options) }];
  });

  test('writes most documents, reads each back, and writes the same again', () => {
    expect(trips.length).toBeGreaterThan(20);
    for (const { files, back, options } of trips) expect(write(form, back, options)).toEqual(files);
  });

  test('a document that was read is the native one but for what the form loses', () => {
    for (const { document, back } of trips) {
      const retired = retiredNames(document);
      expect(stripped(back, form.loses, retired)).toEqual(stripped(document, form.loses, retired));
    }
  });

  test('all that is said to be lost is', () => {
    const needless = form.loses.filter((loss) => {
      const others = form.loses.filter((each) => each !== loss);
      return trips.every(({ document, back }) => {
        const retired = retiredNames(document);
        return canonicalJson(stripped(back, others, retired)) === canonicalJson(stripped(document, others, retired));
      });
    });
    expect(needless.map(({ at, only }) => `${at} ${only ?? ''}`)).toEqual([]);
  });

  test('is told from all other forms', () => {
    for (const { files } of trips) expect(formOf(files)?.name).toBe(form.name);
  });
});
