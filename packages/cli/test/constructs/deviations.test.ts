/** Deviations: the check, the emulator and the codec all follow what a build really does, and the verdict says which erratum it is. */
import { check } from '@migspec/compat';
import { expect, test } from 'vitest';
import { native, type Ran, runSpec } from './run.js';

const model = `model: example.org/nic
sources: [test]
params:
  mode: { type: u8, range: 0..3, default: 0, off: 0, compare: ignore, guest-visible: false, sources: [test] }
versions: { "two": { mode: 2 }, "one": { mode: 1 }, "off": {} }
types:
  Ring: { fields: { size: { type: u16, max: 256, reset: 256 }, used: u8 }, invariants: ["self.used <= 200"] }
state:
  nic:
    sources: [test]
    fields:
      ticks: u16
      late: { type: u8, when: "params.mode >= 1" }
      entries: { type: u8, max: 8 }
      table: { type: u8, count: "state.entries", capacity: 16 }
      isolation: { type: u8, own: equal, reset: "params.mode" }
      ring: Ring
    subsections:
      nic/extra: { needed: "state.extra != 0", sources: [test], fields: { extra: u8 } }
situations:
  fresh: {}
  first: { state: { ticks: 1, extra: 2 } }
  late: { when: "params.mode > 0", state: { late: 1 } }
  many: { state: { entries: 8, table: random } }
  extra: { state: { extra: 1 } }
  shrunk: { state: { ring: { size: 64, used: 200 } } }
`;

async function deviating(deviation: string, situations = ''): Promise<Ran> {
  const errata = `errata:\n  slip: { builds: ["2"], sources: [test], doc: It slips., remedy: Do not., deviation: ${deviation} }\n`;
  return runSpec({ 'models/example.org/nic.yaml': model + situations, 'implementations/acme.yaml': native({ 2: '', 1: '' }, errata) });
}

/** The outcome, what is cited with the reasons, and the notes; of a destination that was started with a mode of its own. */
function judged({ packages }: Ran, from: string, to: string, modes: readonly [number, number] = [2, 2]): readonly string[] {
  const side = (build: string, mode: number) => {
    const document = packages.documents.find((each) => each.build === build);
    if (document === undefined) throw new Error(`no document of ${build}`);
    return { document, machine: { facts: {}, devices: [{ address: 'a', model: 'example.org/nic', configuration: { mode } }] } };
  };
  const { outcome, reasons, notes } = check({ source: side(from, modes[0]), destination: side(to, modes[1]) });
  const cited = reasons.map(({ code, errata = [] }) => [code, ...errata].join(' '));
  return [outcome, ...cited, ...notes.map(({ code, have, want }) => [code, have ?? want].join(' '))];
}

/** A state that one device has saved in one mode, loaded by the other's codec in another. */
async function loaded({ packages }: Ran, from: string, to: string, modes: readonly [number, number]): Promise<string> {
  const device = async (build: string, mode: number) => (await packages.registry[build]?.['example.org/nic']?.())?.create({ mode });
  const [source, destination] = [await device(from, modes[0]), await device(to, modes[1])];
  if (source === undefined || destination === undefined) throw new Error('no such build');
  try {
    destination.load(source.save());
    return 'loaded';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'a defect';
  }
}

test('a predicate with the wrong operator: bytes are there for one side alone', async () => {
  const ran = await deviating('{ model: example.org/nic, section: nic, when: { late: "params.mode == 1" } }');
  expect(ran.findings).toEqual([]);
  expect(ran.verdict('acme@1', 'acme@2', 'version=one')).toBe('yes');
  expect(ran.verdict('acme@1', 'acme@2', 'version=two')).toBe('no SECTION_LAYOUT_DIFFERS nic late');
  expect(ran.verdict('acme@2', 'acme@2', 'version=two')).toBe('depends STATE_LOST nic late: state.late != 0');
  expect(ran.cell('acme@2', 'acme@2', 'late', 'version=two')).toBe('no → state-lost');
  expect(judged(ran, 'acme@1', 'acme@2')).toEqual(['no', 'SECTION_LAYOUT_DIFFERS slip', 'ERRATUM acme@2 slip']);
});

