import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../src/check/check.js';
import { loadCapabilities } from '../src/document/load.js';
import { array, document, field, model, section, struct, structType, u8 } from './documents.js';
import { nicBuilds, nicId } from './nic.js';

/** A copy without types, as a file gives it. */
const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const codes = (json: unknown): string => {
  const loaded = loadCapabilities(json);
  return loaded.ok ? 'ok' : [...new Set(loaded.problems.map((problem) => `${problem.code} ${problem.at ?? ''}`))].join(', ');
};

function changed(path: readonly (string | number)[], value: unknown): unknown {
  const whole = copy(nicBuilds[3]);
  let at: unknown = whole;
  for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown>)[step];
  (at as Record<string | number, unknown>)[path.at(-1) ?? ''] = value;
  return whole;
}

test('documents are what the schema says, and problems say where', () => {
  expect(codes(copy(nicBuilds[3]))).toBe('ok');
  expect(codes(changed(['documentVersion'], 2))).toBe('DOCUMENT_VERSION_REFUSED /documentVersion');
  expect(codes(changed(['framing'], 'yaml'))).toBe('DOCUMENT_INVALID /framing');
  expect(codes(changed(['models'], []))).toBe('DOCUMENT_INVALID /models');
  expect(codes(changed(['models', nicId, 'params', 0, 'guestVisible'], 'yes'))).toBe(
    'DOCUMENT_INVALID /models/https:~1~1example.org~1devices~1e1000e/params/0/guestVisible',
  );
  expect(
    codes(changed(['models', nicId, 'sections', 0, 'fields', 0, 'type'], { kind: 'int', bits: 12, signed: false, order: 'big' })),
  ).toBe('DOCUMENT_INVALID /models/https:~1~1example.org~1devices~1e1000e/sections/0/fields/0/type/bits');
  expect(codes(changed(['surprise'], 1))).toBe('DOCUMENT_INVALID /surprise');
  expect(codes(changed(['models', nicId, 'params', 1, 'range', 'items', 0, 'max'], 'many'))).toContain('DOCUMENT_INVALID');
  for (const wrong of [undefined, null, 7, 'text', [], {}, { documentVersion: 1 }]) expect(codes(wrong)).toContain('DOCUMENT_');
});

test('trees of newer checkers pass, what is no tree does not', () => {
  const at = ['models', nicId, 'constraints', 0, 'expr'];
  expect(codes(changed(at, { op: 'cube', of: { op: 'param', id: 'rss' } }))).toBe('ok');
  expect(codes(changed(at, { op: 'not' }))).toContain('DOCUMENT_INVALID');
  let deep: unknown = { op: 'bool', value: true };
  for (let level = 0; level < 5000; level++) deep = { op: 'not', of: deep };
  expect(codes(changed(at, deep))).toContain('DOCUMENT_INVALID');
});

test('names lead somewhere, structs end, states have a size', () => {
  const built = (structs: Record<string, ReturnType<typeof structType>>, count = 1) =>
    copy(document('demo@1', { x: model({ structs, sections: [section('s', [field('a', array(struct('A'), count))])] }) }));
  expect(codes(built({ A: structType('A', [field('n', u8)]) }))).toBe('ok');
  expect(codes(built({}))).toContain('DOCUMENT_INVALID');
  expect(codes(built({ A: structType('A', [field('b', struct('B'))]), B: structType('B', [field('a', struct('A'))]) }))).toContain(
    'DOCUMENT_INVALID',
  );
  expect(codes(built({ A: structType('A', [field('n', array(u8, 1 << 20))]) }, 1 << 20))).toContain('DOCUMENT_INVALID');
  // Thirty doublings are no work: each struct is looked at once.
  const doubling = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      index === 0 ? 'A' : `S${index}`,
      structType('S', [field('l', struct(`S${index + 1}`)), field('r', struct(`S${index + 1}`))]),
    ]),
  );
  expect(codes(built({ ...doubling, S30: structType('S', [field('n', u8)]) }))).toContain('DOCUMENT_INVALID');
  expect(codes(copy(document('demo@1', {}, { classes: { a: { aliases: [], parent: 'b' } } })))).toBe('DOCUMENT_INVALID /classes/a');
});

test('what a document says of its host are facts of the build, and it is silent about few things at once', () => {
  const speed = { hostFacts: { speed: { type: { kind: 'int', bits: 16, signed: false }, default: 1 } } } as const;
  const made = (rest: object) => codes(copy(document('demo@1', {}, { ...speed, ...rest })));
  expect(made({ host: { speed: 10 }, silent: ['/models/*/sections', '/released'] })).toBe('ok');
  expect(made({ host: { speed: 'fast' } })).toBe('DOCUMENT_INVALID /host/speed');
  expect(made({ host: { colour: 1 } })).toBe('DOCUMENT_INVALID /host/colour');
  expect(made({ silent: Array.from({ length: 300 }, (_, at) => `/models/*/${at}`) })).toBe('DOCUMENT_INVALID /silent');
  expect(made({ silent: Array.from({ length: 300 }, (_, at) => `/models/m/${at}`) })).toBe('ok');
});

test('whatever is changed in a document, loading and checking neither throw nor hang', () => {
  const whole = JSON.stringify(nicBuilds[3]);
  const places: (string | number)[][] = [];
  const collect = (value: unknown, path: (string | number)[]): void => {
    if (path.length > 0) places.push(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) collect(inner, [...path, key]);
  };
  collect(JSON.parse(whole), []);
  const machine = { facts: {}, devices: [{ address: 'a', model: nicId, configuration: { rss: true, 'rx-table-size': 48 } }] };
  const replacement = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(0, -1, 1e15, '', '0', 'auto', true, null, [], {}, { op: 'state', name: 'entries' }, { op: 'cube' }),
  );
  let accepted = 0;
  fc.assert(
    fc.property(fc.constantFrom(...places), replacement, (path, value) => {
      const loaded = loadCapabilities(changed(path, value));
      if (!loaded.ok) return;
      accepted++;
      const verdict = check({ source: { machine, document: loaded.value }, destination: { document: nicBuilds[2] } });
      const back = check({ source: { machine, document: nicBuilds[3] }, destination: { document: loaded.value } });
      expect([verdict.outcome, back.outcome].every((outcome) => ['yes', 'no', 'depends'].includes(outcome))).toBe(true);
    }),
    { numRuns: 1500 },
  );
  expect(accepted).toBeGreaterThan(50);
});
