/** Header and source of one layout, before it has its number. */

import type { FieldType } from '../../ir/layout.js';
import { allVariables } from '../../plan/plan-layout.js';
import { printHeader } from './header.js';
import { Layout, type LayoutInput } from './layout.js';
import { printFunctions, scopeStruct } from './source.js';

export interface LayoutFiles {
  readonly layout: Layout;
  readonly header: string;
  readonly source: string;
}

/** Throws PlanError for an expression that C cannot say exactly. */
export function layoutFiles(input: LayoutInput): LayoutFiles {
  const layout = new Layout(input);
  nameEnums(layout);
  const functions = printFunctions(layout);
  // Lists are declared where a type first needs them: once before the header is put together.
  printHeader(layout);
  return { layout, header: printHeader(layout), source: `${scopeStruct(layout)}\n\n${functions}` };
}

/** Constants of enums are called after the field that has them. */
function nameEnums(layout: Layout): void {
  const visit = (type: FieldType, name: string): void => {
    if (type.kind === 'array') visit(type.element, name);
    if (type.kind === 'enum') layout.enums.call(type, name);
  };
  for (const field of allVariables(layout.section)) visit(field.type, field.name);
  for (const plan of layout.structPlans) for (const field of allVariables(plan)) visit(field.type, field.name);
  for (const param of layout.snapshot.params) if (param.type.kind === 'enum') layout.enums.callChoices(param.type.values, param.name);
}
