import { expect, test } from 'vitest';
import type { Step } from '../../src/plan/plan.js';
import { PlanError } from '../../src/plan/plan.js';
import { descriptionName, planDevice } from '../../src/plan/plan-device.js';
import {
  array,
  binary,
  bool,
  bounded,
  counted,
  e,
  field,
  int,
  layout,
  param,
  section,
  self,
  snapshot,
  state,
  struct,
  structType,
  subsection,
  u,
} from '../emit/ts/fixtures.js';

/** A plan in a few words. */
function words(steps: readonly Step[]): readonly unknown[] {
  return steps.map((step): unknown => {
    switch (step.kind) {
      case 'run':
        return [step.bytes, ...step.items.map((item) => `${item.field.name || 'padding'}@${item.at}`)];
      case 'when':
        return ['when', ...words(step.steps)];
      case 'check':
        return `${step.check.kind} ${step.field.name}${step.check.judged ? ', judged' : ''}`;
      case 'invariant':
        return `rule ${step.rule.text}${step.judged ? ', judged' : ''}`;
      case 'subsections':
        return `subsections of ${step.prefix}`;
      default:
        return `${step.kind} ${step.field.name}`;
    }
  });
}

test('fields of fixed size are one run with one length check; what varies stands between', () => {
  const point = structType('Point', layout([field('x', u(16)), field('lit', bool)]));
  const { sections } = planDevice(
    snapshot(
      [
        section(
          'thing',
          layout(
            [
              field('a', u(8)),
              bounded('b', u(32), { min: e(int(1)), max: e(param('most')) }),
              field('', { kind: 'padding', length: 3, read: 'zero' }),
              field('corner', struct('Point')),
              field('corners', array(struct('Point'), 4)),
              field('list', array(u(16), counted(state('a'), 8))),
              field('c', u(64), { when: e(binary('ge', { op: 'version' }, int(2))) }),
              field('d', u(8), { when: e(binary('ge', { op: 'version' }, int(2))) }),
              field('f', u(8), { when: e(binary('ge', { op: 'version' }, int(3))) }),
              field('last', u(8)),
            ],
            {
              invariants: [
                e(binary('le', state('a'), state('last')), 'a <= last'),
                e(binary('le', state('a'), param('most')), 'a <= most'),
              ],
            },
          ),
        ),
      ],
      { structs: [point], params: [] },
    ),
  );
  expect(words(sections[0]?.steps ?? [])).toEqual([
    [23, 'a@0', 'b@1', 'padding@5', 'corner@8', 'corners@11'],
    'min b',
    'max b, judged',
    'array list',
    ['when', [9, 'c@0', 'd@8']],
    ['when', [1, 'f@0']],
    [1, 'last@0'],
    'subsections of thing',
    'rule a <= last',
    'rule a <= most, judged',
  ]);
});

test('a bound waits for what it mentions; a rule over several sections waits for all of them', () => {
  const { sections, invariants, hidden } = planDevice(
    snapshot(
      [
        section(
          'one',
          layout([bounded('a', u(8), { max: e(state('b')) }), field('b', u(8)), bounded('c', u(8), { max: e(state('d')) })], {
            invariants: [e(binary('ne', state('a'), state('d')), 'a != d')],
          }),
        ),
        section('two', layout([field('d', u(8))])),
      ],
      { invariants: [e(binary('lt', state('b'), state('d')), 'b < d')], hidden: [field('secret', u(8))] } as object,
    ),
  );
  expect(words(sections[0]?.steps ?? [])).toEqual([[3, 'a@0', 'b@1', 'c@2'], 'subsections of one', 'max a']);
  expect(invariants.map(({ text }) => text)).toEqual(['b < d', 'bounds of c', 'a != d']);
  expect(hidden.map(({ name }) => name)).toEqual(['secret']);
});

test('what struct functions need of the state around them', () => {
  const inner = structType(
    'Inner',
    layout([field('list', array(u(8), counted(state('count'), 4)))], {
      subsections: [
        subsection(
          'Inner/more',
          binary('gt', state('later'), int(0)),
          layout([field('more', array(u(8), counted({ op: 'size', of: self('list') }, 4)))]),
        ),
      ],
    }),
  );
  const outer = structType('Outer', layout([field('inner', struct('Inner'))]));
  const plan = planDevice(
    snapshot([section('thing', layout([field('count', u(8)), field('outer', struct('Outer')), field('later', u(8))]))], {
      framing: 'qemu',
      structs: [outer, inner],
    }),
  );
  expect(plan.structs.map(({ id, outer: refs, sender }) => [id, refs, sender])).toEqual([
    ['Inner', [{ scope: 'state', name: 'count' }], ['later', 'count']],
    ['Outer', [{ scope: 'state', name: 'count' }], ['later', 'count']],
  ]);
  expect(plan.structs[0]?.subsections[0]?.outer).toEqual([{ scope: 'self', name: 'list' }]);
});

test('what cannot be coded says where and why', () => {
  const tooMany = Array.from({ length: 257 }, (_, index) => field(`f${index}`, u(8)));
  const cases: [Parameters<typeof snapshot>[0], RegExp][] = [
    [
      [section('thing', layout([field('list', array(u(8), counted(state('count'), 4))), field('count', u(8))]))],
      /thing: count of list mentions a variable that is not read before it/,
    ],
    [[section('thing', layout([field('a', u(8), { when: e(binary('gt', state('b'), int(0))) }), field('b', u(8))]))], /when of a/],
    [[section('thing', layout(tooMany))], /more than 256 variables/],
    [[section('one', layout([field('a', u(8))])), section('two', layout([field('a', u(8))]))], /a is carried by one too/],
    [
      [section('thing', layout([field('f', { kind: 'string', capacity: 4, lengthBits: 8 }, { filler: e({ op: 'string', value: '' }) })]))],
      /a filler is bytes/,
    ],
    [
      [section('one', layout([field('a', u(8), { reset: e(state('b')) })])), section('two', layout([field('b', u(8))]))],
      /reset of a mentions a variable of another place/,
    ],
  ];
  for (const [sections, message] of cases) {
    const plan = (): unknown => planDevice(snapshot(sections));
    expect(plan).toThrowError(message);
    expect(plan).toThrowError(PlanError);
  }
  const loop = [structType('A', layout([field('b', struct('B'))])), structType('B', layout([field('a', struct('A'))]))];
  expect(() => planDevice(snapshot([section('thing', layout([field('a', struct('A'))]))], { structs: loop }))).toThrowError(/A → B → A/);
});

test('the description that names of subsections begin with', () => {
  const path = e({ op: 'device', name: 'path' });
  expect(descriptionName({ name: ['cpu_common'] })).toBe('cpu_common');
  expect(descriptionName({ name: [path, '/virtio-blk'] })).toBe('virtio-blk');
  expect(descriptionName({ name: ['a/b'] })).toBe('a/b');
});
