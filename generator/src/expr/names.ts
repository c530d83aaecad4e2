/** Names in expressions: `params.x`, `state.x.y`, `params.features.barrier`, and the dashed names that do not parse as names. */
import type { FieldType } from '../ir/layout.js';
import type { ASTNode, Builder, Built, Place, Variable } from './builder.js';
import { anyType, describeType, intType, typeOfField, typeOfParam, underscored, versionType } from './types.js';

/** An identifier that stands alone. */
export function buildName(builder: Builder, name: string, at: Place, variable: Variable | undefined): Built | undefined {
  const { scope } = builder;
  if (variable?.name === name) {
    return { expr: { op: 'var', name }, type: variable.type, ...(variable.field && { field: variable.field }) };
  }
  if (name === 'version') {
    if (scope.version) return { expr: { op: 'version' }, type: versionType };
    return builder.report('EXPRESSION_NAME_UNKNOWN', '`version` is known only where a section or struct is read or written', at, { name });
  }
  const spaces = namespaces(builder);
  if (spaces.has(name)) {
    return builder.report('EXPRESSION_TYPE', `\`${name}\` alone is no value`, at, { hint: `write \`${name}.\` and a name` });
  }
  for (const [space, members] of spaces) {
    if (find(members, name)) {
      return builder.report('EXPRESSION_NAME_BARE', `\`${name}\` is not known here`, at, { name, hint: `write \`${space}.${name}\`` });
    }
  }
  if (outside.has(name)) {
    return builder.report('EXPRESSION_NAME_UNKNOWN', `\`${name}\` is not known here: ${outside.get(name)}`, at, { name });
  }
  const known = [...spaces.keys(), ...(scope.version ? ['version'] : []), ...(variable ? [variable.name] : [])];
  return builder.report('EXPRESSION_NAME_UNKNOWN', `\`${name}\` is not known here`, at, { name, known });
}

/** `node.name`: of a namespace, a struct, or the bits of a flags value. */
export function buildAccess(
  builder: Builder,
  of: ASTNode,
  name: string,
  at: Place,
  depth: number,
  variable: Variable | undefined,
): Built | undefined {
  if (of.op === 'id' && of.args !== variable?.name) {
    const members = namespaces(builder).get(of.args);
    if (members) return lookUp(builder, members, name, at, noun(of.args), of.end);
  }
  const object = builder.build(of, depth, variable);
  if (!object) return undefined;
  const { type } = object;
  if (type.kind === 'int' && type.flags) {
    const bits = new Map(
      [...type.flags].map(([key, bit]) => [key, (): Built => ({ expr: { op: 'bit', of: object.expr, bit }, type: { kind: 'bool' } })]),
    );
    return lookUp(builder, bits, name, at, 'bit', of.end);
  }
  if (type.kind === 'struct') {
    const fields = builder.scope.structs(type.struct);
    if (!fields) return { expr: { op: 'field', of: object.expr, name }, type: anyType };
    const members = new Map(
      [...fields].map(([key, field]) => [
        key,
        (): Built => ({ expr: { op: 'field', of: object.expr, name: key }, type: typeOfField(field), field }),
      ]),
    );
    return lookUp(builder, members, name, at, `field of ${type.struct}`, of.end);
  }
  const sized = (type.kind === 'array' || type.kind === 'bytes') && (name === 'length' || name === 'size');
  const hint = sized ? 'write `size(x)`' : type.kind === 'array' ? 'take one element with `[0]`, or all with `.all(x, …)`' : undefined;
  return builder.report('EXPRESSION_TYPE', `${describeType(type)} has no \`${name}\``, at, hint ? { hint } : {});
}

type Members = ReadonlyMap<string, () => Built>;

function namespaces(builder: Builder): ReadonlyMap<string, Members> {
  const { scope } = builder;
  const spaces = new Map<string, Members>();
  const add = <T>(name: string, from: ReadonlyMap<string, T> | undefined, build: (key: string, value: T) => Built): void => {
    if (from) spaces.set(name, new Map([...from].map(([key, value]) => [key, () => build(key, value)])));
  };
  const field =
    (op: 'state' | 'self') =>
    (name: string, type: FieldType): Built => ({ expr: { op, name }, type: typeOfField(type), field: type });
  add('params', scope.params, (_, param) => ({ expr: { op: 'param', id: param.id }, type: typeOfParam(param.type) }));
  add('machine', scope.machine, (name, type) => ({ expr: { op: 'machine', name }, type: typeOfParam(type) }));
  add('host', scope.host, (name, type) => ({ expr: { op: 'host', name }, type: typeOfParam(type) }));
  add('state', scope.state, field('state'));
  add('self', scope.self, field('self'));
  add('args', scope.args, (name) => ({ expr: { op: 'arg', name }, type: anyType }));
  add('observables', scope.observables, (name, type) => ({ expr: { op: 'observable', name }, type: type ?? anyType }));
  if (scope.device) add('device', deviceNames, (_, built) => built);
  return spaces;
}

