/** A section, a subsection or a struct while its functions are written. */
import type { SnapshotStruct } from '../../ir/snapshot.js';
import type { SectionPlan, StructPlan, SubsectionPlan } from '../../plan/plan.js';
import type { ParameterDraft } from './draft.js';
import type { EnumFunctions } from './enums.js';
import { structName } from './field-types.js';
import type { Module, Place } from './module.js';
import { access, pascalCase } from './text.js';

export interface Body {
  readonly module: Module;
  readonly plan: SectionPlan | SubsectionPlan | StructPlan;
  /** The section or struct that a subsection is part of; else the plan itself. */
  readonly owner: SectionPlan | StructPlan;
  /** How expressions name the fields of this body: sections are `state`, structs `self`. */
  readonly scope: 'state' | 'self';
  /** The struct that this body is, or is inside of. */
  readonly struct?: SnapshotStruct;
  /** The name of the object with this body's variables, in functions that write. */
  readonly object: 'state' | 'value';
  readonly names: FunctionNames;
  readonly subsections: readonly SubsectionBody[];
  readonly enums: EnumFunctions;
}

export type SubsectionBody = Body & { readonly plan: SubsectionPlan };

export interface FunctionNames {
  /** The type of what is decoded. */
  readonly type: string;
  readonly decode: string;
  readonly encode: string;
  readonly size: string;
  readonly absent: string;
  readonly needed: string;
  readonly header: string;
}

export function sectionBody(module: Module, plan: SectionPlan, enums: EnumFunctions): Body {
  const names = functionNames('', 'State');
  const base = { module, owner: plan, scope: 'state', object: 'state', enums } as const;
  return {
    ...base,
    plan,
    names,
    subsections: plan.subsections.map((sub) => subsectionBody({ ...base, plan, names, subsections: [] }, sub)),
  };
}

export function structBody(module: Module, plan: StructPlan, struct: SnapshotStruct, enums: EnumFunctions): Body {
  const base = { module, owner: plan, scope: 'self', object: 'value', struct, enums } as const;
  const names = functionNames(structName(plan.id), structName(plan.id));
  return {
    ...base,
    plan,
    names,
    subsections: plan.subsections.map((sub) => subsectionBody({ ...base, plan, names, subsections: [] }, sub)),
  };
}

function subsectionBody(around: Body, plan: SubsectionPlan): SubsectionBody {
  const wanted = pascalCase(plan.name.split('/').at(-1) ?? plan.name, 'Part');
  const type = around.module.names.take(wanted);
  const body: SubsectionBody = { ...around, plan, names: functionNames(type, type), subsections: [] };
  return { ...body, subsections: plan.subsections.map((sub) => subsectionBody(body, sub)) };
}

function functionNames(base: string, type: string): FunctionNames {
  const lower = base.charAt(0).toLowerCase() + base.slice(1);
  return {
    type,
    decode: `decode${base}`,
    encode: `encode${base}`,
    size: `size${base}`,
    absent: base === '' ? 'absent' : `absent${base}`,
    needed: `needed${base}`,
    header: `${lower}Header`,
  };
}

/** Parameters for variables of enclosing bodies, where functions see only their own. */
export function outerParameters(body: Body, scopes: readonly ('state' | 'self')[] = ['state', 'self']): ParameterDraft[] {
  return scopes.flatMap((scope) => {
    const refs = body.plan.outer.filter((ref) => ref.scope === scope);
    return refs.length === 0 ? [] : [{ name: scope, type: body.module.outerType(refs, body.struct) }];
  });
}

/** A struct of fixed size is read and written at an offset that does not move. */
export function isFixed(body: Body): boolean {
  return body.plan.kind === 'struct' && body.plan.size !== undefined;
}

/** What functions that write pass to those of subsections: the object, the environment, and for structs the state around. */
export function writerArguments(body: Body): string[] {
  return [body.object, 'env', ...(body.scope === 'self' && body.owner.sender.length > 0 ? ['state'] : [])];
}

/** Where expressions are evaluated when the whole object is at hand: sizes, encoding, `needed`. */
export function writingPlace(body: Body): Place {
  const version = 'version' in body.plan && body.plan.version !== undefined ? String(body.plan.version) : '1';
  return {
    state: (name) => {
      body.module.sent.add(name);
      return access('state', name);
    },
    self: (name) => access(body.object, name),
    version,
    ...(body.struct === undefined ? {} : { struct: body.struct }),
  };
}
