/** A section whose writer looks at variables of another one: a number, a struct and a list. */
import type { SnapshotIR } from '../../../src/ir/snapshot.js';
import {
  array,
  binary,
  counted,
  e,
  field,
  int,
  layout,
  section,
  snapshot,
  state,
  struct,
  structType,
  subsection,
  u,
} from '../ts/fixtures.js';

const pair = structType('Pair', layout([field('left', u(16)), field('right', u(64))]));

export function neighbours(framing: 'native' | 'qemu'): SnapshotIR {
  return snapshot(
    [
      section(
        'first',
        layout([field('count', u(8)), field('pair', struct('Pair')), field('marks', array(u(16), counted(state('count'), 9)))]),
      ),
      section(
        'second',
        layout([field('own', u(8)), field('copy', u(32), { filler: e({ op: 'field', of: state('pair'), name: 'left' }) })], {
          subsections: [
            subsection(
              'second/large',
              binary(
                'or',
                binary('gt', { op: 'size', of: state('marks') }, int(2)),
                binary('eq', { op: 'field', of: state('pair'), name: 'right' }, int(5)),
              ),
              layout([field('large', u(32), { reset: e(int(3)) })]),
            ),
          ],
        }),
      ),
    ],
    { framing, implementation: framing, model: 'example.org/neighbours', path: 'example.org/neighbours', structs: [pair] },
  );
}
