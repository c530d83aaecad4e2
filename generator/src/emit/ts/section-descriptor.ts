/** The section as the runtime sees it: names, versions, and the functions of its module. */
import type { Expression } from '../../expr/tree.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { SectionPlan } from '../../plan/plan.js';
import { Code } from '../code.js';
import { type Body, writingPlace } from './body.js';
import type { Declaration } from './draft.js';
import { quote } from './text.js';

export function sectionDescriptor(body: Body, plan: SectionPlan, variables: readonly SnapshotField[]): Declaration {
  const { module } = body;
  const place = writingPlace(body);
  const code = new Code();
  const optional = plan.optional === false ? '() => false' : writer(module.print(plan.optional, place));
  code.block('', () => {
    code.line(`id: ${quote(plan.id)},`);
    code.line(`version: ${plan.version},`);
    code.line(`minimum: ${plan.minimum},`);
    code.line(`mandatory: ${plan.optional === false},`);
    if (plan.after !== undefined) code.line(`after: [${plan.after.map(quote).join(', ')}],`);
    code.line(`name: ${environment(nameCode(plan.name, (part) => module.print(part, place)))},`);
    code.line(`match: (name) => ${matchCode(plan.name)},`);
    code.line(`instance: ${environment(module.print(plan.instance, place, 'number'))},`);
    code.line(`optional: ${optional},`);
    code.lines(['size,', 'encode,', 'decode,', variables.some((field) => field.absent !== undefined) ? 'absent,' : 'absent: reset,']);
  });
  return {
    kind: 'const',
    exported: true,
    name: 'section',
    // Only the params that are read: a build's configuration has more.
    type: `${module.runtimeType('SectionDescriptor')}<State${module.params.size > 0 ? ', Params' : ''}>`,
    init: code.text.trimStart(),
  };
}

function environment(code: string): string {
  return `${/\benv\b/.test(code) ? '(env)' : '()'} => ${code}`;
}

function writer(code: string): string {
  const parameters = /\benv\b/.test(code) ? '(state, env)' : /\bstate\b/.test(code) ? '(state)' : '()';
  return `${parameters} => ${code}`;
}

export function nameCode(name: SectionPlan['name'], print: (part: Expression) => string): string {
  const parts = name.map((part) => (typeof part === 'string' ? quote(part) : print(part)));
  return parts.length === 0
    ? "''"
    : parts.length === 1
      ? (parts[0] ?? "''")
      : parts.map((part) => (/^[\w.]+$|^'/.test(part) ? part : `(${part})`)).join(' + ');
}

function matchCode(name: SectionPlan['name']): string {
  const ending = nameEnding(name);
  if (ending === undefined) return 'undefined';
  if (typeof name[0] !== 'object') return `(name === ${quote(ending)} ? { path: '' } : undefined)`;
  return `(name.length > ${ending.length} && name.endsWith(${quote(ending)}) ? { path: name.slice(0, ${-ending.length}) } : undefined)`;
}

/** A fixed name matches itself; one that begins with the device's address matches by what follows it; undefined for any other. */
export function nameEnding(name: SectionPlan['name']): string | undefined {
  const [first, ...rest] = name;
  const addressed = typeof first === 'object' && first.expr.op === 'device' && first.expr.name === 'path';
  const fixed = addressed ? rest : name;
  return fixed.every((part) => typeof part === 'string') ? fixed.join('') : undefined;
}
