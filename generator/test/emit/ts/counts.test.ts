/** Counts that no bytes back up: of what is absent, and of fillers. */
import { expect, test } from 'vitest';
import { array, binary, boolParam, bytes, counted, e, field, int, layout, param, section, snapshot, state, u } from './fixtures.js';
import { EmittedPackage, emit } from './harness.js';

const model = snapshot(
  [
    section(
      'thing',
      layout([
        field('count', u(32)),
        field('list', array(u(32), counted(state('count'), 5)), { when: e(param('there')) }),
        field('blob', bytes(counted(binary('sub', state('count'), int(10)), 7)), { when: e(param('there')) }),
      ]),
    ),
  ],
  { params: [boolParam('there', false)] },
);

const create = async () => (await new EmittedPackage(emit([model])).device('test@1', 'example.org/thing')).create();

test('a count of what does not come makes no more elements than the capacity', async () => {
  for (const [hex, list, blob] of [
    ['ffffffff00', 5, 7],
    ['0000000300', 3, 0],
  ] as const) {
    const device = await create();
    device.load([{ name: 'thing', instance: 0, version: 1, optional: false, payload: Uint8Array.from(Buffer.from(hex, 'hex')) }]);
    const { list: found, blob: bytes } = device.state as { list: readonly number[]; blob: Uint8Array };
    expect([hex, found.length, bytes.length]).toEqual([hex, list, blob]);
  }
});

test('a filler of less than nothing is refused', async () => {
  const rest = field('rest', array(u(8), counted(binary('sub', int(4), state('count')), 4)), { filler: e(int(1)) });
  const filled = snapshot([section('thing', layout([field('count', u(32)), rest]))]);
  const device = (await new EmittedPackage(emit([filled])).device('test@1', 'example.org/thing')).create();
  device.state = { count: 5 };
  expect(() => device.save()).toThrow('STATE_INVALID thing: rest');
});