const deviceNames: ReadonlyMap<string, Built> = new Map<string, Built>([
  ['path', { expr: { op: 'device', name: 'path' }, type: { kind: 'string' } }],
  ['instance', { expr: { op: 'device', name: 'instance' }, type: intType(versionType) }],
]);

/** Namespaces that exist in some places only, and in which. */
const outside = new Map([
  ['self', 'it is the struct around a field, and this is not inside a struct'],
  ['args', 'they are the arguments of a struct type, and this is not inside one that takes arguments'],
  ['device', 'it says where a device is, which names and instances of sections may use'],
]);

/** What to do where there is nothing of a kind at all. */
function whyNone({ scope }: Builder, what: string): { readonly hint?: string } {
  if (what === 'machine fact' || what === 'host fact') {
    const key = what === 'machine fact' ? 'machine-facts' : 'host-facts';
    return { hint: `declare it under \`${key}\` of every implementation that has the model: { type: u16, default: 1 }` };
  }
  if (scope.creation !== true || (what !== 'state variable' && what !== 'observable')) return {};
  return { hint: 'this is worked out before there is a device: params and facts alone are known' };
}

const noun = (space: string): string =>
  ({
    params: 'param',
    machine: 'machine fact',
    host: 'host fact',
    state: 'state variable',
    self: 'field',
    args: 'argument',
    observables: 'observable',
  })[space] ?? `name in ${space}`;

function find<T>(members: ReadonlyMap<string, T>, name: string): T | undefined {
  const exact = members.get(name);
  if (exact !== undefined) return exact;
  for (const [key, member] of members) if (key.includes('-') && underscored(key) === name) return member;
  return undefined;
}

function lookUp(builder: Builder, members: Members, name: string, at: Place, what: string, after: number): Built | undefined {
  const dashes = dashedName(builder, members, name, at, what, after);
  if (dashes) return undefined;
  const member = find(members, name);
  if (member) return member();
  const unshared = what === 'machine fact' ? find(builder.scope.unshared ?? new Map<string, string>(), name) : undefined;
  if (unshared !== undefined) {
    const place = { start: nameStart(builder, name, at, after), end: at.end };
    return builder.report('FACT_NOT_SHARED', `the machine fact \`${name}\` is not one of every implementation of the model`, place, {
      name,
      hint: unshared,
    });
  }
  const known = [...members.keys()].map(underscored);
  return builder.report(
    'EXPRESSION_NAME_UNKNOWN',
    `there is no ${what} \`${name}\``,
    { start: nameStart(builder, name, at, after), end: at.end },
    { name, known, ...(known.length === 0 ? whyNone(builder, what) : {}) },
  );
}

/** Where the name itself begins: `at` starts with what it is a member of. */
function nameStart(builder: Builder, name: string, at: Place, after: number): number {
  const start = builder.text.lastIndexOf(name, at.end - 1);
  return start >= after ? start : at.start;
}

/**
 * `rx-table-size` parses as a subtraction. When the name with what follows it is a known one, that is what was meant:
 * reports it, and the range of the mistake swallows those about `table` and `size`.
 */
function dashedName(builder: Builder, members: Members, name: string, at: Place, what: string, after: number): boolean {
  const rest = /^(?:-[A-Za-z0-9_]+)+/.exec(builder.text.slice(at.end))?.[0];
  if (!rest) return false;
  for (let tail = rest; tail !== ''; tail = tail.slice(0, tail.lastIndexOf('-'))) {
    const whole = name + tail;
    if (!find(members, underscored(whole))) continue;
    const place = { start: nameStart(builder, name, at, after), end: at.end + tail.length };
    builder.report('EXPRESSION_NAME_DASHED', `\`${whole}\` reads as a subtraction`, place, {
      name: whole,
      hint: `the ${what} is written \`${underscored(whole)}\` in expressions; put spaces around \`-\` to subtract`,
    });
    return true;
  }
  return false;
}
