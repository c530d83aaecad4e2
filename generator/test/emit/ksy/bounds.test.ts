/** Both sides of each bound, with bytes enough behind it that nothing but the bound can refuse. */
import { expect, test } from 'vitest';
import { array, bounded, bytes, counted, field, int, layout, section, snapshot, state, u } from '../ts/fixtures.js';
import { Both } from './emitted.js';

const device = snapshot(
  [
    section(
      's',
      layout([
        field('n', u(8)),
        field('list', array(u(16), counted(state('n'), 3))),
        field('m', u(8)),
        field('blob', bytes(counted({ op: 'call', name: 'shiftRight', args: [state('m'), int(1)] }, 3))),
        field('name', { kind: 'string', capacity: 3, lengthBits: 8 }),
        bounded('level', u(8), { min: { text: '2', expr: int(2) }, max: { text: '9', expr: int(9) } }),
      ]),
    ),
  ],
  { framing: 'qemu' },
);

const zeros = new Array<number>(32).fill(0);

test.each([
  ['count', [3, 0, 1, 0, 2, 0, 3, 0, 0, 2], [4, 0, 1, 0, 2, 0, 3, 0, 4, 0, 0, 2]],
  ['computed count', [0, 7, 1, 2, 3, 0, 2], [0, 8, 1, 2, 3, 4, 0, 2]],
  ['string', [0, 0, 3, 65, 66, 67, 2], [0, 0, 4, 65, 66, 67, 68, 2]],
  ['min', [0, 0, 0, 2], [0, 0, 0, 1]],
  ['max', [0, 0, 0, 9], [0, 0, 0, 10]],
])('%s: the last that is taken and the first that is not', async (_, taken, refused) => {
  const both = await Both.of(device, 's');
  expect(both.verdicts(new Uint8Array([...taken, ...zeros]))).toEqual({ codec: 'read', reader: 'read' });
  const { codec, reader } = both.verdicts(new Uint8Array([...refused, ...zeros]));
  expect(codec).not.toBe('read');
  expect(reader).toMatch(/^Validation/);
});
