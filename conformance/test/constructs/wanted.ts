/** What the matrix has to show: the lists are the sources' own, so that a new one is missing until a model shows it. */
import { readFileSync } from 'node:fs';
import { compatCodes } from '@migspec/compat';
import { runtimeCodes } from '@migspec/runtime';

const source = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The quoted words of what `where` finds. */
function words(path: string, where: RegExp): readonly string[] {
  const found = [...(where.exec(source(path))?.[1] ?? '').matchAll(/'([\w-]+)'/g)].flatMap(([, word]) => word ?? []);
  if (found.length === 0) throw new Error(`nothing is listed at ${where}`);
  return found;
}

export const codes = Object.keys(compatCodes);
export const outcomes = words('packages/emulator/src/hop.ts', /export type HopOutcome =([\s\S]*?);/);
export const predicateUses = words('conformance/src/result.ts', /readonly use: (.*?);/);
const document = 'packages/capabilities/src/document.ts';
export const paramCompares = words(document, /readonly compare: ((?:'[\w-]+' \| )*'ignore');/);
export const ownCompares = words(document, /readonly compare: ((?:'[\w-]+' \| )*'masked');/);

/** Where a comparison draws its line; what is not named there is beyond it. */
const sides: Readonly<Record<string, readonly string[]>> = {
  equal: ['same', 'other'],
  'at-most': ['less', 'same', 'more'],
  subset: ['less', 'same', 'more'],
  ignore: ['same', 'other'],
  masked: ['same', 'other'],
};

/** Whether a comparison takes it; undefined for what is no comparison. */
export function taken(construct: string): boolean | undefined {
  const [kind, compare = '', side] = construct.split(' ');
  if (kind !== 'param' && kind !== 'own') return undefined;
  return compare === 'ignore' || side === 'same' || side === 'less';
}

const compared = (kind: string, compares: readonly string[]): readonly string[] =>
  compares.flatMap((compare) => (sides[compare] ?? ['unknown']).map((side) => `${kind} ${compare} ${side}`));

/** What a loader says too, in the check's words. */
const refusals = codes.filter((code) => Object.hasOwn(runtimeCodes, code));

export const wanted: readonly string[] = [
  ...codes.map((code) => `said ${code}`),
  ...refusals.map((code) => `refusal ${code}`),
  ...outcomes.map((outcome) => `outcome ${outcome}`),
  ...compared('param', paramCompares),
  ...compared('own', ownCompares),
];
