/** The names of the random expressions, as a scope to parse in and as a context to print in. */
import {
  keyLength,
  listLength,
  modes,
  paramInts,
  resetOf,
  selfInts,
  stateInts,
  structInts,
  viewLength,
} from '../../../packages/compat/test/expr/arbitrary.js';
import type { PrintContext } from '../../src/expr/print-ts.js';
import type { ExprScope } from '../../src/expr/scope.js';
import type { Expr } from '../../src/expr/tree.js';
import { underscored } from '../../src/expr/types.js';
import type { FieldType } from '../../src/ir/layout.js';
import type { ParamType } from '../../src/ir/values.js';

type IntRoot = { readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean };

const intField = ({ bits, signed }: IntRoot): FieldType => ({ kind: 'int', bits, signed, order: 'big' });
const fixed = (value: number) => ({ kind: 'fixed', value }) as const;
const fields = (roots: Readonly<Record<string, IntRoot>>) => Object.entries(roots).map(([name, root]) => [name, intField(root)] as const);

const flags = [
  { name: 'seg-max', bit: 2 },
  { name: 'barrier', bit: 63 },
];

export const paramTypes: ReadonlyMap<string, ParamType> = new Map<string, ParamType>([
  ...Object.entries(paramInts).map(([name, root]) => [name, { kind: 'int', ...root }] as const),
  ['features', { kind: 'flags', bits: 64, names: flags }],
  ['low', { kind: 'flags', bits: 32, names: [{ name: 'top', bit: 31 }] }],
  ['rss', { kind: 'bool' }],
  ['mode', { kind: 'enum', values: modes }],
]);

export const queueFields: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([...fields(structInts), ['on', { kind: 'bool' }]]);

export const stateTypes: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...fields(stateInts),
  ['on', { kind: 'bool' }],
  [
    'link',
    { kind: 'enum', base: { bits: 8, signed: false, order: 'big' }, values: modes.map((name, value) => ({ name, value: String(value) })) },
  ],
  [
    'queues',
    {
      kind: 'array',
      element: { kind: 'struct', struct: 'Queue' },
      count: { kind: 'counted', by: { text: 'version', expr: { op: 'version' } }, capacity: listLength },
    },
  ],
  ['list', { kind: 'array', element: intField({ bits: 16, signed: false }), count: fixed(listLength) }],
  ['view', { kind: 'array', element: intField({ bits: 32, signed: false }), count: fixed(viewLength) }],
  ['wide-view', { kind: 'array', element: intField({ bits: 64, signed: false }), count: fixed(viewLength) }],
  ['key', { kind: 'bytes', length: fixed(keyLength), opaque: false }],
]);

export const selfTypes: ReadonlyMap<string, FieldType> = new Map(fields(selfInts));

export const scope: ExprScope = {
  params: new Map([...paramTypes].map(([id, type]) => [underscored(id), { id, type }])),
  machine: new Map([['cpus', { kind: 'int', bits: 16, signed: false }]]),
  host: new Map([['uso', { kind: 'bool' }]]),
  state: stateTypes,
  self: selfTypes,
  observables: new Map([['features', { kind: 'int', min: 0n, max: 255n }]]),
  structs: (id) => (id === 'Queue' ? queueFields : undefined),
  structSize: (id) => (id === 'Queue' ? 13 : undefined),
  version: true,
  device: true,
};

const known = <T>(map: ReadonlyMap<string, T>, name: string): T => {
  const value = map.get(name);
  if (value === undefined) throw new Error(`no ${name}`);
  return value;
};

export const context: PrintContext = {
  param: (id) => ({ code: `p[${JSON.stringify(id)}]`, type: known(paramTypes, id) }),
  machine: (name) => ({ code: `env.machine.${name}`, type: known(scope.machine, name) }),
  host: (name) => ({ code: `env.host.${name}`, type: known(scope.host, name) }),
  state: (name) => ({ code: `s[${JSON.stringify(name)}]`, type: known(stateTypes, name) }),
  self: (name) => ({ code: `o.${name}`, type: known(selfTypes, name) }),
  version: 'version',
  device: { path: 'env.path', instance: 'env.instance' },
  structs: () => queueFields,
  reset: printReset,
  helper: (name) => `h.${name}`,
};

function printReset(of: Expr): string {
  const value = resetOf(of);
  if (typeof value === 'object') return '{ num: 0, desc: 0n, on: false }';
  return typeof value === 'string' ? `'${value}'` : String(value);
}
