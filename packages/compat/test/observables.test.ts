/** Rule 5 on one device without params: what its guest reads, at once and after a reset. */
import type { DocumentModel } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { choose, ex, field, gt, int, model, observable, param, parameter, situation, state, u8, u16Type } from './documents.js';
import { move, of, witness, words } from './moves.js';

test('rule 5: observables over params and over state', () => {
  const shows = (value: Parameters<typeof observable>[1], rest: Partial<DocumentModel> = {}) =>
    of([field('a', u8)], { observables: [observable('x', value)], ...rest });
  expect(words(move(shows(int(4)), shows(int(4))))).toBe('yes live');
  const other = move(shows(int(4)), shows(int(5)));
  expect(words(other)).toBe('no guest restart GUEST_INTERFACE_DIFFERS');
  expect(other.reasons[0]).toMatchObject({ observable: 'x', have: '4', want: '5', noticed: false });
  expect(words(move(shows(state('a')), shows(state('a'))))).toBe('yes live');
  const sometimes = move(shows(state('a'), { situations: [situation('fresh', {}), situation('set', { a: int(1) })] }), shows(int(0)));
  expect(words(sometimes)).toBe('depends live GUEST_INTERFACE_DIFFERS');
  expect(witness(sometimes)).toBe('set/fresh');
  // One text in both builds, and what a param makes of it differs.
  const offered = (value: number): DocumentModel =>
    shows(int(0), {
      observables: [
        { name: 'x', volatile: false, value: { ...ex(choose(gt(state('a'), int(0)), state('a'), int(value))), text: 'params.q' } },
      ],
    });
  const [constants] = move(offered(7), offered(6)).reasons;
  expect(constants).toMatchObject({ observable: 'x', have: 'state.a > 0 ? state.a : 7', want: 'state.a > 0 ? state.a : 6' });
  const volatile = (value: number) => of([field('a', u8)], { observables: [{ ...observable('x', int(value)), volatile: true }] });
  expect(words(move(volatile(1), volatile(2)))).toBe('yes live');
});

test('rule 5: a guest that resets after the migration reads what the destination begins at', () => {
  const begins = (value: number): DocumentModel =>
    of([field('a', u8, { reset: ex(int(value)) })], { observables: [observable('x', state('a'))] });
  const moved = move(begins(5), begins(0));
  expect(words(moved)).toBe('no guest restart GUEST_INTERFACE_DIFFERS');
  expect(moved.reasons[0]).toMatchObject({ observable: 'x', have: '5 after a reset', want: '0 after a reset' });
  expect(words(move(begins(5), begins(5)))).toBe('yes live');
});

test('rule 5: a variable that the source does not have is as the destination begins, whatever came in its place', () => {
  const silent = of([{ ...field('', { kind: 'padding', length: 1, read: 'zero' }) }]);
  const told = (reset: number) => of([field('a', u8, { reset: ex(int(reset)) })], { observables: [observable('x', state('a'))] });
  expect(words(move(silent, told(0)))).toBe('yes live');
  expect(words(move(silent, told(5)))).toBe('no guest restart GUEST_INTERFACE_DIFFERS');
});

test('rule 5: an observable that one side does not know is what that side does without saying so', () => {
  const silent = of([field('a', u8)]);
  const told = (of_: DocumentModel, value: Parameters<typeof observable>[1]) => ({ ...of_, observables: [observable('x', value)] });
  expect(words(move(silent, told(silent, state('a'))))).toBe('yes live');
  expect(words(move(told(silent, state('a')), silent))).toBe('yes live');
  // The source's b is hidden and the destination has none: it would show, and it is lost.
  const hidden = of([field('a', u8)], {
    variables: [field('b', u8)],
    situations: [situation('fresh', {}), situation('set', { b: int(1) })],
  });
  expect(words(move(hidden, told(hidden, state('b'))))).toBe('depends live STATE_LOST b GUEST_INTERFACE_DIFFERS');
  const started = model({ params: [parameter('n', u16Type, { compare: 'ignore' })], sections: silent.sections });
  expect(words(move(started, told(started, param('n')), { configuration: { n: 1 }, wanted: { n: 2 } }))).toBe(
    'no guest restart GUEST_INTERFACE_DIFFERS',
  );
  expect(words(move(told(started, param('n')), started, { configuration: { n: 1 }, wanted: { n: 2 } }))).toBe(
    'no guest restart GUEST_INTERFACE_DIFFERS',
  );
});
