/** Rules 6 and 8 where two things differ that are mostly alike: instances, order of versions, rules of one side alone. */
import type { CapabilityDocument, DocumentModel } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { check } from '../src/check/check.js';
import {
  array,
  document,
  ex,
  machine as fact,
  field,
  int,
  le,
  model,
  padding,
  section,
  self,
  situation,
  struct,
  structType,
  u16,
  u32,
} from './documents.js';

const id = 'example.org/thing';

function move(from: DocumentModel, to: DocumentModel, rest: Partial<CapabilityDocument> = {}, facts = {}) {
  const machine = { facts, devices: [{ address: 'a', model: id, configuration: {} }] };
  return check({
    source: { machine, document: document('demo@1', { [id]: from }, rest) },
    destination: { document: document('demo@2', { [id]: to }, rest) },
  });
}

const words = (from: DocumentModel, to: DocumentModel, rest: Partial<CapabilityDocument> = {}, facts = {}): string => {
  const { outcome, reasons, notes } = move(from, to, rest, facts);
  return [
    outcome,
    ...reasons.map(({ code, field: name }) => [code, name].filter(Boolean).join(':')),
    ...notes.map(({ code }) => code),
  ].join(' ');
};

test('a section is known by its name and its instance', () => {
  const at = (instance: Parameters<typeof ex>[0]) => model({ sections: [section('thing', [field('a', u16)], { instance: ex(instance) })] });
  expect(words(at(int(1)), at(int(1)))).toBe('yes');
  expect(words(at(int(1)), at(int(2)), { framing: 'qemu' })).toBe('no SECTION_UNKNOWN');
  const facts = { machineFacts: { slot: { type: { kind: 'int', bits: 16, signed: false } as const, default: 1 } } };
  expect(words(at(fact('slot')), at(int(2)), facts, { slot: 2 })).toBe('yes');
  expect(words(at(fact('slot')), at(int(2)), facts, { slot: 3 })).toBe('no SECTION_MISSING SECTION_UNKNOWN');
});

test('of several common state versions the source prefers', () => {
  const blob = (stateVersions: readonly string[]) => model({ opaque: { maxSize: 64 }, stateVersions });
  const chosen = (from: readonly string[], to: readonly string[]) => move(blob(from), blob(to)).notes.map(({ have }) => have);
  expect(chosen(['3', '2', '1'], ['1', '2'])).toEqual(['2']);
  expect(chosen(['1', '2'], ['3', '2', '1'])).toEqual(['1']);
});

test('rules of a struct that only the destination has are asked', () => {
  const ring = (ruled: boolean) =>
    model({
      sections: [section('thing', [field('ring', struct('Ring'))])],
      structs: {
        Ring: structType(
          'Ring',
          [field('used', u16), field('size', u16)],
          ruled ? { invariants: [ex(le(self('used'), self('size')))] } : {},
        ),
      },
      situations: [situation('fresh', {}), situation('over', { 'ring.used': int(1) })],
    });
  expect(words(ring(false), ring(true))).toBe('depends INVARIANT_BROKEN:ring');
  expect(words(ring(true), ring(false))).toBe('yes');
  expect(words(ring(true), ring(true))).toBe('yes');
});

test('padding covers a fixed array of its length, and what follows stays where it is', () => {
  const list = model({ sections: [section('thing', [field('list', array(u32, 3)), field('b', u16)])] });
  const padded = (length: number) => model({ sections: [section('thing', [padding(length), field('b', u16)])] });
  expect(words(list, padded(12))).toBe('depends STATE_LOST:list');
  expect(move(list, padded(12)).reasons.map(({ predicate }) => predicate?.text)).toEqual(['!isReset(state.list)']);
  expect(words(list, padded(4))).toMatch(/^no .*SECTION_LAYOUT_DIFFERS/);
  expect(words(padded(12), list)).toBe('yes');
});

test('an erratum is cited for the field that it touches and for no other', () => {
  const errata = [{ id: 'big', doc: 'Every ring has size 1024.', touches: [{ struct: 'Ring', field: 'size' }] }];
  const ring = (name: string, most?: number) =>
    model({
      sections: [section('thing', [field('ring', struct('Ring'))])],
      structs: { Ring: structType('Ring', [field(name, u16, { bounds: most === undefined ? {} : { max: ex(int(most)) } })]) },
      errata: most === undefined ? ['big'] : [],
    });
  expect(words(ring('size'), ring('size', 256), { errata })).toBe('depends OUT_OF_RANGE:ring.size ERRATUM');
  expect(words(ring('sizes'), ring('sizes', 256), { errata })).toBe('depends OUT_OF_RANGE:ring.sizes');
});
