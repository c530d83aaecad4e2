/** docs/reference/breaking.md: every rule named there exists, and each mutation of QEMU's static checker is found by its rule. */
import { readFileSync } from 'node:fs';
import { breakingChanges, breakingRules } from '@migspec/generator';
import { findCode } from '@migspec/generator/diagnostics';
import { expect, test } from 'vitest';
import { judgeOf } from '../../src/breaking/judge.js';
import { state, type Texts, vmPath } from './spec.js';

const page = readFileSync(new URL('../../../../docs/reference/breaking.md', import.meta.url), 'utf8');
const section = (heading: string): string => page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
const named = (text: string) =>
  [...text.matchAll(/\[(MS\d{4})\]\(\.\.\/diagnostics\/\1\.md\) ([A-Z][A-Z_]+)/g)].map(([, code = '', id = '']) => ({ code, id }));
const rows = (heading: string) =>
  [...section(heading).matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, name = '', rest = '']) => ({ name, rest, rules: named(rest) }));

test('every rule that the page names exists, under its number and id', () => {
  const wrong = named(page).filter(({ code, id }) => findCode(code)?.id !== id);
  expect(wrong).toEqual([]);
  expect(named(page).length).toBeGreaterThan(70);
});

test("each of buf's rules has a rule here, or a reason why it has none", () => {
  const buf = rows('buf');
  expect(buf.length).toBeGreaterThan(60);
  const without = buf.filter(({ rules }) => rules.length === 0);
  expect(without.filter(({ rest }) => !/^no counterpart: \w.{10,}/.test(rest)).map(({ name }) => name)).toEqual([]);
  expect(
    buf.filter(({ rules }) => rules.some(({ code }) => !breakingRules.some((rule) => rule.code.code === code))).map(({ name }) => name),
  ).toEqual([]);
});

const model = `model: example.org/kbd
types:
  Core: { version: 2, fields: { head: u32, keycodes: { type: u32, when: "version >= 2" } } }
state:
  kbd:
    sources: [test]
    version: 2
    minimum: 1
    fields: { usbsts: u32, level: u16, core: Core }
    subsections:
      kbd/rate: { needed: "state.rate != 0", sources: [test], fields: { rate: u8 } }
      kbd/led: { needed: "state.led != 0", sources: [test], fields: { led: u8 } }
  fw_cfg: { sources: [test], fields: { entry: u16 } }
situations:
  fresh: {}
  running: { state: { usbsts: 7, level: 3, entry: 2 } }
  rated: { state: { rate: 1 } }
  lit: { state: { led: 1 } }
`;
const kbd = 'models/example.org/kbd.yaml';
const spec: Texts = {
  [kbd]: model,
  [vmPath]: 'implementation: vm\nframing: qemu\ndestination: started\nbuilds: { "1.0": { models: { example.org/kbd: {} } } }\n',
  'classes/vm.yaml': 'implementation: vm\nclasses: { kbd: { model: example.org/kbd } }\n',
  'machines/pc.yaml': 'machines: pc\nimplementation: vm\ntypes: { pc-i440fx-2.1: {} }\n',
};

/** What each commit does to the second dump, done to a spec: pieces of its text, and what stands in their place. */
const mutations: Readonly<Record<string, readonly (readonly [file: string, from: string, to: string])[]>> = {
  a10413e4fc: [],
  bc178dc563: [['machines/pc.yaml', 'pc-i440fx-2.1', 'pc-i440fx-2.2']],
  a81d3fad87: [[kbd, 'version: 2\n    minimum', 'version: 1\n    minimum']],
  '4efa6e1d64': [[kbd, 'version: 2, fields', 'version: 1, fields']],
  '7daa3d76df': [[kbd, '  fw_cfg: {', '  fw_cfg: { version: 2, minimum: 2,']],
  ab99bdbe33: [
    [kbd, '  fw_cfg: { sources: [test], fields: { entry: u16 } }\n', ''],
    [kbd, ', entry: 2', ''],
  ],
  '55e8e0e19c': [
    [kbd, 'usbsts: u32, level', 'level'],
    [kbd, 'usbsts: 7, ', ''],
  ],
  fd52ffb9bf: [[kbd, ', keycodes: { type: u32, when: "version >= 2" }', '']],
  '1d681c712a': [[kbd, '  fw_cfg: {', '  fw_cfg2: {']],
  '083bac3484': [
    [kbd, 'usbsts: u32, level: u16, core: Core', 'core: Core'],
    [kbd, 'usbsts: 7, level: 3, ', ''],
  ],
  ff29b8573f: [
    [kbd, '  fw_cfg: { sources: [test], fields: { entry: u16 } }\n', ''],
    [kbd, ', entry: 2', ''],
  ],
  b5968f0ab3: [
    [kbd, 'core: Core', 'core: u64'],
    [kbd, 'types:\n  Core: { version: 2, fields: { head: u32, keycodes: { type: u32, when: "version >= 2" } } }\n', ''],
  ],
  aa2a12bb82: [
    [kbd, '      kbd/led: { needed: "state.led != 0", sources: [test], fields: { led: u8 } }\n', ''],
    [kbd, '  lit: { state: { led: 1 } }\n', ''],
  ],
  c7173a9c18: [
    [kbd, model.slice(model.indexOf('    subsections:'), model.indexOf('  fw_cfg')), ''],
    [kbd, '  rated: { state: { rate: 1 } }\n  lit: { state: { led: 1 } }\n', ''],
  ],
  af3713f6b9: [
    [kbd, 'usbsts: u32, level: u16, core', 'usb: Usb, core'],
    [kbd, 'types:\n', 'types:\n  Usb: { fields: { usbsts: u32, level: u16 } }\n'],
    [kbd, 'usbsts: 7, level: 3, ', ''],
  ],
  '38ef86b5a6': [[kbd, 'type: u32, when', 'type: u16, when']],
};

test('the table has the 16 commits that made the dumps, and each stands here', () => {
  expect(rows("QEMU's static checker").map(({ name }) => name)).toEqual(Object.keys(mutations).sort((a, b) => order(a) - order(b)));
});

function order(commit: string): number {
  return page.indexOf(`\`${commit}\``);
}

test.each(Object.entries(mutations))('%s is found by its rule, and by nothing that has no name', (commit, changes) => {
  const changed: Record<string, string> = { ...spec };
  for (const [file, from, to] of changes) {
    expect(changed[file], from).toContain(from);
    changed[file] = (changed[file] ?? '').replace(from, to);
  }
  const [before, after] = [state(spec), state(changed)];
  const found = breakingChanges(before, after, judgeOf(before, after)).diagnostics.map(({ id }) => id);
  const rules = rows("QEMU's static checker").find(({ name }) => name === commit)?.rules ?? [];
  expect(found).not.toContain('BREAK_UNEXPLAINED');
  if (changes.length === 0) expect(found).toEqual([]);
  else for (const { id } of rules) expect(found).toContain(id);
  expect(rules.length > 0).toBe(changes.length > 0);
});
