/** Whatever is changed in the text of a form, reading it neither throws nor hangs, and what is read is a document. */
import { type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import { loadCapabilities } from '../../src/document/load.js';
import { formOf, forms } from '../../src/formats/forms.js';
import { awkward } from './corpus.js';

const source = loadDocument('thread-2020@3') as CapabilityDocument;
const model = 'https://example.org/devices/e1000e';
const machine = { facts: {}, devices: [{ address: 'a', model, configuration: { rss: true, 'rx-table-size': 32 } }] };

const texts = forms.flatMap((form) =>
  [source, awkward].flatMap((document) => {
    const [id = ''] = Object.keys(document.models);
    const written = form.write(document, form.name.startsWith('vhost-user') ? { model: id, type: 'net' } : {});
    return written.ok ? [{ form, files: written.value }] : [];
  }),
);

const pieces = fc.constantFrom(
  '',
  '0',
  '-',
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '<',
  '>',
  '/',
  '&',
  '_',
  '\n',
  '\0',
  '\u{1f600}',
  'null',
  '1e400',
  '__proto__',
  '.'.repeat(70),
);

test('a few places changed', () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat(), fc.nat(12), pieces), { maxLength: 3 }),
      fc.nat(),
      ({ form, files }, changes, which) => {
        const paths = Object.keys(files);
        const path = paths[which % paths.length] ?? '';
        let text = files[path] ?? '';
        for (const [at, length, piece] of changes) {
          const from = text.length === 0 ? 0 : at % text.length;
          text = text.slice(0, from) + piece + text.slice(from + length);
        }
        const changed = { ...files, [path]: text };
        formOf(changed);
        const read = form.read(changed);
        if (!read.ok) {
          for (const { code } of read.problems) expect(code).toMatch(/^(FORM|DOCUMENT)_/);
          return;
        }
        accepted++;
        expect(loadCapabilities(JSON.parse(JSON.stringify(read.value))).ok).toBe(true);
        const there = check({ source: { machine, document: source }, destination: { document: read.value } });
        expect(['no', 'depends']).toContain(there.outcome);
        form.write(read.value, { type: 'net' });
      },
    ),
    { numRuns: 4000 },
  );
  expect(accepted).toBeGreaterThan(200);
});

test('large and deep texts end soon', () => {
  const large = [
    '['.repeat(1 << 20),
    `{"models":${'{"a":'.repeat(1 << 17)}`,
    '<a>'.repeat(1 << 18),
    `<a ${' '.repeat(1 << 20)}`,
    '<!--'.repeat(1 << 18),
    '&'.repeat(1 << 20),
    'x'.repeat((1 << 24) + 1),
  ];
  const start = performance.now();
  for (const text of large) {
    for (const form of forms) {
      const read = form.read({ [form.file]: text });
      expect([form.name, read.ok && !form.tree]).toEqual([form.name, false]);
    }
  }
  expect(performance.now() - start).toBeLessThan(10_000);
});
