/** Rules 6 to 8 on one device without params: what the bytes mean to the other side. */
import type { DocumentModel } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { check } from '../src/check/check.js';
import {
  and,
  array,
  bool,
  bytes,
  document,
  enumeration,
  eq,
  ex,
  machine as fact,
  field,
  flags,
  ge,
  gt,
  int,
  le,
  lt,
  model,
  not,
  observable,
  padding,
  param,
  parameter,
  reset,
  section,
  self,
  situation,
  state,
  str,
  struct,
  structType,
  sub,
  subsection,
  u,
  u8,
  u16,
  u16Type,
  u32,
  u64,
  version,
} from './documents.js';
import { id, move, of, why, witness, words } from './moves.js';

test('layouts: same names, widths, order, byte order, kind', () => {
  const a = field('a', u16);
  const b = field('b', u32);
  const rows: [DocumentModel, DocumentModel, string][] = [
    [of([a, b]), of([a, b]), 'yes live'],
    [of([a, b]), of([a]), 'no state restart SECTION_LAYOUT_DIFFERS b'],
    [of([a]), of([a, b]), 'no state restart SECTION_LAYOUT_DIFFERS b'],
    [of([a, b]), of([b, a]), 'no state restart SECTION_LAYOUT_DIFFERS a / b'],
    [of([a]), of([field('a', u32)]), 'no state restart SECTION_LAYOUT_DIFFERS a'],
    [of([a]), of([field('a', u(16, 'little'))]), 'no state restart SECTION_LAYOUT_DIFFERS a'],
    [of([a]), of([field('c', u16)]), 'no state restart SECTION_LAYOUT_DIFFERS a / c'],
    [of([field('a', u8)]), of([field('a', { kind: 'bool' })]), 'no state restart SECTION_LAYOUT_DIFFERS a'],
    [of([field('a', u32)]), of([field('a', flags({ x: 0 }))]), 'yes live'],
    [of([field('a', bytes(6))]), of([field('a', array(u8, 6))]), 'yes live'],
    [of([field('a', bytes(6))]), of([field('a', bytes(8))]), 'no state restart SECTION_LAYOUT_DIFFERS a'],
    [of([field('a', array(u16, 4))]), of([field('a', array(u32, 4))]), 'no state restart SECTION_LAYOUT_DIFFERS a[]'],
    [
      of([field('a', struct('S'))], { structs: { S: structType('S', [field('x', u8)]) } }),
      of([field('a', struct('S'))], { structs: { S: structType('S', [field('x', u8), field('y', u8)]) } }),
      'no state restart SECTION_LAYOUT_DIFFERS a.y',
    ],
  ];
  for (const [from, to, want] of rows) expect(words(move(from, to)), JSON.stringify(to.variables)).toBe(want);
});

test('the digest is a promise: equal ones are not walked, unless params differ', () => {
  const fields = [field('a', u16, { bounds: { max: ex(param('n')) } })];
  const promised = (limit: number) =>
    model({
      params: [parameter('n', u16Type, { compare: 'ignore', value: int(limit) })],
      sections: [section('thing', fields, { digests: { '1': 'same' } })],
    });
  const longer = model({
    params: [parameter('n', u16Type, { compare: 'ignore' })],
    sections: [section('thing', [...fields, field('b', u16)], { digests: { '1': 'same' } })],
  });
  expect(words(move(promised(4), longer, { configuration: { n: 4 }, wanted: { n: 4 } }))).toBe('yes live');
  expect(words(move(promised(4), promised(2), { configuration: { n: 4 }, wanted: { n: 2 } }))).toBe('depends live OUT_OF_RANGE a');
});

test('signed and unsigned of one width agree where the values do', () => {
  const signed = field('a', { kind: 'int', bits: 16, signed: true, order: 'big' });
  const down = move(
    of([signed], { situations: [situation('below', { a: int(-1) }), situation('above', { a: int(1) })] }),
    of([field('a', u16)]),
  );
  expect(words(down)).toBe('depends live SECTION_LAYOUT_DIFFERS a');
  expect(why(down)).toBe('state.a < 0');
  expect(witness(down)).toBe('below/above');
  expect(why(move(of([field('a', u16)]), of([signed])))).toBe('state.a >= 32768');
});

