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
  },
};

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
