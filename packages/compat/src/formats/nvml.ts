/**
 * A verdict as NVML says it for vGPUs: from which states of the machine the device can go on there (`vgpuVmCompatibility`), and
 * what limits it (`compatibilityLimitCode`), two masks. A verdict that depends says what holds in any case. Source: NVIDIA, NVML
 * API reference, nvmlGetVgpuCompatibility.
 */
import type { Level, Reason, ReasonClass, Verdict } from '../check/types.js';
import type { CompatCode } from '../codes.js';
import type { Result } from '../problem.js';
import type { Loss } from './form.js';
import { attempt, invalid, isObject, member, parseJson } from './reader.js';

/** From which states of the machine: powered off, hibernated (S4), asleep (S3), running. */
export const vmCompatibility = { cold: 1, hibernate: 2, sleep: 4, live: 8 } as const;
/** What limits: the software at the hosts, the driver in the guest, the device, something else. */
export const limitCode = { 'host-driver': 1, 'guest-driver': 2, gpu: 4, other: 0x8000_0000 } as const;

export interface VgpuCompatibility {
  readonly states: readonly (keyof typeof vmCompatibility)[];
  readonly limits: readonly (keyof typeof limitCode)[];
}

/** What a verdict loses, as JSON pointers into it. */
export const nvmlLoses: readonly Loss[] = [
  { at: '/outcome', what: 'whether it depends: what does not hold in any case is no' },
  { at: '/class', what: 'the class of a refusal' },
  { at: '/reasons', what: 'reasons: for each the kind of what limits is left' },
  { at: '/notes', what: 'notes' },
  { at: '/documents', what: 'the builds' },
];

/** A live guest can be put to sleep or hibernated first; what cannot load a state can at best begin with the guest's own. */
export function vgpuCompatibility(verdict: Verdict): VgpuCompatibility {
  return {
    states: statesOf(verdict),
    limits: order(limitCode).filter((limit) => verdict.reasons.some((reason) => limitOf(reason) === limit)),
  };
}

function statesOf(verdict: Verdict): VgpuCompatibility['states'] {
  if (verdict.outcome === 'yes') return order(vmCompatibility);
  if (verdict.level === 'none') return [];
  const classes = new Set<ReasonClass>(verdict.reasons.map((reason) => reason.class));
  if (classes.has('create') || classes.has('policy')) return [];
  // A guest that wakes from its own disk finds the device as it left it, unless it would see a change.
  return classes.has('guest') ? ['cold'] : ['cold', 'hibernate'];
}

const byDevice: readonly CompatCode[] = [
  'MODEL_UNKNOWN',
  'MODEL_DIFFERS',
  'DEVICE_MISSING',
  'DEVICE_DIFFERS',
  'RAM_DIFFERS',
  'FACT_NOT_GIVEN',
];

function limitOf(reason: Reason): keyof typeof limitCode {
  if (reason.code === 'FEATURES_NOT_OFFERED') return 'guest-driver';
  if (byDevice.includes(reason.code) || reason.want?.startsWith('host fact ') === true) return 'gpu';
  return reason.class === 'policy' || reason.code === 'DOCUMENT_SILENT' ? 'other' : 'host-driver';
}

/** The text of the two masks. */
export function writeNvml({ states, limits }: VgpuCompatibility): string {
  const mask = <T extends string>(bits: Readonly<Record<T, number>>, names: readonly T[]): number =>
    names.reduce((sum, name) => sum + bits[name], 0);
  const form = { vgpuVmCompatibility: mask(vmCompatibility, states), compatibilityLimitCode: mask(limitCode, limits) };
  return `${JSON.stringify(form, undefined, 2)}\n`;
}

/** Refusal: FORM_INVALID for a member that is missing and for a bit that NVML does not have. */
export function readNvml(text: string): Result<VgpuCompatibility> {
  return attempt(() => {
    const json = parseJson(text);
    if (!isObject(json)) return invalid('', 'an object');
    const bits = <T extends string>(name: string, known: Readonly<Record<T, number>>): readonly T[] => {
      const value = member(json, name);
      const names = order(known).filter((each) => typeof value === 'number' && Math.floor(value / known[each]) % 2 === 1);
      return names.reduce((sum, each) => sum + known[each], 0) === value
        ? names
        : invalid(`/${name}`, `bits of ${Object.values(known).join(', ')}`);
    };
    return { ok: true, value: { states: bits('vgpuVmCompatibility', vmCompatibility), limits: bits('compatibilityLimitCode', limitCode) } };
  });
}

/** The level that the states tell. */
export function nvmlLevel({ states }: VgpuCompatibility): Level {
  return states.includes('live') ? 'live' : states.length > 0 ? 'restart' : 'none';
}

function order<T extends string>(bits: Readonly<Record<T, number>>): readonly T[] {
  return Object.keys(bits) as T[];
}
