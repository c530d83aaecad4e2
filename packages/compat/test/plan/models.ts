/** Small models of which many random builds are made. */
import type { CapabilityDocument, DocumentModel, DocumentParam, Expr } from '@migspec/capabilities';
import fc from 'fast-check';
import {
  add,
  boolType,
  document,
  ex,
  field,
  int,
  le,
  model,
  not,
  observable,
  or,
  param,
  parameter,
  section,
  subsection,
  u8,
} from '../documents.js';

export const id = 'example.org/x';

/** What one build says of the model. */
export interface BuildShape {
  /** Which of the params it knows; the others are as if they were off. */
  readonly knows: readonly boolean[];
  /** The highest value of each number. */
  readonly most: readonly number[];
  /** The lowest value of the first number: 1 where it cannot be off. */
  readonly least: number;
  readonly defaults: readonly number[];
  /** Whether the two numbers together have a limit, and whether the switch needs the first. */
  readonly sum: number | undefined;
  readonly needs: boolean;
}

const small = { kind: 'int', bits: 8, signed: false } as const;

export const shapes: fc.Arbitrary<BuildShape> = fc.record({
  knows: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  most: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(3)),
  least: fc.nat(1),
  defaults: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(1)),
  sum: fc.option(fc.nat(4), { nil: undefined }),
  needs: fc.boolean(),
});

/** Params a and b are numbers, c is a switch; off is 0. */
export function buildOf(name: string, shape: BuildShape): CapabilityDocument {
  return document(name, { [id]: modelOf(shape) });
}

function modelOf({ knows, most, least, defaults, sum, needs }: BuildShape): DocumentModel {
  const number = (name: 'a' | 'b', at: 0 | 1): DocumentParam =>
    parameter(name, small, {
      off: 0,
      value: int(Math.max(at === 0 ? least : 0, Math.min(defaults[at] ?? 0, most[at] ?? 0))),
      range: { items: [{ min: String(at === 0 ? least : 0), max: String(most[at] ?? 0) }] },
    });
  const known = { a: knows[0] === true, b: knows[1] === true, c: knows[2] === true };
  const params = [
    ...(known.a ? [number('a', 0)] : []),
    ...(known.b ? [number('b', 1)] : []),
    ...(known.c ? [parameter('c', boolType, { off: false, value: { op: 'bool', value: defaults[2] === 1 } })] : []),
  ];
  const limit: Expr[] = [
    ...(sum !== undefined && known.a && known.b ? [le(add(param('a'), param('b')), int(sum))] : []),
    ...(needs && known.a && known.c ? [or(not(param('c')), le(int(1), param('a')))] : []),
  ];
  return model({
    params,
    constraints: limit.map(ex),
    observables: [...(known.a && known.b ? [observable('both', add(param('a'), param('b')))] : [])],
    versions: [],
    sections: [section('x', [field('v', u8)])],
  });
}

/** A build whose only section is written at one version and read from another on. */
export function versioned(name: string, version: number, minimum: number): CapabilityDocument {
  return document(name, { [id]: model({ sections: [section('x', [field('v', u8)], { version, minimum })] }) });
}

/** `fancy` lies in a subsection that not every build knows, and travels only when it is not at its reset value. */
export function stateful(name: string, fancy: boolean): CapabilityDocument {
  const needed: Expr = { op: 'ne', left: { op: 'state', name: 'fancy' }, right: int(0) };
  const subsections = fancy ? [subsection('x/fancy', needed, [field('fancy', u8)])] : [];
  return document(name, { [id]: model({ sections: [section('x', [field('v', u8)], { subsections })] }) });
}

export const device = { address: 'a', model: id };