test('enums: an unknown value, and one number with two names', () => {
  const link = (values: Record<string, number>, rest: Partial<DocumentModel> = {}) => of([field('link', enumeration(values))], rest);
  expect(words(move(link({ down: 0, up: 1 }), link({ down: 0, up: 1, testing: 2 })))).toBe('yes live');
  const more = move(
    link({ down: 0, up: 1, testing: 2 }, { situations: [situation('fresh', {}), situation('testing', { link: str('testing') })] }),
    link({ down: 0, up: 1 }),
  );
  expect(words(more)).toBe('depends live ENUM_UNKNOWN link');
  expect(why(more)).toBe("state.link == 'testing'");
  expect(witness(more)).toBe('testing/fresh');
  const renamed = move(link({ down: 0, up: 1 }), link({ down: 0, high: 1 }));
  expect(words(renamed)).toBe('depends live SECTION_LAYOUT_DIFFERS link');
  expect(words(move(link({ down: 0, up: 1 }), link({ down: 0, high: 1 }), { state: { link: 'up' } }))).toBe(
    'no state restart SECTION_LAYOUT_DIFFERS link',
  );
});

test('bounds: what the source guarantees needs no question, the rest is a predicate', () => {
  const limit = (max: number) =>
    of([field('head', u16, { bounds: { max: ex(int(max)) } })], {
      situations: [situation('fresh', {}), situation('far', { head: int(3000) })],
    });
  expect(words(move(limit(1024), limit(4096)))).toBe('yes live');
  const narrower = move(limit(4096), limit(1024));
  expect(words(narrower)).toBe('depends live OUT_OF_RANGE head');
  expect(why(narrower)).toBe('state.head > 1024');
  expect(witness(narrower)).toBe('far/fresh');
  expect(narrower.reasons[0]?.witness?.bad?.state).toEqual({ head: '3000' });
  expect(words(move(limit(4096), limit(1024), { state: { head: 1024 } }))).toBe('yes live');
  expect(words(move(limit(4096), limit(1024), { state: { head: 1025 } }))).toBe('no state restart OUT_OF_RANGE head');
  const low = of([field('head', u16, { bounds: { min: ex(int(1)) } })]);
  expect(words(move(low, of([field('head', u16, { bounds: { min: ex(int(0)) } })])))).toBe('yes live');
  expect(why(move(of([field('head', u16)]), low))).toBe('state.head < 1');
  // The type bounds it already.
  expect(words(move(of([field('head', u8)]), of([field('head', u8, { bounds: { max: ex(int(255)) } })])))).toBe('yes live');
});

test('bounds of elements', () => {
  const list = (max: number) =>
    of([field('list', array(u16, 4), { bounds: { max: ex(int(max)) } })], {
      situations: [situation('fresh', {}), situation('one', { 'list[2]': int(9) })],
    });
  const verdict = move(list(9), list(4));
  expect(words(verdict)).toBe('depends live OUT_OF_RANGE list[]');
  expect(witness(verdict)).toBe('one/fresh');
  expect(words(move(list(4), list(9)))).toBe('yes live');
});

test('reserved bits and negotiated features', () => {
  const reserved = (mask: string) => of([field('r', u32, { bounds: { reserved: mask } })]);
  expect(words(move(reserved('7'), reserved('3')))).toBe('yes live');
  const more = move(reserved('1'), reserved('3'));
  expect(words(more)).toBe('depends live RESERVED_BITS r');
  expect(why(more)).toBe('bitAnd(state.r, 2) != 0');
  const offers = (mask: number) =>
    of([field('f', flags({ a: 0, b: 1 }), { bounds: { negotiated: ex(int(mask)) } })], {
      situations: [situation('fresh', {}), situation('all', { f: int(mask) })],
    });
  expect(words(move(offers(1), offers(3)))).toBe('yes live');
  const fewer = move(offers(3), offers(1));
  expect(words(fewer)).toBe('depends live FEATURES_NOT_OFFERED f');
  expect(why(fewer)).toBe('bitAnd(state.f, 2) != 0');
  expect(witness(fewer)).toBe('all/fresh');
  expect(words(move(offers(3), offers(1), { state: { f: 1 } }))).toBe('yes live');
});

