/** A section, a subsection or a struct while its functions are written. */
import type { SnapshotStruct } from '../../ir/snapshot.js';
import type { SectionPlan, StructPlan, SubsectionPlan } from '../../plan/plan.js';
import type { Layout, Place } from './layout.js';
import { identifierOf, Names } from './text.js';

export interface Body {
  readonly layout: Layout;
  readonly plan: SectionPlan | SubsectionPlan | StructPlan;
  /** How expressions name the fields of this body: sections are `state`, structs `self`. */
  readonly scope: 'state' | 'self';
  readonly struct?: SnapshotStruct;
  /** The type of the object with this body's variables, and the variable that points to it. */
  readonly type: string;
  readonly object: 'state' | 'value';
  /** What the names of its functions end with. */
  readonly suffix: string;
  readonly subsections: readonly SubsectionBody[];
}

export type SubsectionBody = Body & { readonly plan: SubsectionPlan };

export function sectionBody(layout: Layout, plan: SectionPlan): Body {
  return withSubsections({ layout, plan, scope: 'state', type: layout.stateType, object: 'state', suffix: 'section', subsections: [] });
}

export function structBody(layout: Layout, plan: StructPlan): Body {
  const type = layout.structType(plan.id);
  const suffix = layout.structName(plan.id);
  return withSubsections({ layout, plan, scope: 'self', struct: layout.struct(plan.id), type, object: 'value', suffix, subsections: [] });
}

function withSubsections<B extends Body>(body: B): B {
  const subsections = body.plan.subsections.map((plan) => {
    const suffix = body.layout.names.take(`${body.suffix}_${identifierOf(plan.name.split('/').at(-1) ?? plan.name)}`);
    return withSubsections<SubsectionBody>({ ...body, plan, suffix, subsections: [] });
  });
  return { ...body, subsections };
}

/** Whether the body is read at a place whose bytes are there. */
export function isFixed(body: Body): boolean {
  return body.plan.kind === 'struct' && body.plan.size !== undefined;
}

/** Where expressions are evaluated when the whole object is at hand: encoding, `needed`, values without being read. */
export function writingPlace(body: Body): Place {
  const version = 'version' in body.plan && body.plan.version !== undefined ? String(body.plan.version) : '1';
  return place(body, version);
}

export function place(body: Body, version: string): Place {
  const { scope, object, struct } = body;
  return { scope, object, version, names: new Names('names'), ...(struct === undefined ? {} : { struct }) };
}

/** The text of a static function: what its body mentions is declared first, parameters that it does not mention are silenced. */
export function functionText(
  body: Body,
  head: string,
  parameters: readonly (readonly [type: string, name: string])[],
  text: string,
): string {
  const code = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const mentions = (name: string): boolean => new RegExp(`(?<![.>\\w])${name}\\b`).test(code);
  const { layout } = body;
  const given = new Set(parameters.map(([, name]) => name));
  const locals: readonly (readonly [name: string, declaration: string])[] = [
    ['reader', 'migspec_reader *reader = scope->reader;'],
    ['writer', 'migspec_writer *writer = scope->writer;'],
    ['config', `const ${layout.configType} *config = scope->config;`],
    ['state', `const ${layout.stateType} *state = scope->state;`],
    ['around', `const ${layout.aroundType} *around = scope->around;`],
  ];
  const declared = locals.filter(([name]) => !given.has(name) && mentions(name));
  const unused = [...given].filter((name) => !mentions(name) && !(name === 'scope' && declared.length > 0));
  return [
    `static bool ${head}(${parameters.map(([type, name]) => `${type}${name}`).join(', ')}) {`,
    ...unused.map((name) => `  (void)${name};`),
    ...declared.map(([, declaration]) => `  ${declaration}`),
    ...text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `  ${line}`),
    '}',
  ].join('\n');
}

export const scopeParameter = ['const struct scope *', 'scope'] as const;
