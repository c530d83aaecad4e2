import { expect, test } from 'vitest';
import { applyDeviations } from '../../src/ir/deviate.js';
import type { ErratumIR } from '../../src/ir/spec.js';
import { e, field, int, layout, structType, subsection, u, yes } from '../emit/ts/fixtures.js';

const wrong = e(int(1024), '1024');
const erratum = (field: string, more: Partial<ErratumIR['deviation']> = {}): ErratumIR => ({
  id: 'big-ring',
  doc: 'Every ring has size 1024.',
  deviation: { kind: 'write', type: 'Ring', field, value: wrong, ...more },
  builds: ['demo@1'],
});

const ring = structType(
  'Ring.1',
  layout([field('size', u(16), { reset: e(int(256)) }), field('copy', u(16), { filler: e(int(256)) }), field('used', u(16))], {
    subsections: [subsection('ring/packed', yes.expr, layout([field('wrap', u(16))]))],
  }),
  { origin: 'Ring' },
);
const other = structType('Other', layout([field('size', u(16), { reset: e(int(256)) })]));

test('what a build really writes takes the place of what its revision says', () => {
  const { structs, applied } = applyDeviations([ring, other], [erratum('size')]);
  expect(structs[0]?.fields.map(({ name, reset, filler }) => [name, reset?.text, filler?.text])).toEqual([
    ['size', '1024', undefined],
    ['copy', undefined, 'rule'],
    ['used', undefined, undefined],
  ]);
  expect(structs[1]).toEqual(other);
  expect(applied).toEqual(['big-ring']);
});

test('a filler stays one, further fields of the same erratum follow, subsections are reached', () => {
  const also = [
    { field: 'copy', value: e(int(7), '7') },
    { field: 'wrap', value: e(int(8), '8') },
  ];
  const [deviated] = applyDeviations([ring], [erratum('size', { also })]).structs;
  expect(deviated?.fields.map(({ filler }) => filler?.text)).toEqual([undefined, '7', undefined]);
  expect(deviated?.subsections[0]?.fields[0]?.reset?.text).toBe('8');
});

test('an erratum of a field that no struct has is not applied', () => {
  expect(applyDeviations([ring, other], [erratum('color')])).toEqual({ structs: [ring, other], applied: [] });
});