test('echoes: compared with the own value of the destination', () => {
  const echo = (compare: 'equal' | 'at-most') => (value: number) =>
    model({
      params: [parameter('n', u16Type, { compare: 'ignore', value: int(value) })],
      sections: [section('thing', [field('n', u16, { bounds: { own: { compare, value: ex(param('n')) } } })])],
    });
  const equal = echo('equal');
  expect(words(move(equal(4), equal(4), { configuration: { n: 4 }, wanted: { n: 4 } }))).toBe('yes live');
  expect(words(move(equal(4), equal(4), { configuration: { n: 4 }, wanted: { n: 5 } }))).toBe('no state restart ECHO_DIFFERS n');
  const most = echo('at-most');
  expect(words(move(most(4), most(4), { configuration: { n: 4 }, wanted: { n: 8 } }))).toBe('yes live');
  const fewer = move(most(4), most(4), { configuration: { n: 8 }, wanted: { n: 4 } });
  expect(words(fewer)).toBe('depends live ECHO_DIFFERS n');
  expect(why(fewer)).toBe('state.n > 4');
  expect(words(move(equal(4), most(4), { configuration: { n: 8 }, wanted: { n: 4 } }))).toBe('no state restart ECHO_DIFFERS n');
});

test('echoes under a mask: fixed bits decide at once, open ones by the state', () => {
  const masked = (value: number, mask: number) =>
    of([field('command', u16, { bounds: { own: { compare: 'masked', value: ex(int(value)), mask: ex(int(mask)) } } })]);
  expect(words(move(masked(0x10, 0xf0), masked(0x10, 0xf0)))).toBe('yes live');
  expect(words(move(masked(0x10, 0xf0), masked(0x20, 0xf0)))).toBe('no state restart ECHO_DIFFERS command');
  const wider = move(masked(0x10, 0xf0), masked(0x10, 0xff));
  expect(words(wider)).toBe('depends live ECHO_DIFFERS command');
  expect(why(wider)).toBe('bitAnd(state.command, 0xf) != 0');
});

test('counts: by their expressions, and by capacity', () => {
  const list = (capacity: number, fields = [field('n', u8), field('list', array(u16, state('n'), capacity))]) =>
    of(fields, { situations: [situation('fresh', {}), situation('long', { n: int(9) })] });
  expect(words(move(list(8), list(16)))).toBe('yes live');
  const smaller = move(list(16), list(8));
  expect(words(smaller)).toBe('depends live COUNT_TOO_LARGE list');
  expect(why(smaller)).toBe('state.n > 8');
  expect(witness(smaller)).toBe('long/fresh');
  const fixed = move(list(16), of([field('n', u8), field('list', array(u16, 4))]));
  expect(words(fixed)).toBe('depends live SECTION_LAYOUT_DIFFERS list');
  expect(why(fixed)).toBe('state.n != 4');
});

test('section versions', () => {
  const at = (newest: number, oldest: number) =>
    model({
      sections: [
        section('thing', [field('a', u16), field('b', u16, { when: ex(ge(version, int(2))) })], { version: newest, minimum: oldest }),
      ],
    });
  expect(words(move(at(1, 1), at(2, 1)))).toBe('yes live');
  expect(words(move(at(2, 1), at(1, 1)))).toBe('no state restart SECTION_VERSION_REFUSED');
  expect(words(move(at(1, 1), at(2, 2)))).toBe('no state restart SECTION_VERSION_REFUSED');
  expect(move(at(2, 1), at(1, 1)).reasons[0]).toMatchObject({ have: '2', want: '1' });
});

test('presence that the two sides see otherwise is a layout difference', () => {
  const when = (n: number) =>
    of([field('a', u8), field('b', u16, { when: ex(gt(state('a'), int(n))) })], {
      situations: [situation('fresh', {}), situation('two', { a: int(2) })],
    });
  expect(words(move(when(1), when(1)))).toBe('yes live');
  const verdict = move(when(1), when(4));
  expect(words(verdict)).toBe('depends live SECTION_LAYOUT_DIFFERS b');
  expect(witness(verdict)).toBe('two/fresh');
});

