/** What errata say is driven: expectations happen, remedies work and are needed, and the fixed build does not do it. */
import { check, hopErrata } from '@migspec/compat';
import { expect, test } from 'vitest';
import { implementation, native, type Ran, runSpec } from './run.js';

/** 1 creates rings that 3 and 4 refuse, and 2 takes any. A driver may shrink its ring, and a reset of 2 gives 256. */
const model = `model: example.org/nic
sources: [test]
revisions: ["lax", "strict"]
params:
  size: { type: u16, range: [256, 1024], default: 256, guest-visible: false, sources: [test] }
  spare: { type: u8, range: 0..3, default: 0, off: 0, compare: ignore, guest-visible: false, sources: [test] }
observables: { ring: { value: "state.ring.num", volatile: true } }
types: { Ring: { fields: { num: { type: u16, reset: 256 }, used: u8 } } }
state:
  nic: { sources: [test], fields: { ring: Ring }, invariants: [{ rule: "params.size == 1024 || state.ring.num <= 256", added: strict }] }
situations:
  fresh: {}
  used: { state: { ring.used: 3 } }
  shrunk: { state: { ring.num: 64 } }
  large: { removed: strict, state: { ring.num: 1024 } } # received, and kept by who takes any
`;

async function erring(more: string, { builds = '"1"', deviation = '{ type: Ring, write: { num: { value: 1024 } } }' } = {}): Promise<Ran> {
  const errata = `errata:\n  big:\n    builds: [${builds}]\n    doc: Rings have 1024 entries.\n    sources: [test]\n    deviation: ${deviation}\n${more}`;
  return runSpec({
    'models/example.org/nic.yaml': model,
    'implementations/acme.yaml': native({ 4: 'strict', 3: 'strict', 2: 'lax', 1: 'lax' }, errata),
  });
}

const remedy = (text: string, more = ''): Promise<Ran> => erring(`    remedies: [${text}]\n${more}`);
const told = ({ result }: Ran): readonly (readonly [number, number])[] =>
  result.errata.flatMap(({ remedies }) => remedies.map(({ tried, worked }): [number, number] => [tried, worked]));
const kinds = ({ result }: Ran): readonly string[] => result.findings.map(({ kind }) => kind);

const works = [
  ['set', '{ model: example.org/nic, set: { size: 1024 } }', ''],
  ['through another build, with a reset there', '{ through: "2", reset: true }', ''],
  ['guest', '{ model: example.org/nic, guest: shrunk }', ''],
  ['upgrade of the source', '{ upgrade: source }', '    fixed-in: "3"\n'],
  ['repair of what travels', '{ model: example.org/nic, repair: { ring.num: 256 } }', ''],
  ['where it is meant', '{ model: example.org/nic, to: "3", when: "state.ring.num > 256", repair: { ring.num: "params.size" } }', ''],
] as const;

for (const [name, text, more] of works) {
  test(`a remedy that works: ${name}`, async () => {
    const ran = await remedy(text, more);
    expect(ran.findings).toEqual([]);
    const [[tried, worked] = [0, 0]] = told(ran);
    expect(tried).toBeGreaterThan(0);
    expect(worked).toBe(tried);
  });
}

const fails = [
  ['a param that does not matter', '{ model: example.org/nic, set: { spare: 1 } }', ''],
  ['through another build without a reset: the size travels on', '{ through: "2" }', ''],
  ['a reset where the build does it again', '{ reset: true }', ''],
  ['a situation that is as bad', '{ model: example.org/nic, guest: used }', ''],
  ['a repair that repairs something else', '{ model: example.org/nic, repair: { ring.used: 0 } }', ''],
  ['nowhere to be applied: the destination is no way there', '{ to: "3", through: "3" }', ''],
] as const;

for (const [name, text, more] of fails) {
  test(`a remedy that does not work fails the run: ${name}`, async () => {
    expect(new Set(kinds(await remedy(text, more)))).toEqual(new Set(['remedy-does-not-work']));
  });
}

/** Machines with rings of 256, with something else set, and with rings of 1024. */
const started = {
  'classes/acme.yaml': 'implementation: acme\nclasses: { nic: { model: example.org/nic } }\n',
  'machines/pc.yaml':
    'machines: pc\nimplementation: acme\ntypes:\n  pc-plain: {}\n  pc-spare: { compat: "0.2" }\n  pc-large: { compat: "0.1" }\n',
  'compat/0.2.yaml': 'compat: "0.2"\nimplementation: acme\nentries: { nic: { spare: { value: 1, sources: [test] } } }\n',
  'compat/0.1.yaml': 'compat: "0.1"\nimplementation: acme\nentries: { nic: { size: { value: 1024, sources: [test] } } }\n',
};

const machines = [
  ['one that sets what matters works', 'pc-large', []],
  ['one that sets something else fails the run', 'pc-spare', ['remedy-does-not-work']],
] as const;

