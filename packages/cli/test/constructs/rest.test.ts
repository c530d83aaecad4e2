/** What no model of the spec uses is driven here: every pair of builds, every boundary, beside the twin. */
import { expect, test } from 'vitest';
import { native, type Ran, runSpec } from './run.js';

async function run(model: string, builds: Readonly<Record<number, string>>): Promise<Ran> {
  return runSpec({ 'models/example.org/nic.yaml': model, 'implementations/acme.yaml': native(builds) });
}

/** `yes → migrated`, each once, of all configurations and situations from one build to another. */
function outcomes({ result }: Ran, from: string, to: string): readonly string[] {
  const cells = result.matrices
    .flatMap((matrix) => matrix.cells.flat())
    .filter(({ source, destination }) => source === from && destination === to);
  const all = cells.flatMap(({ configurations }) =>
    configurations.flatMap(({ label, situations }) => situations.map(({ outcome, happened }) => `${outcome} → ${happened} ${label}`)),
  );
  return [...new Set(all)].sort();
}

test('params of every signed width, and of text', async () => {
  const edges: Readonly<Record<string, readonly [string, string]>> = {
    i8: ['-128', '127'],
    i16: ['-32768', '32767'],
    i32: ['-2147483648', '2147483647'],
    i64: ['"-9223372036854775808"', '"9223372036854775807"'],
  };
  for (const [type, [low]] of Object.entries(edges)) {
    const ran = await run(
      `model: example.org/nic
sources: [test]
revisions: [a, b]
params:
  level: { type: ${type}, range: { a: -3..3, b: -4..3 }, off: 0, default: -1, sources: [test] }
  wide: { type: ${type}, off: 0, default: 0, guest-visible: false, sources: [test] }
observables: { level: "params.level" }
state: { nic: { sources: [test], fields: { work: u8, low: { type: ${type}, reset: "params.level", max: "params.level" } } } }
situations: { fresh: {}, lowest: { state: { low: ${low}, work: 1 } } }
`,
      { 2: 'b', 1: 'a' },
    );
    expect(ran.findings).toEqual([]);
    expect(outcomes(ran, 'acme@2', 'acme@1')).toContain('no → refused-at-create level=-4');
    expect(outcomes(ran, 'acme@2', 'acme@1')).toContain('yes → migrated level=3');
    const labels = outcomes(ran, 'acme@1', 'acme@2');
    for (const edge of edges[type] ?? []) expect(labels).toContain(`yes → migrated wide=${edge.replaceAll('"', '')}`);
  }
  const ran = await run(
    `model: example.org/nic
sources: [test]
revisions: [a, b]
params: { label: { type: string, range: { a: [none, old], b: [none, new] }, off: none, default: none, sources: [test] } }
observables: { label: "params.label" }
state: { nic: { sources: [test], fields: { work: u8 } } }
situations: { fresh: {}, working: { state: { work: 1 } } }
`,
    { 2: 'b', 1: 'a' },
  );
  expect(ran.findings).toEqual([]);
  expect(outcomes(ran, 'acme@1', 'acme@2')).toContain('no → refused-at-create label=old');
  expect(outcomes(ran, 'acme@1', 'acme@2')).toContain('yes → migrated defaults');
});

test('lists that a marker ends, values behind a marker, variants, reserved bits', async () => {
  const ran = await run(
    `model: example.org/nic
sources: [test]
revisions: [a, b]
types: { Request: { fields: { head: { type: u16, below: 256 }, write: bool } } }
observables: { requests: "size(state.requests)", cursor: "state.cursor_present ? state.cursor : 0", back: "state.back == 'file' ? state.back_file.head : 0" }
state:
  nic:
    sources: [test]
    fields:
      requests: { type: Request, list: { more: 1, end: 0 }, capacity: 4 }
      cursor: { type: u16, marker: {} }
      back: { type: variant, of: u8, cases: { none: { value: 0 }, file: { value: 1, type: Request } } }
      status: { type: u8, reserved: 0xf0 }
    subsections:
      nic/news: { added: b, needed: "state.news > 0", fields: { news: u8 } }
situations:
  fresh: {}
  busy: { state: { requests: [{ head: 3 }, { head: 4, write: true }], status: 15 } }
  full: { state: { requests: [{ head: 1 }, { head: 2 }, { head: 3 }, { head: 255 }] } }
  somewhere: { state: { cursor_present: true, cursor: 5 } }
  file: { state: { back: file, back_file: { head: 9 } } }
  news: { added: b, state: { news: 1, requests: [{ head: 3 }] } }
`,
    { 2: 'b', 1: 'a' },
  );
  expect(ran.findings).toEqual([]);
  for (const situation of ['fresh', 'busy', 'full', 'somewhere', 'file'])
    expect(ran.cell('acme@2', 'acme@1', situation)).toBe('yes → migrated');
  expect(ran.cell('acme@2', 'acme@1', 'news')).toBe('no → refused-at-load');
});

test('a list with less room, and bits that only one build reserves', async () => {
  const model = (capacity: number, reserved: string): string =>
    `requests: { type: Entry, list: { more: 1, end: 0 }, capacity: ${capacity} }, status: { type: u8${reserved} }`;
  const ran = await run(
    `model: example.org/nic
sources: [test]
revisions: [a, b]
types: { Entry: { fields: { at: u16 } }, Old: { fields: { ${model(4, '')} } }, New: { fields: { ${model(2, ', reserved: 0xf0')} } } }
state: { nic: { sources: [test], fields: { old: { type: Old, removed: b }, new: { type: New, added: b } } } }
situations:
  fresh: {}
  three: { removed: b, state: { old: { requests: [{ at: 1 }, { at: 2 }, { at: 3 }] } } }
  high: { removed: b, state: { old: { status: 16 } } }
  two: { added: b, state: { new: { requests: [{ at: 1 }, { at: 2 }], status: 1 } } }
`,
    { 2: 'b', 1: 'a' },
  );
  expect(outcomes(ran, 'acme@1', 'acme@2').length).toBeGreaterThan(0);
  expect(ran.findings.filter((each) => each.startsWith('disagreement'))).toEqual([]);
});

test('a param that has gone, at the value that it was frozen at', async () => {
  const ran = await run(
    `model: example.org/nic
sources: [test]
revisions: [a, b]
params: { turbo: { type: bool, off: false, default: true, removed: b, frozen: true, sources: [test] } }
observables: { turbo: { value: { a: "params.turbo", b: "true" } } }
state: { nic: { sources: [test], fields: { work: u8 } } }
situations: { fresh: {}, working: { state: { work: 1 } } }
`,
    { 2: 'b', 1: 'a' },
  );
  expect(ran.findings).toEqual([]);
  expect(outcomes(ran, 'acme@1', 'acme@2')).toContain('yes → migrated defaults');
  expect(outcomes(ran, 'acme@1', 'acme@2')).toContain('no → refused-at-create turbo=off');
  expect(outcomes(ran, 'acme@2', 'acme@1')).toEqual(['yes → migrated defaults']);
});
