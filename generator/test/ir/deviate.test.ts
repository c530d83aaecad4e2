import { expect, test } from 'vitest';
import { applyDeviations } from '../../src/ir/deviate.js';
import type { DeviationChange, DeviationTarget } from '../../src/ir/deviation.js';
import type { ErratumIR } from '../../src/ir/spec.js';
import { e, field, int, layout, section, structType, subsection, u, yes } from '../emit/ts/fixtures.js';

const wrong = e(int(1024), '1024');
const onRing: DeviationTarget = { kind: 'type', type: 'Ring' };
const erratum = (changes: readonly DeviationChange[], on = onRing): ErratumIR => ({
  id: 'big-ring',
  doc: 'Every ring has size 1024.',
  deviation: { on, changes },
  builds: ['demo@1'],
});
const write = (name: string, value = wrong): DeviationChange => ({ kind: 'write', field: name, value });

const ring = structType(
  'Ring.1',
  layout([field('size', u(16), { reset: e(int(256)) }), field('copy', u(16), { filler: e(int(256)) }), field('used', u(16))], {
    subsections: [subsection('ring/packed', yes.expr, layout([field('wrap', u(16))]))],
  }),
  { origin: 'Ring' },
);
const other = structType('Other', layout([field('size', u(16), { reset: e(int(256)) })]));
const apply = (...errata: ErratumIR[]) => applyDeviations({ model: 'demo', structs: [ring, other], sections: [] }, errata);

test('what a build really writes takes the place of what its revision says', () => {
  const { structs, applied } = apply(erratum([write('size')]));
  expect(structs[0]?.fields.map(({ name, reset, filler }) => [name, reset?.text, filler?.text])).toEqual([
    ['size', '1024', undefined],
    ['copy', undefined, 'rule'],
    ['used', undefined, undefined],
  ]);
  expect(structs[1]).toEqual(other);
  expect(applied).toEqual(['big-ring']);
});

test('a filler stays one, further fields of the same erratum follow, subsections are reached', () => {
  const [deviated] = apply(erratum([write('size'), write('copy', e(int(7), '7')), write('wrap', e(int(8), '8'))])).structs;
  expect(deviated?.fields.map(({ filler }) => filler?.text)).toEqual([undefined, '7', undefined]);
  expect(deviated?.subsections[0]?.fields[0]?.reset?.text).toBe('8');
});

test('an erratum of a field that no struct has is not applied', () => {
  expect(apply(erratum([write('color')]))).toEqual({ structs: [ring, other], sections: [], applied: [] });
});

test('a section deviates in one model, a subsection wherever it is; what is not enforced is kept apart', () => {
  const rule = e(int(1), 'state.a > 0');
  const nic = section(
    'nic',
    layout([field('a', u(16), { bounds: { min: e(int(1)), max: wrong } })], {
      invariants: [rule],
      subsections: [subsection('nic/more', yes.expr, layout([field('b', u(16))]))],
    }),
  );
  const changes: readonly DeviationChange[] = [
    { kind: 'unenforced', field: 'a', bounds: ['max'] },
    { kind: 'unenforced-rule', rule: 'state.a > 0' },
    { kind: 'when', field: 'b', when: wrong },
  ];
  const on: DeviationTarget = { kind: 'section', model: 'demo', section: 'nic' };
  const needed: DeviationChange = { kind: 'needed', needed: wrong };
  const slice = { model: 'demo', structs: [], sections: [nic] };
  const [deviated] = applyDeviations(slice, [
    erratum(changes, on),
    erratum([needed], { kind: 'subsection', model: 'demo', subsection: 'nic/more' }),
  ]).sections;
  expect(deviated).toMatchObject({
    fields: [{ bounds: { min: e(int(1)) }, unenforced: { max: wrong } }],
    invariants: [],
    unenforced: [rule],
    subsections: [{ needed: wrong, fields: [{ when: wrong }] }],
  });
  expect(deviated?.fields[0]?.bounds).not.toHaveProperty('max');
  expect(applyDeviations({ ...slice, model: 'else' }, [erratum(changes, on)]).applied).toEqual([]);
});