for (const [name, type, findings] of machines) {
  test(`another machine type: ${name}`, async () => {
    const errata = `errata:
  big:
    builds: ["1"]
    doc: Rings have 1024 entries.
    sources: [test]
    deviation: { type: Ring, write: { num: { value: 1024 } } }
    remedies: [{ machine-type: ${type} }]
`;
    const ran = await runSpec({
      ...started,
      // A ring of 128 is said on the device.
      'models/example.org/nic.yaml': model.replace('[256, 1024]', '[128, 256, 1024]'),
      'implementations/acme.yaml': implementation('qemu', 'started', { 2: 'strict', 1: 'lax' }, errata),
    });
    expect([...new Set(kinds(ran))], ran.findings.join('\n')).toEqual(findings);
    const [[tried, worked] = [0, 0]] = told(ran);
    expect([tried > 0, worked === tried]).toEqual([true, findings.length === 0]);
  });
}

test('a remedy that nothing needs fails the run', async () => {
  const ran = await remedy('{ to: "2", reset: true }');
  expect(kinds(ran)).toEqual(['remedy-needless']);
  expect(told(ran)).toEqual([[0, 0]]);
});

test('a repair that the guest sees is none', async () => {
  // Not after a reset: there the builds differ without a migration.
  const visible = model.replace('{ value: "state.ring.num", volatile: true }', '"state.ring.used != 0 ? state.ring.num : 0"');
  const errata = `errata:
  big:
    builds: ["1"]
    doc: Rings have 1024 entries.
    deviation: { type: Ring, write: { num: { value: 1024 } } }
    remedies: [{ model: example.org/nic, repair: { ring.num: 256 } }]
`;
  const ran = await runSpec({
    'models/example.org/nic.yaml': visible,
    'implementations/acme.yaml': native({ 4: 'strict', 3: 'strict', 2: 'lax', 1: 'lax' }, errata),
  });
  expect(ran.findings.filter((finding) => finding.startsWith('remedy'))).toEqual([
    expect.stringContaining('the guest sees ring change from 1024 to 256'),
  ]);
});

test('a destination that errs is upgraded', async () => {
  const errata = `errata:
  strict:
    builds: ["2"]
    doc: It compares with ==.
    deviation: { model: example.org/nic, section: nic, when: { late: "params.mode == 1" } }
    fixed-in: "3"
    expect:
      - { from: "1", situation: late, refused: out of step }
      - { from: "2", to: "2", lost: late }
    remedies: [{ upgrade: destination, from: "1" }, { set: { mode: 1 } }]
`;
  const ran = await runSpec({
    'models/example.org/nic.yaml': `model: example.org/nic
sources: [test]
params: { mode: { type: u8, range: 0..2, default: 2, off: 0, guest-visible: false, sources: [test] } }
versions: { "two": { mode: 2 }, "one": { mode: 1 }, "off": {} }
state: { nic: { sources: [test], fields: { ticks: u16, late: { type: u8, when: "params.mode >= 1" } } } }
situations: { fresh: {}, late: { when: "params.mode > 0", state: { late: 7 } } }
`,
    'implementations/acme.yaml': native({ 3: '', 2: '', 1: '' }, errata),
  });
  expect(ran.findings).toEqual([]);
  expect(ran.result.errata).toMatchObject([{ id: 'strict', fixedIn: 'acme@3', said: false }]);
  expect(ran.result.errata[0]?.expectations.map(({ met }) => met)).toEqual([true, true]);
  expect(ran.result.summary.byErratum).toBe(ran.result.errata[0]?.cells);
  for (const [tried, worked] of told(ran)) expect([tried > 0, worked]).toEqual([true, tried]);
});

test('what is said to be fixed is driven with that build', async () => {
  // 3 does it, too, and no erratum says so of it but another one.
  const other = `  big-again: { builds: ["2"], doc: Once more., sources: [test], deviation: { type: Ring, write: { num: { value: 1024 } } } }\n`;
  const ran = await erring(`    fixed-in: "2"\n${other}`);
  expect(kinds(ran)).toEqual(['fixed-in-not-fixed']);
  expect(ran.findings[0]).toContain('acme@2');
  expect(kinds(await erring('    fixed-in: "2"\n'))).toEqual([]);
});

test('expectations: refused, lost or changed, each between the builds and in the situation that it says', async () => {
  const met = async (text: string) => (await erring(`    expect: ${text}\n`)).findings;
  expect(await met('{ to: "3", refused: too large }')).toEqual([]);
  expect(await met('[{ to: "3", situation: used, refused: too large }, { to: "3", situation: fresh, refused: too large }]')).toEqual([]);
  expect(await met('{ to: "3", situation: shrunk, refused: too large }')).toEqual([expect.stringContaining('expectation-unused')]);
  expect(await met('{ to: "2", refused: too large }')).toEqual([expect.stringContaining('expectation-unused')]);
  expect(await met('{ to: "3", lost: ring }')).toEqual([expect.stringContaining('expectation-unused')]);
});

