import { describe, expect, test } from 'vitest';
import { breaches } from '../../src/laws/all.js';
import { bite } from '../../src/laws/bite.js';
import { depends as dependsLaw } from '../../src/laws/depends.js';
import { facts as factsLaw } from '../../src/laws/facts.js';
import { noCreate } from '../../src/laws/no-create.js';
import { noGuest } from '../../src/laws/no-guest.js';
import { noState } from '../../src/laws/no-state.js';
import { policy } from '../../src/laws/policy.js';
import { yes as yesLaw } from '../../src/laws/yes.js';
import {
  broken,
  brokenLater,
  cell,
  changed,
  changedLater,
  depends,
  lossy,
  migrated,
  no,
  run,
  uncreatable,
  unloadable,
  unsendable,
  yes,
} from './runs.js';

describe('yes', () => {
  test('holds when every situation migrates', () => {
    expect(breaches(run(yes, [cell('a', yes, migrated), cell('b', yes, migrated)]))).toEqual([]);
  });

  test.each([uncreatable, unloadable, lossy, changed, changedLater, broken])('is broken when the emulator sees $outcome', (happened) => {
    expect(yesLaw(run(yes, [cell('a', yes, migrated), cell('b', yes, happened)]))).toMatchObject([{ law: 'yes', situation: 'b' }]);
  });

  test('is broken when the state takes it back', () => {
    expect(yesLaw(run(yes, [cell('a', no('state'), lossy)]))).toMatchObject([{ law: 'yes', situation: 'a' }]);
  });
});

describe('no / create', () => {
  const verdict = no('create', { param: 'queues' });

  test('holds when creation refuses', () => {
    expect(breaches(run(verdict, [cell('a', verdict, uncreatable, { nearest: changed })]))).toEqual([]);
  });

  test('is broken when the configuration can be created, or one that looks the same', () => {
    expect(noCreate(run(verdict, [cell('a', verdict, migrated)]))).toMatchObject([{ law: 'no-create', situation: 'a' }]);
    expect(noCreate(run(verdict, [cell('a', verdict, uncreatable)], 'queues=4'))).toMatchObject([
      { law: 'no-create', message: "'queues=4' can be created there and shows the guest the same" },
    ]);
  });
});

describe('no / create, and the source may not be sent', () => {
  const verdict = no('create', { param: 'queues' });
  const unsent = run(verdict, [cell('a', verdict, unsendable)]);

  test('holds when the configuration could not have been made, either', () => {
    const refusal = (param: string) => ({ refusal: { code: 'PARAM_UNKNOWN', message: '', details: { param } }, params: [param] }) as const;
    expect(breaches({ ...unsent, uncreatable: refusal('queues') })).toEqual([]);
    expect(bite({ ...unsent, uncreatable: refusal('rss') })).toMatchObject([{ kind: 'reason-without-bite' }]);
  });

  test('is broken when it could', () => {
    expect(noCreate(unsent)).toMatchObject([{ law: 'no-create', situation: 'a' }]);
  });
});

describe('no, with a reason that waits for a predicate', () => {
  const definite = no('guest', { observable: 'features' });
  const verdict = { ...definite, reasons: [...definite.reasons, ...depends.reasons], predicates: depends.predicates };

  test('a predicate that is true in no situation is told from one that is true for nothing', () => {
    expect(bite(run(verdict, [cell('a', verdict, changed, { predicates: [false] })]))).toMatchObject([{ kind: 'depends-one-sided' }]);
    expect(bite(run(verdict, [cell('a', verdict, changed, { predicates: [true] })]))).toMatchObject([{ kind: 'reason-without-bite' }]);
    expect(bite(run(verdict, [cell('a', verdict, unloadable, { predicates: [true] })]))).toEqual([]);
  });
});

describe('no / state', () => {
  const verdict = no('state');

  test.each([unloadable, lossy])('holds when $outcome', (happened) => {
    expect(breaches(run(verdict, [cell('a', verdict, happened)]))).toEqual([]);
  });

  test('looks at the nearest configuration when the exact one is refused', () => {
    expect(noState(run(verdict, [cell('a', verdict, uncreatable, { nearest: lossy })]))).toEqual([]);
    expect(noState(run(verdict, [cell('a', verdict, uncreatable, { nearest: migrated })]))).toMatchObject([{ law: 'no-state' }]);
  });

  test('is broken when a device that is the same to the guest cannot be started there', () => {
    expect(noState(run(verdict, [cell('a', verdict, uncreatable)]))).toMatchObject([{ law: 'no-state' }]);
    expect(noState(run(verdict, [cell('a', verdict, uncreatable, { nearest: { ...changed, lost: lossy.lost } })]))).toMatchObject([
      { law: 'no-state' },
    ]);
  });

  test('is broken when the state arrives', () => {
    expect(noState(run(verdict, [cell('a', verdict, migrated)]))).toMatchObject([{ law: 'no-state', situation: 'a' }]);
    expect(noState(run(depends, [cell('a', yes, lossy), cell('b', verdict, migrated)]))).toMatchObject([{ situation: 'b' }]);
  });

  test('layouts that differ may agree by chance on one state, when another shows it', () => {
    expect(noState(run(verdict, [cell('a', verdict, migrated), cell('b', verdict, lossy)]))).toEqual([]);
    expect(noState(run(verdict, [cell('a', verdict, brokenLater), cell('b', verdict, lossy)]))).toEqual([]);
    expect(noState(run(verdict, [cell('a', verdict, brokenLater)]))).toMatchObject([{ law: 'no-state', situation: 'a' }]);
    expect(noState(run(verdict, [cell('a', verdict, broken), cell('b', verdict, lossy)]))).toMatchObject([{ situation: 'a' }]);
  });
});

