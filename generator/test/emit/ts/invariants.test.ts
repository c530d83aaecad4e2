/** Rules across fields, of each place that can have some: a section, a subsection, a struct, an element of an array. */
import { expect, test } from 'vitest';
import { MigspecError } from '../../../../packages/runtime/src/index.js';
import { array, binary, e, field, int, layout, section, self, snapshot, state, struct, structType, subsection, u } from './fixtures.js';
import { EmittedPackage, emit } from './harness.js';

const ordered = [e(binary('le', self('used'), self('size')), 'self.used <= self.size')];
const ring = structType('Ring', layout([field('used', u(8)), field('size', u(8))], { invariants: ordered }));
const thing = section(
  'thing',
  layout([field('low', u(8)), field('high', u(8)), field('ring', struct('Ring')), field('rings', array(struct('Ring'), 2))], {
    invariants: [e(binary('le', state('low'), state('high')), 'state.low <= state.high')],
    subsections: [
      subsection(
        'thing/more',
        binary('ne', state('more'), int(0)),
        layout([field('more', u(8))], { invariants: [e(binary('lt', state('more'), int(9)), 'state.more < 9')] }),
      ),
    ],
  }),
);

test('a rule that is broken refuses, with its text', async () => {
  const emitted = new EmittedPackage(emit([snapshot([thing], { structs: [ring] })]));
  const type = await emitted.device('test@1', 'example.org/thing');
  const fine = { low: 1, high: 1, ring: { used: 2, size: 2 }, rings: [1, 2].map((size) => ({ used: 0, size })), more: 8 };
  const outcome = (change: Partial<Record<string, unknown>>): unknown => {
    const [source, target] = [type.create(), type.create()];
    source.state = { ...fine, ...change } as typeof source.state;
    try {
      target.load(source.save());
      return target.state;
    } catch (error) {
      if (!(error instanceof MigspecError)) throw error;
      return [error.code, error.details.field, error.details.want];
    }
  };
  expect(outcome({})).toEqual(fine);
  expect(outcome({ low: 2 })).toEqual(['INVARIANT_BROKEN', '', 'state.low <= state.high']);
  expect(outcome({ more: 9 })).toEqual(['INVARIANT_BROKEN', '', 'state.more < 9']);
  expect(outcome({ ring: { used: 3, size: 2 } })).toEqual(['INVARIANT_BROKEN', 'ring', 'self.used <= self.size']);
  const last = [fine.ring, { used: 1, size: 0 }];
  expect(outcome({ rings: last })).toEqual(['INVARIANT_BROKEN', 'rings[1]', 'self.used <= self.size']);
});