test('padding where the other side has a variable', () => {
  const full = of([field('a', u32), field('b', u16)], { situations: [situation('fresh', {}), situation('set', { b: int(1) })] });
  const lost = move(full, of([field('a', u32), padding(2)]));
  expect(words(lost)).toBe('depends live STATE_LOST b');
  expect(why(lost)).toBe('state.b != 0');
  expect(witness(lost)).toBe('set/fresh');
  expect(words(move(full, of([field('a', u32), padding(2, 'zero')])))).toBe('depends live RESERVED_BITS b / padding STATE_LOST b');
  expect(words(move(of([field('a', u32), padding(2)]), full))).toBe('yes live');
  // One stretch of padding may lie over several variables.
  expect(words(move(full, of([padding(6)])))).toBe('depends live STATE_LOST a STATE_LOST b');
  expect(words(move(full, of([padding(5)])))).toBe('no state restart SECTION_LAYOUT_DIFFERS b / padding STATE_LOST a');
  // Lists whose lengths vary, together as long as the padding; alone they are not.
  const lists = [field('n', u8), field('used', array(u16, state('n'), 8)), field('free', array(u16, sub(int(8), state('n')), 8))];
  const rows = { situations: [situation('fresh', {}), situation('set', { n: int(2), used: int(1) })] };
  expect(words(move(of(lists, rows), of([field('n', u8), padding(16)])))).toBe('depends live STATE_LOST free STATE_LOST used');
  expect(words(move(of(lists, rows), of([field('n', u8), padding(15)])))).toBe(
    'no state restart SECTION_LAYOUT_DIFFERS free / padding STATE_LOST used',
  );
  expect(words(move(of(lists.slice(0, 2), rows), of([field('n', u8), padding(16)])))).toBe(
    'no state restart SECTION_LAYOUT_DIFFERS padding STATE_LOST used',
  );
  expect(words(move(of([field('n', u8), padding(16)]), of(lists, rows)))).toBe('yes live');
  // A destination that reads padding as zero keeps its own rules.
  const demanding = of([field('a', u32), field('b', u16, { bounds: { min: ex(int(1)) } })]);
  expect(words(move(of([field('a', u32), padding(2)]), demanding))).toBe('no state restart OUT_OF_RANGE b');
});

test('fillers write an expression, and the destination may read it', () => {
  const filler = of([field('a', u8), field('copy', u8, { filler: ex(int(7)) })]);
  expect(words(move(filler, filler))).toBe('yes live');
  expect(words(move(filler, of([field('a', u8), field('b', u8, { bounds: { max: ex(int(7)) } })])))).toBe('yes live');
  expect(words(move(filler, of([field('a', u8), field('b', u8, { bounds: { max: ex(int(6)) } })])))).toBe(
    'no state restart OUT_OF_RANGE b',
  );
  expect(words(move(filler, of([field('a', u8), padding(1, 'zero')])))).toBe('no state restart RESERVED_BITS copy / padding');
});

test('subsections: unknown, known, optional', () => {
  const needed = not(reset(state('x')));
  const situations = [situation('fresh', {}), situation('set', { x: int(5) })];
  const with_ = (rest: Parameters<typeof subsection>[3] = {}, fields = [field('x', u16)]) =>
    model({ sections: [section('thing', [field('a', u8)], { subsections: [subsection('thing/x', needed, fields, rest)] })], situations });
  const without = of([field('a', u8)]);
  const unknown = move(with_(), without);
  expect(words(unknown)).toBe('depends live SECTION_UNKNOWN');
  expect(unknown.reasons[0]?.section).toBe('thing/x');
  expect(why(unknown)).toBe('!isReset(state.x)');
  expect(witness(unknown)).toBe('set/fresh');
  expect(words(move(with_(), without, { state: { a: 0, x: 0 } }))).toBe('yes live');
  expect(words(move(with_(), without, { state: { a: 0, x: 1 } }))).toBe('no state restart SECTION_UNKNOWN');
  expect(words(move(without, with_()))).toBe('yes live');
  expect(words(move(with_(), with_()))).toBe('yes live');
  expect(words(move(with_({ optional: ex(bool(true)) }), without))).toBe('yes live (STATE_DROPPED)');
  expect(words(move(with_({ optional: ex(bool(true)) }), without, { framing: 'qemu' }))).toBe('depends live SECTION_UNKNOWN');
  expect(words(move(with_({ version: 2 }), with_()))).toBe('depends live SECTION_VERSION_REFUSED');
  const wider = move(with_(), with_({}, [field('x', u32)]));
  expect(words(wider)).toBe('depends live SECTION_LAYOUT_DIFFERS x');
  expect(why(wider)).toBe('!isReset(state.x)');
  const absent = move(with_(), with_({}, [field('x', u16, { absent: ex(int(3)) })]));
  expect(words(absent)).toBe('depends live STATE_LOST x');
});

