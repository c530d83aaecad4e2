/** Trees out of documents: the shape of every known operator, and bounds on size. */
import type { Expr } from '@migspec/capabilities';
import { deepestTree } from './evaluate.js';

/** Operators and constants of one tree. */
export const largestTree = 20_000;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value.length <= 4096;
const isIndex: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isBit: Check = (value) => isIndex(value) && Number(value) < 64;
const isBool: Check = (value) => typeof value === 'boolean';
const isInteger: Check = (value) => typeof value === 'string' && /^-?\d{1,256}$/.test(value);

const name = { name: isText };
const one = { of: 'tree' } as const;
const two = { left: 'tree', right: 'tree' } as const;
const quantifier = { in: 'tree', name: isText, body: 'tree' } as const;

const shapes: Readonly<Record<Expr['op'], Readonly<Record<string, Check | 'tree' | 'trees'>>>> = {
  int: { value: isInteger },
  bool: { value: isBool },
  string: { value: isText },
  param: { id: isText },
  machine: name,
  host: name,
  device: name,
  state: name,
  self: name,
  arg: name,
  var: name,
  observable: name,
  version: {},
  field: { ...one, ...name },
  index: { ...one, index: isIndex },
  bit: { ...one, bit: isBit },
  not: one,
  neg: one,
  size: one,
  and: two,
  or: two,
  eq: two,
  ne: two,
  lt: two,
  le: two,
  gt: two,
  ge: two,
  add: two,
  sub: two,
  mul: two,
  if: { cond: 'tree', then: 'tree', else: 'tree' },
  call: { ...name, args: 'trees' },
  isReset: { of: 'trees' },
  all: quantifier,
  exists: quantifier,
};

/**
 * Whether parsed JSON is a tree that the functions of this folder can walk. An operator that is not known is let through
 * whatever it holds: it evaluates to unknown, and `unknownOperator` names it.
 */
export function isTree(value: unknown): value is Expr {
  let budget = largestTree;
  const visit = (node: unknown, depth: number): boolean => {
    if (depth > deepestTree || --budget < 0 || typeof node !== 'object' || node === null) return false;
    if (!('op' in node) || typeof node.op !== 'string') return false;
    const shape = Object.hasOwn(shapes, node.op) ? shapes[node.op as Expr['op']] : undefined;
    if (!shape) return true;
    const members: Readonly<Record<string, unknown>> = { ...node };
    return Object.entries(shape).every(([key, check]) => {
      const member = members[key];
      if (check === 'tree') return visit(member, depth + 1);
      if (check === 'trees') return Array.isArray(member) && member.every((each) => visit(each, depth + 1));
      return check(member);
    });
  };
  return visit(value, 0);
}
