/** Verdicts as two masks, and back. */
import { builds, type CapabilityDocument, loadDocument } from '@migspec/capabilities';
import { expect, test } from 'vitest';
import { check } from '../../src/check/check.js';
import type { Reason, Verdict } from '../../src/check/types.js';
import { startMachine } from '../../src/document/machine.js';
import { nvmlLevel, readNvml, vgpuCompatibility, writeNvml } from '../../src/formats/nvml.js';

const known = (build: string): CapabilityDocument => loadDocument(build) as CapabilityDocument;

function verdicts(): readonly Verdict[] {
  return builds.flatMap((source) =>
    Object.keys(known(source).models).flatMap((model) => {
      const document = known(source);
      const machine = startMachine(document, { hostFacts: {}, devices: [{ address: 'a', model }] });
      if (!machine.ok) return [];
      const others = builds.filter((build) => Object.hasOwn(known(build).models, model)).slice(0, 6);
      return [...others, 'thread-2020@1'].map((build) =>
        check({ source: { document, machine: machine.value }, destination: { document: known(build) } }),
      );
    }),
  );
}

test('verdict → masks → what they say → masks: the same; live is yes, and no live guest goes where the verdict does not say yes', () => {
  const seen = new Set<string>();
  for (const verdict of verdicts()) {
    const text = writeNvml(vgpuCompatibility(verdict));
    const read = readNvml(text);
    if (!read.ok) throw new Error(text);
    expect(writeNvml(read.value)).toBe(text);
    expect(read.value).toEqual(vgpuCompatibility(verdict));
    expect(read.value.states.includes('live')).toBe(verdict.outcome === 'yes');
    if (verdict.outcome !== 'depends') expect(nvmlLevel(read.value)).toBe(verdict.level);
    expect(read.value.limits.length === 0).toBe(verdict.reasons.length === 0);
    seen.add(text);
  }
  expect(seen.size).toBeGreaterThan(4);
});

const reason = (cls: Reason['class'], code: Reason['code'], want?: string): Reason => ({
  code,
  class: cls,
  number: '',
  meaning: '',
  definite: true,
  ...(want === undefined ? {} : { want }),
});
const cases: readonly (readonly [Partial<Verdict>, number, number])[] = [
  [{ outcome: 'yes', level: 'live', reasons: [] }, 15, 0],
  [{ outcome: 'no', level: 'restart', reasons: [reason('state', 'SECTION_UNKNOWN')] }, 3, 1],
  [{ outcome: 'no', level: 'restart', reasons: [reason('guest', 'GUEST_INTERFACE_DIFFERS')] }, 1, 1],
  [{ outcome: 'no', level: 'none', reasons: [reason('create', 'MODEL_UNKNOWN')] }, 0, 4],
  [{ outcome: 'no', level: 'none', reasons: [reason('create', 'PARAM_VALUE_REFUSED', 'host fact link-speed=1000')] }, 0, 4],
  [{ outcome: 'no', level: 'none', reasons: [reason('policy', 'NOT_DECLARED')] }, 0, 0x8000_0000],
  [{ outcome: 'depends', level: 'live', reasons: [reason('state', 'FEATURES_NOT_OFFERED')] }, 3, 2],
  [
    { outcome: 'depends', level: 'live', reasons: [reason('create', 'PARAM_VALUE_REFUSED'), reason('state', 'FEATURES_NOT_OFFERED')] },
    0,
    3,
  ],
];

test.each(cases)('%j is %i and %i', (verdict, vgpuVmCompatibility, compatibilityLimitCode) => {
  const whole: Verdict = { outcome: 'yes', level: 'live', reasons: [], notes: [], documents: { source: '', destination: '' }, ...verdict };
  expect(JSON.parse(writeNvml(vgpuCompatibility(whole)))).toEqual({ vgpuVmCompatibility, compatibilityLimitCode });
});

test('bits that there are not are refused', () => {
  for (const [text, at] of [
    ['[]', ''],
    ['{}', '/vgpuVmCompatibility'],
    ['{"vgpuVmCompatibility":16,"compatibilityLimitCode":0}', '/vgpuVmCompatibility'],
    ['{"vgpuVmCompatibility":1.5,"compatibilityLimitCode":0}', '/vgpuVmCompatibility'],
    ['{"vgpuVmCompatibility":-1,"compatibilityLimitCode":0}', '/vgpuVmCompatibility'],
    ['{"vgpuVmCompatibility":1,"compatibilityLimitCode":"1"}', '/compatibilityLimitCode'],
    ['{"vgpuVmCompatibility":1,"compatibilityLimitCode":8}', '/compatibilityLimitCode'],
  ] as const) {
    expect([text, readNvml(text)]).toMatchObject([text, { ok: false, problems: [{ code: 'FORM_INVALID', at }] }]);
  }
});