test('a subsection that is sent for another reason than it should', async () => {
  const ran = await deviating('{ model: example.org/nic, subsection: nic/extra, needed: "state.ticks == 1" }');
  expect(ran.findings).toEqual([]);
  expect(ran.verdict('acme@1', 'acme@2')).toBe('yes');
  expect(ran.verdict('acme@2', 'acme@1')).toBe('depends STATE_LOST nic/extra extra: state.extra != 0 && state.ticks != 1');
  expect(ran.cell('acme@2', 'acme@1', 'extra')).toBe('no → state-lost');
  expect(ran.cell('acme@2', 'acme@1', 'first')).toBe('yes → migrated');
  expect(judged(ran, 'acme@2', 'acme@1')).toEqual(['depends', 'STATE_LOST slip', 'ERRATUM acme@2 slip']);
});

test('a bound as it is enforced, of a struct wherever it is', async () => {
  const ran = await deviating('{ type: Ring, write: { size: { value: 128 } }, bounds: { size: { below: 129 } } }');
  expect(ran.findings).toEqual([]);
  expect(ran.verdict('acme@1', 'acme@2')).toBe('depends OUT_OF_RANGE nic ring.size: state.ring.size > 128');
  expect(ran.cell('acme@1', 'acme@2', 'fresh')).toBe('no → refused-at-load');
  expect(ran.cell('acme@1', 'acme@2', 'shrunk')).toBe('yes → migrated');
  expect(ran.verdict('acme@2', 'acme@1')).toBe('yes');
  expect(judged(ran, 'acme@1', 'acme@2')).toEqual(['depends', 'OUT_OF_RANGE slip', 'ERRATUM acme@2 slip']);
});

test('a count as it is read', async () => {
  const ran = await deviating('{ model: example.org/nic, section: nic, bounds: { table: { count: "min(state.entries, 4)" } } }');
  expect(ran.verdict('acme@1', 'acme@2')).toContain('SECTION_LAYOUT_DIFFERS nic table');
  expect(ran.cell('acme@1', 'acme@2', 'many')).toBe('no → refused-at-load');
  expect(ran.cell('acme@1', 'acme@2', 'first')).toBe('yes → migrated');
});

test('a check that is printed at most: the value is taken, and the verdict says so', async () => {
  const ran = await deviating(
    '{ model: example.org/nic, section: nic, unenforced: { fields: { isolation: [own] } } }',
    '  foreign: { errata: [slip], state: { isolation: 200 } }\n',
  );
  expect(ran.findings).toEqual([]);
  expect(judged(ran, 'acme@1', 'acme@1', [2, 1])).toEqual(['no', 'ECHO_DIFFERS']);
  expect(await loaded(ran, 'acme@1', 'acme@1', [2, 1])).toBe('ECHO_DIFFERS');
  expect(judged(ran, 'acme@1', 'acme@2', [2, 1])).toEqual(['yes', 'CHECK_NOT_ENFORCED equal to params.mode', 'ERRATUM acme@2 slip']);
  expect(await loaded(ran, 'acme@1', 'acme@2', [2, 1])).toBe('loaded');
  expect(judged(ran, 'acme@1', 'acme@2')).toEqual(['yes']);
  expect(judged(ran, 'acme@2', 'acme@2', [2, 1])).toContain('CHECK_NOT_ENFORCED equal to params.mode');
});

test('a rule that is not enforced', async () => {
  const errata = `errata:
  slip: { builds: ["3"], sources: [test], doc: It slips., deviation: { type: Ring, unenforced: { rules: ["self.used <= 200"] } } }
`;
  const ran = await runSpec({
    'models/example.org/nic.yaml': `model: example.org/nic
sources: [test]
revisions: ["loose", "strict"]
types: { Ring: { fields: { used: u8 }, invariants: [{ rule: "self.used <= 200", added: strict }] } }
state: { nic: { sources: [test], fields: { ring: Ring } } }
situations:
  fresh: {}
  used: { state: { ring: { used: 7 } } }
  full: { removed: strict, state: { ring: { used: 250 } } }
  received: { added: strict, errata: [slip], state: { ring: { used: 220 } } } # only who takes it can have it
`,
    'implementations/acme.yaml': native({ 3: 'strict', 2: 'strict', 1: 'loose' }, errata),
  });
  expect(ran.findings).toEqual([]);
  expect(ran.cell('acme@1', 'acme@2', 'full')).toBe('no → refused-at-load');
  expect(ran.cell('acme@1', 'acme@3', 'full')).toBe('yes → migrated');
  expect(ran.verdict('acme@3', 'acme@2')).toBe('depends INVARIANT_BROKEN nic ring: state.ring.used > 200');
  expect(judged(ran, 'acme@1', 'acme@3')).toEqual(['yes', 'CHECK_NOT_ENFORCED self.used <= 200', 'ERRATUM acme@3 slip']);
  expect(judged(ran, 'acme@2', 'acme@3')).toEqual(['yes']);
});
