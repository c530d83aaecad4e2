/** Hidden state: what no section carries is forgotten, and what a load derives is there again. */
import { expect, test } from 'vitest';
import { native, runSpec } from './run.js';

const model = `model: example.org/nic
sources: [test]
revisions: ["forgets", "carries", "derives"]
observables:
  selected: "state.selector"
  link: "state.link_up"
hidden:
  selector: { type: u8, reset: 1, removed: carries }
  rate: { type: u16, added: carries }
  link_up: { type: bool, derived: { derives: "state.pulses > 3" } }
  pulses: { type: u8, added: derives, derived: "state.carrier ? state.speed : 0" }
state:
  nic:
    sources: [test]
    fields: { carrier: bool, speed: { type: u8, max: 9 } }
  rate: { optional: true, removed: carries, sources: [test], fields: { rate: u16 } }
  selector: { optional: true, added: carries, sources: [test], fields: { selector: { type: u8, reset: 1 } } }
situations:
  fresh: {}
  selecting: { state: { selector: 5 } }
  rated: { state: { rate: 7 } }
  linked: { state: { carrier: true, speed: 9, link_up: true } }
  counting: { added: derives, state: { carrier: true, speed: 9, link_up: true, pulses: 9 } }
  unplugged: { state: { link_up: true } }
  stray: { added: derives, state: { pulses: 2 } }
`;

const ran = runSpec({
  'models/example.org/nic.yaml': model,
  'implementations/acme.yaml': native({ '3': 'derives', '2': 'carries', '1': 'forgets' }),
});

test('the emulator and the check agree on every cell', async () => {
  expect((await ran).findings).toEqual([]);
});

test('a build that forgets a variable loses it even on the way to itself', async () => {
  const { cell, verdict } = await ran;
  expect(verdict('acme@1', 'acme@1')).toBe(
    'depends STATE_LOST link_up: state.link_up, STATE_LOST selector: state.selector != 1, GUEST_INTERFACE_DIFFERS link: state.link_up, GUEST_INTERFACE_DIFFERS selected: state.selector != 1',
  );
  expect(cell('acme@1', 'acme@1', 'fresh')).toBe('yes → migrated');
  expect(cell('acme@1', 'acme@1', 'selecting')).toBe('no → guest-interface-changed');
});

test('a hidden variable that a later revision carries, and one that a section once carried', async () => {
  const { cell } = await ran;
  expect(cell('acme@2', 'acme@2', 'selecting')).toBe('yes → migrated');
  expect(cell('acme@1', 'acme@2', 'selecting')).toBe('no → guest-interface-changed');
  expect(cell('acme@1', 'acme@1', 'rated')).toBe('yes → migrated');
  expect(cell('acme@2', 'acme@2', 'rated')).toBe('no → state-lost');
});

test('what is derived is there again, from another derived one, where the state is one that it follows from', async () => {
  const { cell, verdict } = await ran;
  expect(verdict('acme@2', 'acme@3')).toContain('STATE_LOST link_up: state.link_up != ((state.carrier ? state.speed : 0) > 3)');
  expect(cell('acme@2', 'acme@2', 'linked')).toBe('no → guest-interface-changed');
  expect(cell('acme@2', 'acme@3', 'linked')).toBe('yes → migrated');
  expect(cell('acme@3', 'acme@3', 'counting')).toBe('yes → migrated');
  expect(cell('acme@3', 'acme@3', 'stray')).toBe('no → state-lost');
});

test('whether a device may travel can depend on what no section carries', async () => {
  const blocked = await runSpec({
    'models/example.org/nic.yaml': `model: example.org/nic
sources: [test]
revisions: ["once", "always"]
hidden: { logging: { type: bool, reset: true, removed: always } }
migratable: { once: { when: "state.logging", reason: dirty pages are not logged }, always: true }
state: { nic: { sources: [test], fields: { ticks: u8 } } }
situations:
  fresh: {}
  logging-lost: { removed: always, state: { logging: false } }
  ticking: { state: { ticks: 3 } }
`,
    'implementations/acme.yaml': native({ '2': 'always', '1': 'once' }),
  });
  expect(blocked.findings).toEqual([]);
  expect(blocked.verdict('acme@1', 'acme@2')).toBe('depends NOT_MIGRATABLE: !state.logging, STATE_LOST logging: !state.logging');
  expect(blocked.cell('acme@1', 'acme@2', 'logging-lost')).toBe('no → refused-at-save');
  expect(blocked.verdict('acme@2', 'acme@1')).toBe('yes');
});
