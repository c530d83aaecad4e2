/** Documents for one host: ranges, defaults and verdicts follow its facts; copies know when they are old. */
import { type CapabilityDocument, type DocumentParam, loadDocument } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import { documentDigest } from '../../src/document/digest.js';
import { staleReasons } from '../../src/document/fresh.js';
import { documentForHost } from '../../src/document/host.js';
import { loadCapabilities } from '../../src/document/load.js';
import { startMachine } from '../../src/document/machine.js';
import { hostAllows, inRange, parseValue } from '../../src/values.js';
import { document, ex, host, model, parameter } from '../documents.js';

const made = (build: CapabilityDocument, facts: Parameters<typeof documentForHost>[1], epoch?: string): CapabilityDocument => {
  const result = documentForHost(build, facts, epoch);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};
const known = (build: string): CapabilityDocument => loadDocument(build) as CapabilityDocument;

/** The param `x` alone, on a host with a fact `f` of the type. */
const withParam = (param: Partial<DocumentParam> & Pick<DocumentParam, 'type'>, fact = param.type): CapabilityDocument =>
  document(
    'demo@1',
    { m: model({ params: [parameter('x', param.type, { hostFact: 'f', ...param })] }) },
    { hostFacts: { f: { type: fact, default: 0 } } },
  );

const u16 = { kind: 'int', bits: 16, signed: false } as const;
const i8 = { kind: 'int', bits: 8, signed: true } as const;
const flags = { kind: 'flags', bits: 32, names: [] } as const;
const bool = { kind: 'bool' } as const;

/** A param, the fact's type, a fact, and the values that are tried. */
const cases: readonly (readonly [
  string,
  Parameters<typeof withParam>[0],
  DocumentParam['type'],
  boolean | number | string,
  readonly (boolean | number | string)[],
])[] = [
  ['a number without a range', { type: u16, off: 0 }, u16, 10, [0, 1, 10, 11, 65535]],
  ['off above the limit', { type: u16, off: 100, range: { items: [{ min: '1', max: '100' }] } }, u16, 10, [0, 1, 10, 11, 99, 100]],
  ['without off', { type: u16, range: { items: [{ min: '5', max: '8' }, { value: '12' }] } }, u16, 7, [4, 5, 7, 8, 12]],
  ['nothing left', { type: u16, range: { items: [{ min: '5', max: '8' }] } }, u16, 4, [0, 1, 4, 5, 8]],
  ['negative', { type: i8, off: 0 }, i8, -3, [-128, -3, -2, 0, 1]],
  ['a multiple', { type: u16, off: 0, range: { items: [{ min: '0', max: '64' }], multipleOf: '16' } }, u16, 40, [0, 8, 16, 32, 48]],
  ['bits', { type: flags, off: 0, range: { items: [], mask: '0xff' } }, flags, 0x10f, [0, 1, 0xf, 0x10, 0x100, 0x10f]],
  ['a switch that may not', { type: bool, off: false }, bool, false, [true, false]],
  ['a switch that may', { type: bool, off: false }, bool, true, [true, false]],
  ['a switch whose off is true', { type: bool, off: true }, bool, false, [true, false]],
  ['a switch without off', { type: bool }, bool, false, [true, false]],
  ['a choice', { type: { kind: 'enum', values: ['a', 'b', 'c'] }, off: 'a' }, { kind: 'string' }, 'c', ['a', 'b', 'c']],
  ['a text', { type: { kind: 'string' }, off: '' }, { kind: 'string' }, 'tap0', ['', 'tap0', 'tap1']],
  ['a number behind a switch', { type: u16, off: 0 }, bool, false, [0, 1, 100]],
];

test.each(cases)('%s: the range is what the host allows of the values', (_, param, fact, value, values) => {
  const before = withParam(param, fact);
  const after = made(before, { f: value });
  expect(loadCapabilities(JSON.parse(JSON.stringify(after))).ok).toBe(true);
  const [old, narrowed] = [before, after].map(({ models }) => models.m?.params[0]);
  if (old === undefined || narrowed === undefined) throw new Error('no param');
  const typed = parseValue(fact, value);
  if (typed === undefined) throw new Error('no value');
  for (const each of values) {
    const tried = parseValue(old.type, each);
    if (tried === undefined) throw new Error(`${String(each)} is none of the type`);
    expect([each, inRange(narrowed, tried)]).toEqual([each, inRange(old, tried) && hostAllows(old, tried, typed)]);
  }
});

test('defaults, constraints, observables and migratable are worked out as far as the facts go', () => {
  const params = [parameter('x', u16, { off: 0, default: ex(host('f')) })];
  const builds = document(
    'demo@1',
    {
      m: model({
        params,
        constraints: [ex(host('g'))],
        observables: [{ name: 'o', volatile: false, value: ex(host('f')) }],
        migratable: { when: ex(host('g')) },
      }),
    },
    { hostFacts: { f: { type: u16, default: 1 }, g: { type: bool, default: true } } },
  );
  const one = made(builds, { f: 7 }).models.m;
  expect(one?.params[0]?.default).toEqual({ text: '7', expr: { op: 'int', value: '7' } });
  expect(one?.observables[0]?.value.text).toBe('7');
  expect(one?.constraints).toEqual(builds.models.m?.constraints);
  const both = made(builds, { f: 7, g: false }).models.m;
  expect([both?.constraints[0]?.text, both?.migratable.when.text]).toEqual(['false', 'false']);
});