test('sections that only one side has', () => {
  const extra = (rest: Parameters<typeof section>[2] = {}) =>
    model({ sections: [section('thing', [field('a', u8)]), section('more', [field('m', u8)], rest)] });
  const plain = of([field('a', u8)]);
  expect(words(move(extra(), plain))).toBe('no state restart SECTION_UNKNOWN');
  expect(words(move(extra({ optional: ex(bool(true)) }), plain))).toBe('yes live (STATE_DROPPED)');
  expect(words(move(extra({ optional: ex(eq(state('m'), int(0))) }), plain))).toBe('depends live SECTION_UNKNOWN (STATE_DROPPED)');
  expect(words(move(plain, extra()))).toBe('no state restart SECTION_MISSING');
  expect(words(move(plain, extra({ optional: ex(bool(true)) })))).toBe('yes live');
  expect(words(move(plain, extra(), { framing: 'qemu' }))).toBe('yes live');
  const counted = extra({ instance: ex(fact('n')) });
  expect(words(move(counted, counted, { facts: { n: 3 } }))).toBe('yes live');
});

test('hidden state is forgotten, even by the same build', () => {
  const secret = of([field('a', u8)], {
    variables: [field('hidden', u32)],
    situations: [situation('fresh', {}), situation('used', { hidden: int(1) })],
  });
  const verdict = move(secret, secret);
  expect(words(verdict)).toBe('depends live STATE_LOST hidden');
  expect(witness(verdict)).toBe('used/fresh');
});

test('invariants: the destination’s hold, or are asked', () => {
  const rule = (most: number, own: boolean) =>
    of([field('n', u16), field('m', u16)], {
      invariants: own ? [ex(lt(state('n'), int(most)))] : [],
      situations: [situation('fresh', {}), situation('big', { n: int(40) })],
    });
  expect(words(move(rule(32, true), rule(64, true)))).toBe('yes live');
  const stricter = move(rule(64, true), rule(32, true));
  expect(words(stricter)).toBe('depends live INVARIANT_BROKEN');
  expect(why(stricter)).toBe('state.n >= 32');
  expect(witness(stricter)).toBe('big/fresh');
  expect(words(move(rule(0, false), rule(64, true)))).toBe('depends live INVARIANT_BROKEN');
  const relation = ex(le(state('n'), state('m')));
  expect(
    words(
      move(
        of([field('n', u16), field('m', u16)], { invariants: [relation] }),
        of([field('n', u16), field('m', u16)], { invariants: [relation] }),
      ),
    ),
  ).toBe('yes live');
});

test('a variable that only the destination has takes its absent value, and its rules read that', () => {
  const old = of([field('a', u8)]);
  const grown = (absent: number) =>
    model({
      sections: [
        section('thing', [field('a', u8)], {
          subsections: [subsection('thing/b', bool(true), [field('b', u8, { absent: ex(int(absent)) })])],
        }),
      ],
      invariants: [ex(gt(state('b'), int(2)))],
      observables: [observable('b', state('b'))],
    });
  expect(words(move(old, grown(3)))).toBe('yes live');
  expect(words(move(old, grown(2)))).toBe('no state restart INVARIANT_BROKEN');
});

test('rule 6: bytes that the destination takes for signed integers', () => {
  const bytes = of([field('a', { kind: 'bytes', length: { kind: 'fixed', value: 2 } })]);
  const list = (signed: boolean) =>
    of([field('a', { kind: 'array', element: { kind: 'int', bits: 8, signed, order: 'big' }, count: { kind: 'fixed', value: 2 } })]);
  expect(words(move(bytes, list(false)))).toBe('yes live');
  expect(words(move(bytes, list(true)))).toMatch(/^depends live SECTION_LAYOUT_DIFFERS/);
  expect(words(move(list(true), bytes))).toMatch(/^depends live SECTION_LAYOUT_DIFFERS/);
});

test('rule 6: what is not sent is at either end what a device begins at there', () => {
  const late = (reset: number): DocumentModel =>
    of([field('n', u8), field('a', u8, { when: ex(gt(state('n'), int(0))), reset: ex(int(reset)) })], {
      situations: [situation('fresh', {}), situation('set', { n: int(1), a: int(4) })],
    });
  const moved = move(late(0), late(3));
  expect(words(moved)).toBe('depends live STATE_LOST a');
  expect(witness(moved)).toBe('fresh/set');
  expect(words(move(late(3), late(3)))).toBe('yes live');
});

