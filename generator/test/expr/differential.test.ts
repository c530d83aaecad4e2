import fc from 'fast-check';
import { ModuleKind, Project, ScriptTarget } from 'ts-morph';
import { expect, test } from 'vitest';
import { evaluate } from '../../../packages/compat/src/expr/evaluate.js';
import { expressionText } from '../../../packages/compat/src/expr/text.js';
import { boolExpr, envOf, intExpr, type Values, values } from '../../../packages/compat/test/expr/arbitrary.js';
import * as runtime from '../../../packages/runtime/src/index.js';
import { parseExpression } from '../../src/expr/parse.js';
import { Printer, printExpression } from '../../src/expr/print-ts.js';
import type { Expr } from '../../src/expr/tree.js';
import { context, scope } from './world.js';

type Code = (...inputs: readonly unknown[]) => unknown;

const run = (code: string, all: Values): unknown => {
  const compiled = new Function('p', 's', 'o', 'env', 'version', 'h', `'use strict'; return (${code});`) as Code;
  return compiled(all.params, all.state, all.self, { machine: all.machine }, all.version, runtime);
};

/** As a bigint, when it is an exact integer of JavaScript that is not -0. */
const exact = (value: unknown): unknown =>
  typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;

test('printed code and the walking evaluator agree', () => {
  const expressions = fc.oneof(boolExpr(4), intExpr(4), intExpr(2));
  let big = 0;
  fc.assert(
    fc.property(expressions, fc.array(values, { minLength: 2, maxLength: 4 }), (expr, inputs) => {
      const code = printExpression(expr, context);
      for (const all of inputs) {
        const printed = run(code, all);
        const wanted = evaluate(expr, envOf(all));
        expect(exact(printed), code).toBe(wanted);
        if (typeof wanted !== 'bigint') continue;
        if (typeof printed === 'bigint') big++;
        const { min, max } = new Printer(context).int(expr).range;
        expect(wanted >= min && wanted <= max, `${wanted} lies in ${min}..${max}: ${code}`).toBe(true);
        expect(run(printExpression(expr, context, 'bigint'), all)).toBe(wanted);
        expect(run(printExpression(expr, context, 'number'), all)).toBe(Number(wanted));
      }
    }),
    { numRuns: 2000, seed: 3 },
  );
  expect(big).toBeGreaterThan(500);
});

test('the text of a tree parses to a tree of the same value', () => {
  let texts = 0;
  fc.assert(
    fc.property(fc.oneof(boolExpr(4), intExpr(4)), values, (expr, all) => {
      const text = expressionText(expr);
      const parsed = parseExpression(text, scope);
      if ('errors' in parsed) {
        // Literals outside 64 bits, deep trees and nested quantifiers exist in trees, not in texts.
        expect(parsed.errors.map((each) => each.id)).toEqual(
          parsed.errors.map(() => expect.stringMatching(/^EXPRESSION_(RANGE|LIMIT|UNSUPPORTED)$/)),
        );
        return;
      }
      texts++;
      expect(evaluate(parsed.expr, envOf(all)), text).toBe(evaluate(expr, envOf(all)));
      // The parser takes `-` before a literal into it.
      const once = expressionText(parsed.expr);
      const again = parseExpression(once, scope);
      expect('expr' in again && expressionText(again.expr)).toBe(once);
    }),
    { numRuns: 1200, seed: 5 },
  );
  expect(texts).toBeGreaterThan(900);
});

test('printed code passes the strict type checker', () => {
  const expressions: Expr[] = fc.sample(fc.oneof(boolExpr(3), intExpr(3)), { numRuns: 400, seed: 9 });
  const bodies = expressions.map((expr, index) => {
    const want = index % 3 === 0 ? 'bigint' : index % 3 === 1 ? 'number' : undefined;
    return `export function f${index}(p: P, s: S, o: O, env: Env, version: number) {\n  return ${printExpression(expr, context, want)};\n}`;
  });
  const declarations = `
import * as h from './runtime.js';
interface P { rss: boolean; mode: 'off' | 'on' | 'auto'; 'rx-table-size': number; big: bigint; signed: number; features: bigint; low: number }
interface S {
  small: number; word: number; negative: number; wide: bigint; deep: bigint; on: boolean; link: 'off' | 'on' | 'auto';
  queues: readonly { readonly num: number; readonly desc: bigint; readonly on: boolean }[];
  list: readonly number[]; view: h.View<number>; 'wide-view': h.View<bigint>; key: Uint8Array;
}
interface O { num: number; offset: number }
interface Env { machine: { cpus: number } }
`;
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { strict: true, noUncheckedIndexedAccess: true, target: ScriptTarget.ES2022, module: ModuleKind.NodeNext },
  });
  project.createSourceFile(
    'runtime.ts',
    `export interface View<T> extends Iterable<T> { readonly length: number; get(index: number): T }
type Value = boolean | number | bigint | string | Uint8Array | View<number> | View<bigint> | readonly Value[] | { readonly [name: string]: Value };
export declare function isResetValue(value: Value | undefined, reset: Value | undefined): boolean;
export declare function everyOf<T>(values: Iterable<T>, test: (value: T) => boolean): boolean;
export declare function someOf<T>(values: Iterable<T>, test: (value: T) => boolean): boolean;
export declare function pow2ceil(x: number): number;
export declare function pow2ceilBigint(x: bigint): bigint;
export declare function alignUp(x: number, step: number): number;
export declare function alignUpBigint(x: bigint, step: bigint): bigint;
export declare function minBigint(first: bigint, ...rest: readonly bigint[]): bigint;
export declare function maxBigint(first: bigint, ...rest: readonly bigint[]): bigint;
`,
  );
  const file = project.createSourceFile('printed.ts', declarations + bodies.join('\n'));
  // 2367: a comparison that narrowing already decides (`x === 1 && x === 2`); random conditions contradict themselves.
  const found = file.getPreEmitDiagnostics().filter((each) => each.getCode() !== 2367);
  expect(
    found.map(
      (each) =>
        `${each.getLineNumber()}: ${String(each.getMessageText())}: ${file.getFullText().split('\n')[(each.getLineNumber() ?? 1) - 1]}`,
    ),
  ).toEqual([]);
});
