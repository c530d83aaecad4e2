import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { Expr } from '../../../expr/tree.js';
import type { SnapshotIR, SnapshotSection } from '../../../ir/snapshot.js';
import type { Change } from '../../change.js';
import { aboutPlace } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const identifier: BreakingRule = {
  code: builds.identifier,
  purpose: 'A section is found by its name and instance: with two of one name, the state of one device loads into another.',
  categories: ['STATE'],
  check(change, report) {
    for (const { section, was, at } of collisions(change)) {
      report({
        at,
        message: `the section ${section.id} tells ${told(apart(section))} apart, and ${was}`,
        help: 'let its name begin with device.path, or its instance be device.instance, in full',
        explains: aboutPlace(change, { of: 'section', id: section.id, subsections: [] }),
        always: true,
      });
    }
    for (const [one, other] of twins(change)) {
      report({
        at: { after: ['model', change.model ?? '', 'sections', other.id] },
        message: `the sections ${one.id} and ${other.id} have one name, and their instances can be the same`,
        help: 'let its name begin with device.path, or its instance be device.instance, in full',
        explains: ({ code, section = '', field = '' }) =>
          crosses(field, one, other) || (code === 'SECTION_UNKNOWN' && [one.id, other.id].includes(section)),
      });
    }
  },
};

/** Sections of one device, there before and after, that nothing may tell apart. */
function twins(change: Change): readonly (readonly [SnapshotSection, SnapshotSection])[] {
  const [before, after] = [change.before.snapshot, change.after.snapshot];
  if (before === undefined || after === undefined) return [];
  const kept = after.sections.filter((section) => sameSection(before, section) !== undefined);
  return kept.flatMap((one, i) => kept.slice(i + 1).flatMap((other) => (alike(one, other) ? [[one, other] as const] : [])));
}

function alike(one: SnapshotSection, other: SnapshotSection): boolean {
  const [a, b] = [one.instance.expr, other.instance.expr];
  const fixed = a.op === 'int' && b.op === 'int' && a.value !== b.value;
  return !fixed && JSON.stringify(one.name.at(-1)) === JSON.stringify(other.name.at(-1));
}

/** Whether a field of one section was read as a field of the other: `a / b`. */
function crosses(field: string, one: SnapshotSection, other: SnapshotSection): boolean {
  const [a = '', b = ''] = field.split(' / ').map((path) => /^[^.[]*/.exec(path)?.[0] ?? '');
  const has = ({ fields }: SnapshotSection, name: string): boolean => fields.some((each) => each.name === name);
  return (has(one, a) && has(other, b)) || (has(other, a) && has(one, b));
}

interface Collision {
  readonly section: SnapshotSection;
  readonly was: string;
  readonly at: { readonly before?: readonly string[]; readonly after?: readonly string[] };
}

/** Sections that tell fewer devices apart than they did; new ones that tell fewer apart than the others of the model. */
export function collisions(change: Change): readonly Collision[] {
  const [before, after] = [change.before.snapshot, change.after.snapshot];
  if (before === undefined || after === undefined) return [];
  const others = Math.max(0, ...before.sections.map(apart));
  return after.sections.flatMap((section): Collision[] => {
    const path = ['model', after.model, 'sections', section.id];
    const old = sameSection(before, section);
    const [bits, had] = [apart(section), old === undefined ? others : apart(old)];
    if (bits >= had) return [];
    const was = old === undefined ? `the other sections tell ${told(had)}` : `told ${told(had)}`;
    return [{ section, was, at: old === undefined ? { after: path } : { before: path, after: path } }];
  });
}

function sameSection({ sections }: SnapshotIR, { id }: SnapshotSection): SnapshotSection | undefined {
  return sections.find((each) => each.id === id);
}

/** How many devices of the model have names and instances of their own, as a number of bits; a path tells all apart. */
function apart({ name, instance }: SnapshotSection): number {
  const parts = [...name.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.expr])), instance.expr];
  return Math.max(...parts.map(bitsOf));
}

const whole = 64;
const instanceBits = 32;

function bitsOf(expr: Expr): number {
  if (expr.op === 'device') return expr.name === 'path' ? whole : instanceBits;
  if (expr.op === 'call' && expr.name === 'bitAnd') {
    const mask = expr.args.flatMap((arg) => (arg.op === 'int' ? [BigInt(arg.value).toString(2).replaceAll('0', '').length] : []));
    return Math.min(...mask, Math.max(...expr.args.map(bitsOf)));
  }
  if (expr.op === 'call') return Math.max(0, ...expr.args.map(bitsOf));
  if ('left' in expr) return Math.max(bitsOf(expr.left), bitsOf(expr.right));
  if (expr.op === 'if') return Math.min(bitsOf(expr.then), bitsOf(expr.else));
  return 0;
}

function told(bits: number): string {
  if (bits === 0) return 'no two devices';
  return bits >= instanceBits ? 'all devices' : `${2n ** BigInt(bits)} devices`;
}