describe('no / guest', () => {
  const verdict = no('guest', { observable: 'features' });

  test.each([changed, changedLater])('holds when $outcome', (happened) => {
    expect(breaches(run(verdict, [cell('a', verdict, happened)]))).toEqual([]);
  });

  test('is broken when the guest sees nothing', () => {
    expect(noGuest(run(verdict, [cell('a', verdict, migrated)]))).toMatchObject([{ law: 'no-guest', situation: 'a' }]);
  });
});

describe('depends', () => {
  const fine = cell('fine', yes, migrated, { predicates: [false] });
  const bad = cell('bad', no('state'), unloadable, { predicates: [true] });

  test('holds when the predicate is exact and the situations have both sides', () => {
    expect(breaches(run(depends, [fine, bad]))).toEqual([]);
  });

  test('is broken when only one side has a situation', () => {
    expect(dependsLaw(run(depends, [fine]))).toMatchObject([{ kind: 'depends-one-sided' }]);
    expect(dependsLaw(run(depends, [bad]))).toMatchObject([{ kind: 'depends-one-sided' }]);
  });

  test('a run of some situations only says nothing of all', () => {
    expect(dependsLaw({ ...run(depends, [bad]), partial: true })).toEqual([]);
    const missed = no('guest', { observable: 'size' });
    expect(bite({ ...run(missed, [cell('a', missed, changed)]), partial: true })).toEqual([]);
  });

  test('is broken when the predicate says something else than the check with the state', () => {
    expect(dependsLaw(run(depends, [fine, bad, { ...fine, predicates: [true] }]))).toMatchObject([
      { situation: 'fine', kind: 'disagreement' },
    ]);
    expect(dependsLaw(run(depends, [fine, { ...bad, predicates: [false] }, bad]))).toMatchObject([
      { situation: 'bad', kind: 'disagreement' },
    ]);
    expect(dependsLaw(run(depends, [fine, bad, { ...fine, predicates: [undefined] }]))).toMatchObject([{ situation: 'fine' }]);
  });

  test('is never said with the state at hand, and a no stays a no', () => {
    expect(dependsLaw(run(depends, [fine, bad, cell('c', depends, migrated, { predicates: [false] })]))).toMatchObject([
      { kind: 'verdict-with-state-depends' },
      { situation: 'c' },
    ]);
    expect(dependsLaw(run(no('state'), [fine, bad]))).toMatchObject([
      { situation: 'fine', message: 'no without the state, and with it yes' },
    ]);
  });
});

describe('facts of the hosts', () => {
  const waits = { ...depends, facts: ['destination.uso'], predicates: [] };
  const told = (verdict: typeof yes, factless: typeof yes) => factsLaw({ ...run(verdict, [cell('a', verdict, migrated)]), factless });

  test('may be waited for, or not matter', () => {
    expect(factsLaw(run(yes, [cell('a', yes, migrated)]))).toEqual([]);
    expect(told(yes, yes)).toEqual([]);
    expect(told(yes, waits)).toEqual([]);
    expect(told(no('create'), waits)).toEqual([]);
    expect(told(no('create'), no('state'))).toEqual([]);
    expect(told(depends, depends)).toEqual([]);
  });

  test('never deny what was said without them, are named, and are enough', () => {
    expect(told(no('create'), yes)).toMatchObject([
      { law: 'facts', message: 'told nothing of the hosts it says yes, and told their facts no CODE' },
    ]);
    expect(told(yes, no('create'))).toMatchObject([{ law: 'facts' }]);
    expect(told(yes, depends)).toMatchObject([{ law: 'facts', message: 'it waits for facts, and names none' }]);
    expect(told(waits, waits)).toMatchObject([{ law: 'facts', message: 'all facts are told, and it waits for destination.uso' }]);
  });
});

describe('policy', () => {
  test('makes no claim', () => {
    const verdict = no('policy');
    expect(breaches(run(verdict, [cell('a', verdict, migrated), cell('b', verdict, unloadable)]))).toEqual([]);
  });

  test('is not mixed with claims, and does not change with the state', () => {
    const mixed = { ...no('policy'), reasons: [...no('policy').reasons, ...no('state').reasons] };
    expect(policy(run(mixed, [cell('a', mixed, migrated)]))).toMatchObject([{ law: 'policy' }]);
    expect(policy(run(no('policy'), [cell('a', yes, migrated)]))).toMatchObject([{ law: 'policy', situation: 'a' }]);
  });
});

describe('a reason without a witness that bites', () => {
  test('is a finding', () => {
    const two = { ...no('state'), reasons: [...no('state').reasons, ...no('guest', { code: 'GUEST', observable: 'features' }).reasons] };
    expect(bite(run(two, [cell('a', two, lossy)]))).toMatchObject([{ kind: 'reason-without-bite', law: 'no-guest' }]);
    expect(bite(run(two, [cell('a', two, { ...lossy, changes: changed.changes })]))).toEqual([]);
  });

  test('a lone reason to refuse creation names the param that was refused', () => {
    const wrong = no('create', { param: 'ring' });
    expect(bite(run(wrong, [cell('a', wrong, uncreatable)]))).toMatchObject([{ kind: 'reason-without-bite' }]);
  });

  test('an observable must be the one that changed', () => {
    const other = no('guest', { observable: 'size' });
    expect(bite(run(other, [cell('a', other, changed)]))).toMatchObject([{ kind: 'reason-without-bite', law: 'no-guest' }]);
  });
});