test('what the source guarantees inside structs and of all elements needs no question', () => {
  const rule = (most: number, own: number) =>
    of([field('s', struct('S'))], {
      structs: {
        S: structType('S', [field('n', u16, { bounds: { max: ex(int(own)) } }), field('list', array(struct('E'), 4))]),
        E: structType('E', [field('m', u16, { bounds: { max: ex(int(own)) } })]),
      },
      invariants: [
        ex(le({ op: 'field', of: state('s'), name: 'n' }, int(most))),
        ex({
          op: 'all',
          in: { op: 'field', of: state('s'), name: 'list' },
          name: 'q',
          body: le({ op: 'field', of: { op: 'var', name: 'q' }, name: 'm' }, int(most)),
        }),
      ],
    });
  expect(words(move({ ...rule(9, 9), invariants: [] }, rule(9, 9)))).toBe('yes live');
  expect(words(move({ ...rule(9, 9), invariants: [] }, rule(8, 9)))).toBe('depends live INVARIANT_BROKEN INVARIANT_BROKEN');
  expect(words(move({ ...rule(70_000, 0xffff), invariants: [] }, rule(70_000, 0xffff)))).toBe('yes live');
});

test('structs in arrays: predicates speak of elements', () => {
  const queues = (most: number, extra: DocumentModel['structs'][string]['subsections'] = []) =>
    of([field('queues', array(struct('Queue'), 3))], {
      structs: {
        Queue: structType('Queue', [field('num', u16, { bounds: { max: ex(int(most)) } }), field('size', u16)], {
          invariants: [ex(le(self('size'), self('num')))],
          version: 1,
          subsections: extra,
        }),
      },
      situations: [situation('fresh', {}), situation('large', { 'queues.1.num': int(512) })],
    });
  expect(words(move(queues(256), queues(1024)))).toBe('yes live');
  const smaller = move(queues(1024), queues(256));
  expect(words(smaller)).toBe('depends live OUT_OF_RANGE queues[].num');
  expect(why(smaller)).toBe('state.queues.exists(e0, e0.num > 256)');
  expect(witness(smaller)).toBe('large/fresh');
  expect(
    words(
      move(queues(1024), queues(256), {
        state: {
          queues: [
            { num: 256, size: 0 },
            { num: 1, size: 0 },
          ],
        },
      }),
    ),
  ).toBe('yes live');
  // Without a version of its own, native bytes tell whether the type can have subsections at all.
  const packed = queues(256, [subsection('queue/packed', gt(self('num'), int(9)), [field('wrap', u8)])]);
  const unknown = move(packed, queues(256));
  expect(words(unknown)).toBe('depends live SECTION_UNKNOWN');
  expect(why(unknown)).toBe('state.queues.exists(e0, e0.num > 9)');
  // The destination's rules read the absent value of what does not come.
  const ruled = {
    ...packed,
    invariants: [
      ex({ op: 'all', in: state('queues'), name: 'q', body: eq({ op: 'field', of: { op: 'var', name: 'q' }, name: 'wrap' }, int(0)) }),
    ],
  };
  expect(words(move(queues(256), ruled))).toBe('yes live');
});

test('struct versions travel in the native framing only', () => {
  const at = (versionOf: number | undefined) =>
    of([field('s', struct('S'))], {
      structs: { S: structType('S', [field('x', u8)], versionOf === undefined ? {} : { version: versionOf }) },
    });
  expect(words(move(at(1), at(2)))).toBe('yes live');
  expect(words(move(at(2), at(1)))).toBe('no state restart STRUCT_VERSION_REFUSED s');
  expect(words(move(at(2), at(1), { framing: 'qemu' }))).toBe('yes live');
  expect(words(move(at(1), at(undefined)))).toBe('no state restart SECTION_LAYOUT_DIFFERS s');
});

test('not migratable, and which side says so', () => {
  const stuck = of([field('a', u8)], { migratable: { when: ex(bool(false)), reason: 'assigned hardware' } });
  const verdict = move(of([field('a', u8)]), stuck);
  expect(words(verdict)).toBe('no state restart NOT_MIGRATABLE');
  expect(verdict.reasons[0]).toMatchObject({ have: 'demo@2', want: 'assigned hardware' });
});

