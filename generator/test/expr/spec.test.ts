import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { evaluate } from '../../../packages/compat/src/expr/evaluate.js';
import { partial } from '../../../packages/compat/src/expr/partial.js';
import { lookup } from '../../../packages/compat/src/expr/value.js';
import type { StateValue } from '../../../packages/runtime/src/device.js';
import * as runtime from '../../../packages/runtime/src/index.js';
import { compileSpec } from '../../src/driver/compile.js';
import { type PrintContext, printExpression } from '../../src/expr/print-ts.js';
import type { Expr } from '../../src/expr/tree.js';
import { decompose } from '../../src/ir/decompose.js';
import type { FieldType } from '../../src/ir/layout.js';
import type { SnapshotIR, SnapshotLayout } from '../../src/ir/snapshot.js';
import type { ParamType } from '../../src/ir/values.js';
import { fieldValue, paramValue, random } from './random-state.js';

interface Found {
  readonly text: string;
  readonly expr: Expr;
  /** The struct that `self` is. */
  readonly struct: string;
}

/** Every expression below a part of a snapshot. */
function* expressions(part: unknown, struct: string): Iterable<Found> {
  if (typeof part !== 'object' || part === null) return;
  if ('text' in part && typeof part.text === 'string' && 'expr' in part) {
    yield { text: part.text, expr: part.expr as Expr, struct };
    return;
  }
  for (const child of Object.values(part)) yield* expressions(child, struct);
}

function* fieldsOf(layout: SnapshotLayout): Iterable<readonly [string, FieldType]> {
  for (const field of layout.fields) yield [field.name, field.type];
  for (const subsection of layout.subsections) yield* fieldsOf(subsection);
}

const required = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
};

/** Names of one snapshot with random values, for printed code and for the evaluator. */
function world(
  snapshot: SnapshotIR,
  facts: { readonly machine: ReadonlyMap<string, ParamType>; readonly host: ReadonlyMap<string, ParamType> },
  struct: string,
  seed: number,
) {
  const next = random(seed);
  const structs = new Map(snapshot.structs.map((each) => [each.id, new Map(fieldsOf(each))]));
  const fields = (id: string): ReadonlyMap<string, FieldType> => required(structs.get(id), id);
  const self = struct === '' ? new Map<string, FieldType>() : fields(struct);
  const state = new Map(snapshot.variables.map((each) => [each.name, each.type]));
  const params = new Map(snapshot.params.map((each) => [each.id, each.type]));
  /** Draws a value when code first mentions a name; states are large, expressions small. */
  const draws = <T>(code: string, types: ReadonlyMap<string, T>, draw: (type: T) => StateValue) => {
    const values: Record<string, StateValue> = {};
    const root = (name: string) => {
      const type = required(types.get(name), name);
      values[name] ??= draw(type);
      return { code: `${code}[${JSON.stringify(name)}]`, type };
    };
    return { values, root };
  };
  const p = draws('p', params, (type) => paramValue(next, type));
  const s = draws('s', state, (type) => fieldValue(next, type, fields));
  const o = draws('o', self, (type) => fieldValue(next, type, fields));
  const machine = draws('machine', facts.machine, (type) => paramValue(next, type));
  const host = draws('host', facts.host, (type) => paramValue(next, type));
  const resets: StateValue[] = [];
  const typeAt = (of: Expr): FieldType => {
    if (of.op === 'state') return required(state.get(of.name), of.name);
    if (of.op === 'self') return required(self.get(of.name), of.name);
    if (of.op !== 'field' && of.op !== 'index') throw new Error(of.op);
    const outer = typeAt(of.of);
    if (of.op === 'field') return required(outer.kind === 'struct' ? fields(outer.struct).get(of.name) : undefined, of.name);
    return outer.kind === 'array' ? outer.element : { kind: 'int', bits: 8, signed: false, order: 'big' };
  };
  const resetOf = (of: Expr): StateValue => fieldValue(next, typeAt(of), fields, true);
  const device = { path: '0000:00:04.0', instance: 3 };
  const version = next() % 4;
  const context: PrintContext = {
    param: p.root,
    machine: machine.root,
    host: host.root,
    state: s.root,
    self: o.root,
    version: 'version',
    device: { path: 'device.path', instance: 'device.instance' },
    structs: fields,
    reset: (of) => `resets[${resets.push(resetOf(of)) - 1}]`,
    helper: (name) => `h.${name}`,
  };
  const run = (code: string): unknown =>
    new Function('p', 's', 'o', 'machine', 'host', 'version', 'device', 'resets', 'h', `return (${code});`)(
      p.values,
      s.values,
      o.values,
      machine.values,
      host.values,
      version,
      device,
      resets,
      runtime,
    );
  const env = {
    params: lookup(p.values),
    machine: lookup(machine.values),
    host: lookup(host.values),
    state: lookup(s.values),
    self: lookup(o.values),
    version,
    device,
    reset: resetOf,
  };
  return { context, run, env };
}

test('on every expression of the spec, printed code and the evaluator agree, and so does what is left of it', () => {
  const { spec } = compileSpec({ specDir: fileURLToPath(new URL('../../../spec', import.meta.url)) });
  if (!spec) throw new Error('the spec has errors');
  const failures: string[] = [];
  let compared = 0;
  const seen = new Set<string>();
  for (const snapshot of decompose(spec)) {
    const implementation = spec.implementations.find((each) => each.name === snapshot.implementation);
    const facts = {
      machine: new Map(implementation?.machineFacts.map((each) => [each.name, each.type])),
      host: new Map(implementation?.hostFacts.map((each) => [each.name, each.type])),
    };
    const { structs, situations: _, ...rest } = snapshot;
    const all = [...structs.flatMap((each) => [...expressions(each, each.id)]), ...expressions(rest, '')];
    for (const { text, expr, struct } of all) {
      const key = `${snapshot.model} ${snapshot.revision} ${struct} ${JSON.stringify(expr)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (let seed = 1; seed <= 6; seed++) {
        const { context, run, env } = world(snapshot, facts, struct, seed * 7919);
        const code = printExpression(expr, context);
        const wanted = evaluate(expr, env);
        if (wanted === undefined) continue;
        const printed = run(code);
        const same = typeof printed === 'number' ? BigInt(printed) === wanted : printed === wanted;
        const { params, machine } = env;
        const left = partial(expr, { params, machine });
        if (!same || evaluate(left, env) !== wanted)
          failures.push(`${snapshot.buildId} ${snapshot.model}: ${text} → ${code}: ${String(printed)}, not ${String(wanted)}`);
        compared++;
      }
    }
  }
  expect(failures.slice(0, 20)).toEqual([]);
  expect(seen.size).toBeGreaterThan(50);
  expect(compared).toBeGreaterThan(seen.size * 5);
});