test('what is no fact, no value, or contradicts the host of the document is refused', () => {
  const codes = (build: CapabilityDocument, facts: Parameters<typeof documentForHost>[1]) => {
    const result = documentForHost(build, facts);
    return result.ok ? [] : result.problems.map(({ code, have }) => `${code} ${have}`);
  };
  const build = withParam({ type: u16, off: 0 });
  expect(codes(build, { g: 1, f: 'many' })).toEqual(['HOST_FACT_REFUSED g=1', 'HOST_FACT_REFUSED f=many']);
  expect(codes(made(build, { f: 7 }), { f: 7 })).toEqual([]);
  expect(codes(made(build, { f: 7 }), { f: 8 })).toEqual(['HOST_FACT_REFUSED f=8']);
  expect(codes(build, JSON.parse('{"__proto__": 1, "constructor": 1}'))).toEqual([
    'HOST_FACT_REFUSED __proto__=1',
    'HOST_FACT_REFUSED constructor=1',
  ]);
});

test('a verdict on documents of hosts is the one on the build and the facts', () => {
  const model = 'linux-kvm.org/tap-nic';
  const build = known('kvm-2025@8.2');
  const common = { 'link-speed': 10000, 'pv-eoi': false, 'most-queue-pairs': 256 };
  const hosts = ['csum', 'csum+tso', 'csum+tso+uso'].flatMap((offloads) =>
    [1000, 10000].map((speed) => ({ ...common, 'link-speed': speed, 'kernel-offloads': offloads })),
  );
  const outcomes = new Set<string>();
  for (const source of hosts) {
    const machine = startMachine(build, { hostFacts: source, devices: [{ address: 'a', model }] });
    const sameMachine = startMachine(made(build, source), { devices: [{ address: 'a', model }] });
    expect(sameMachine).toEqual(machine);
    if (!machine.ok) throw new Error(JSON.stringify(machine.problems));
    for (const destination of hosts) {
      const told = check({
        source: { document: build, machine: machine.value, facts: source },
        destination: { document: build, facts: destination },
      });
      const inside = check({
        source: { document: made(build, source), machine: machine.value },
        destination: { document: made(build, destination) },
      });
      expect([inside.outcome, inside.class, inside.level]).toEqual([told.outcome, told.class, told.level]);
      outcomes.add(told.outcome);
    }
  }
  expect([...outcomes].sort()).toEqual(['no', 'yes']);
});

test('the digest is that of the content, and no other content has it', () => {
  const build = known('kvm-2025@8.2');
  expect(documentDigest(build)).toBe(build.digest);
  const here = made(build, { 'link-speed': 1000 }, 'boot 1');
  expect(here.digest).not.toBe(build.digest);
  expect(made(build, { 'link-speed': 1000 }, 'boot 2').digest).toBe(here.digest);
  expect(made(build, { 'link-speed': 10000 }).digest).not.toBe(here.digest);
  const shuffled = Object.fromEntries(Object.entries(here).reverse());
  expect(loadCapabilities(shuffled).ok).toBe(true);
  const forged = loadCapabilities({ ...here, released: '2001-01-01' });
  expect(forged.ok ? [] : forged.problems.map(({ code }) => code)).toEqual(['DOCUMENT_DIGEST_WRONG']);
});

test('a copy is old when build, epoch or a fact that decides is another, and never when the digest is the same', () => {
  const copy = made(known('kvm-2025@8.2'), { 'link-speed': 1000 }, 'boot 1');
  const reasons = (now: Parameters<typeof staleReasons>[1]) => staleReasons(copy, now).map(({ have, want }) => `${have} → ${want}`);
  expect(reasons({ build: 'kvm-2025@8.2', epoch: 'boot 1', facts: { 'link-speed': '1000', unrelated: 5 } })).toEqual([]);
  expect(reasons({})).toEqual([]);
  expect(reasons({ build: 'kvm-2025@9' })).toEqual(['kvm-2025@8.2 → kvm-2025@9']);
  expect(reasons({ epoch: 'boot 2' })).toEqual(['boot 1 → boot 2']);
  expect(reasons({ facts: { 'link-speed': 2500 } })).toEqual(['1000 → 2500']);
  expect(reasons({ facts: { 'pv-eoi': true } })).toEqual(['unknown → true']);
  expect(reasons({ digest: 'ffff' })).toEqual([`${copy.digest} → ffff`]);
  expect(reasons({ epoch: 'boot 2', digest: copy.digest ?? '' })).toEqual([]);
});