test('opaque state: common state versions in the source’s order, else nothing is declared', () => {
  const blob = (stateVersions: readonly string[] | undefined, minimum?: string) =>
    model({
      opaque: { maxSize: 64 },
      ...(stateVersions === undefined ? {} : { stateVersions }),
      ...(minimum === undefined ? {} : { minimum }),
    });
  const [o, n] = [
    ['5.3', '5.2', '5.1'],
    ['6.3', '6.2', '6.1'],
  ];
  const chosen = (from: readonly string[], to: readonly string[]): string =>
    move(blob(from), blob(to))
      .notes.map((item) => item.have)
      .join();
  expect(chosen(o, [...n, '5.3'])).toBe('5.3');
  expect(chosen(o, [...n, '5.2'])).toBe('5.2');
  expect(words(move(blob(o), blob(n)))).toBe('no policy none NOT_DECLARED');
  expect(chosen(n, [...o, '6.1'])).toBe('6.1');
  expect(words(move(blob(undefined), blob(undefined)))).toBe('no policy none NOT_DECLARED');
  expect(words(move(blob(o), blob(['5.1'])))).toBe('yes live (STATE_VERSION_CHOSEN)');
  expect(words(move(blob(o, '5.2'), blob(['5.1'])))).toBe('no policy none NOT_DECLARED');
  const same = document('demo@1', { [id]: blob(undefined) });
  const machine = { facts: {}, devices: [{ address: 'a', model: id, configuration: {} }] };
  expect(check({ source: { machine, document: same }, destination: { document: same } }).outcome).toBe('yes');
});

test('rule 8: an erratum is cited where its field decides', () => {
  const errata = [
    { id: 'vring-1024', doc: 'Every queue has size 1024.', remedy: 'Reset the guest first.', touches: [{ struct: 'Queue', field: 'num' }] },
  ];
  const queue = (most: number | undefined, value: number, ids: readonly string[] = []) =>
    of([field('queue', struct('Queue'))], {
      structs: {
        Queue: structType('Queue', [
          field('num', u16, { reset: ex(int(value)), bounds: most === undefined ? {} : { max: ex(int(most)) } }),
        ]),
      },
      errata: ids,
      situations: [situation('fresh', {}), situation('small', { 'queue.num': int(16) })],
    });
  const verdict = move(queue(undefined, 1024, ['vring-1024']), queue(256, 256), { errata });
  expect(words(verdict)).toBe('depends live OUT_OF_RANGE queue.num (ERRATUM)');
  expect(witness(verdict)).toBe('fresh/small');
  expect(verdict.reasons[0]?.errata).toEqual(['vring-1024']);
  expect(verdict.notes[0]?.text).toBe('Every queue has size 1024. Reset the guest first.');
  expect(move(queue(undefined, 256), queue(256, 256), { errata }).notes).toEqual([]);
});

test('64-bit values are exact', () => {
  const wide = (max: bigint) => of([field('addr', u64, { bounds: { max: ex({ op: 'int', value: String(max) }) } })]);
  const verdict = move(wide(0xffffffffffffffffn), wide(0xfffffffffffffffen));
  expect(why(verdict)).toBe('state.addr > 18446744073709551614');
  expect(words(move(wide(0xffffffffffffffffn), wide(0xfffffffffffffffen), { state: { addr: 0xffffffffffffffffn } }))).toBe(
    'no state restart OUT_OF_RANGE addr',
  );
});

test('the order of reasons is one, whatever the order of devices', () => {
  const from = model({ sections: [section('thing', [field('a', u8)])] });
  const to = model({ sections: [section('thing', [field('a', u16)])] });
  const machine = (addresses: readonly string[]) => ({
    facts: {},
    devices: addresses.map((address) => ({ address, model: id, configuration: {} })),
  });
  const run = (addresses: readonly string[]) =>
    check({
      source: { machine: machine(addresses), document: document('demo@1', { [id]: from }) },
      destination: { document: document('demo@2', { [id]: to }) },
    });
  expect(run(['b', 'a'])).toEqual(run(['a', 'b']));
  expect(and(bool(true), bool(true))).toBeDefined();
});