/** Its first build sends of two states of `extra` only one. */
const forgetful = (expected: string, shown = '') => ({
  'models/example.org/nic.yaml': `model: example.org/nic
sources: [test]
${shown}state:
  nic:
    sources: [test]
    fields: { ticks: u16 }
    subsections: { nic/extra: { needed: "state.extra != 0", sources: [test], fields: { extra: u8 } } }
situations: { fresh: {}, one: { state: { extra: 1 } }, two: { state: { extra: 2 } } }
`,
  'implementations/acme.yaml': native(
    { 2: '', 1: '' },
    `errata:\n  slip:\n    builds: ["1"]\n    doc: It forgets.\n    deviation: { model: example.org/nic, subsection: nic/extra, needed: "state.extra == 1" }\n    expect: ${expected}\n`,
  ),
});

const changed = [
  ['the observable that changes', 'level', []],
  ['one that does not', 'speed', [expect.stringContaining('expectation-unused')]],
] as const;

for (const [name, observable, findings] of changed) {
  test(`what the guest sees change is named: ${name}`, async () => {
    const shown = 'observables: { level: "state.extra", speed: "state.ticks" }\n';
    const ran = await runSpec(forgetful(`{ to: "2", situation: two, changed: ${observable} }`, shown));
    expect(ran.findings).toEqual(findings);
  });
}

test('what is lost is named', async () => {
  expect((await runSpec(forgetful('{ to: "2", lost: extra, situation: two }'))).findings).toEqual([]);
  expect((await runSpec(forgetful('{ to: "2", lost: extra, situation: one }'))).findings).toEqual([
    expect.stringContaining('expectation-unused'),
  ]);
  expect((await runSpec(forgetful('{ to: "2", lost: ticks }'))).findings).toEqual([expect.stringContaining('expectation-unused')]);
});

test('a crash is said, not driven, and counted apart', async () => {
  const errata = `errata:
  aborts: { builds: ["2"], doc: It aborts., outcome: { crash: destination, model: example.org/nic, with: ["1"] }, fixed-in: "3" }
`;
  const ran = await runSpec({
    'models/example.org/nic.yaml':
      'model: example.org/nic\nsources: [test]\nstate: { nic: { sources: [test], fields: { ticks: u16 } } }\nsituations: { fresh: {}, one: { state: { ticks: 1 } } }\n',
    'implementations/acme.yaml': native({ 3: '', 2: '', 1: '' }, errata),
  });
  expect(ran.findings).toEqual([]);
  expect(ran.verdict('acme@1', 'acme@2')).toBe('no KNOWN_CRASH');
  expect(ran.cell('acme@1', 'acme@2', 'fresh')).toBe('no → migrated');
  expect(ran.verdict('acme@2', 'acme@1')).toBe('yes');
  expect(ran.verdict('acme@3', 'acme@2')).toBe('yes');
  expect(ran.result.summary).toMatchObject({ saidToCrash: 1, notDeclared: 0, byErratum: 0 });
  expect(ran.result.errata).toMatchObject([{ id: 'aborts', said: true, cells: 1 }]);
});

test('a cell that an erratum explains says so, and a verdict cites what helps on that way', async () => {
  const ran = await erring(`    fixed-in: "2"
    remedies: [{ doc: Through 2., through: "2", reset: true }, { doc: Nothing., to: "2", reset: true }, { doc: Repair., model: example.org/nic, repair: { ring.num: 256 } }]
`);
  const cell = ran.result.matrices[0]?.cells.flat().find(({ source, destination }) => source === 'acme@1' && destination === 'acme@3');
  expect(cell?.errata).toEqual(['big']);
  const found = cell?.configurations[0]?.situations.map(({ situation, errata = [] }) => [situation, ...errata]);
  expect(found).toEqual([['fresh', 'big'], ['used', 'big'], ['shrunk'], ['large', 'big']]);
  const side = (build: string) => {
    const document = ran.packages.documents.find((each) => each.build === build);
    if (document === undefined) throw new Error(`no document of ${build}`);
    const device = { address: 'a', model: 'example.org/nic', configuration: { size: 256, spare: 0 } };
    return { document, machine: { facts: {}, devices: [device] } };
  };
  const verdict = check({ source: side('acme@1'), destination: side('acme@3') });
  expect(verdict.errata).toMatchObject([{ id: 'big', build: 'acme@1', end: 'source', fixedIn: 'acme@2' }]);
  const { alone, broken, remedies } = hopErrata(verdict);
  expect([alone, broken.map(({ id }) => id), remedies.map(({ text }) => text)]).toEqual([true, ['big'], ['Repair.', 'Through 2.']]);
  const fine = check({ source: side('acme@2'), destination: side('acme@3') });
  expect([fine.errata, hopErrata(fine)]).toEqual([undefined, { broken: [], alone: false, remedies: [] }]);
});
