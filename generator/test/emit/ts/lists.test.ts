/** Lists that markers end: of structs whose size never varies, and of others. */
import { expect, test } from 'vitest';
import { type Device, MigspecError, type SavedSection } from '../../../../packages/runtime/src/index.js';
import { counted, field, layout, section, self, snapshot, struct, structType, u } from './fixtures.js';
import { EmittedPackage, emit, typeErrors } from './harness.js';

const marked = (element: string, capacity: number, more = 1, end = 0) =>
  ({ kind: 'array', element: struct(element), count: { kind: 'marked', capacity, more, end } }) as const;

const job = structType('Job', layout([field('head', u(16)), field('done', { kind: 'bool' })]));
const note = structType(
  'Note',
  layout([field('length', u(8)), field('text', { kind: 'bytes', length: counted(self('length'), 4), opaque: false })]),
);
const device = (framing: 'native' | 'qemu') =>
  snapshot(
    [section('jobs', layout([field('jobs', marked('Job', 3)), field('notes', marked('Note', 2, 0x31, 0x30)), field('tail', u(8))]))],
    {
      framing,
      implementation: framing,
      structs: [job, note],
    },
  );

const files = emit([device('native'), device('qemu')]);
const emitted = new EmittedPackage(files);
const create = async (framing: string): Promise<Device> => (await emitted.device(`${framing}@1`, 'example.org/thing')).create();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const section1 = (payload: string): SavedSection[] => [
  { name: 'jobs', instance: 0, version: 1, optional: false, payload: Uint8Array.from(Buffer.from(payload, 'hex')) },
];

const states = {
  empty: { jobs: [], notes: [], tail: 7 },
  full: {
    jobs: [1, 2, 3].map((head) => ({ head, done: head === 2 })),
    notes: [
      { length: 2, text: Uint8Array.of(8, 9) },
      { length: 0, text: Uint8Array.of() },
    ],
    tail: 7,
  },
};
const golden = { empty: '003007', full: '01000100' + '01000201' + '01000300' + '00' + '31020809' + '3100' + '30' + '07' };

test('what is emitted passes the type checker', () => {
  expect(typeErrors(files)).toEqual([]);
});

test('golden bytes in both framings, and back', async () => {
  for (const framing of ['native', 'qemu']) {
    for (const name of ['empty', 'full'] as const) {
      const one = await create(framing);
      expect(one.state).toEqual({ jobs: [], notes: [], tail: 0 });
      one.state = states[name];
      const saved = one.save();
      expect(saved.map(({ payload }) => hex(payload))).toEqual([golden[name] + (framing === 'native' ? '00' : '')]);
      const other = await create(framing);
      other.load(saved);
      expect(other.state).toEqual(states[name]);
    }
  }
});

test('markers, the capacity and the end of the bytes are checked before an element is read', async () => {
  const cases: Record<string, unknown> = {
    '': ['TRUNCATED', 'jobs[0]', 0],
    '02': ['MARKER_INVALID', 'jobs[0]', 0],
    '010001': ['TRUNCATED', 'jobs[0]', 1],
    '0100010201': ['BOOL_INVALID', 'jobs[0].done', 3],
    '0100010001000100010001000100010000': ['COUNT_TOO_LARGE', 'jobs[3]', 12],
    '0031050000000000': ['COUNT_TOO_LARGE', 'notes[0].text', 3],
    '00310132': ['TRUNCATED', 'notes[1]', 4],
  };

  const found: Record<string, unknown> = {};
  for (const payload of Object.keys(cases)) {
    const one = await create('qemu');
    const before = one.state;
    try {
      one.load(section1(payload));
      found[payload] = 'accepted';
    } catch (error) {
      if (!(error instanceof MigspecError)) throw error;
      found[payload] = [error.code, error.details.field, error.details.offset];
    }
    expect(one.state).toBe(before);
  }
  expect(found).toEqual(cases);
});

test('a list above its capacity, and an element that does not fit, are not written', async () => {
  const one = await create('qemu');
  const refusal = (state: object): unknown => {
    one.state = { ...states.empty, ...state };
    try {
      return one.save();
    } catch (error) {
      return error instanceof MigspecError ? [error.code, error.details.field] : error;
    }
  };
  expect(refusal({ jobs: [0, 1, 2, 3].map((head) => ({ head, done: false })) })).toEqual(['STATE_INVALID', 'jobs']);
  expect(refusal({ jobs: [{ head: 0x10000, done: false }] })).toEqual(['STATE_INVALID', 'jobs[0].head']);
  expect(refusal({ notes: [{ length: 1, text: Uint8Array.of() }] })).toEqual(['STATE_INVALID', 'notes[0].text']);
});
