import { state as codes } from '../diagnostics/codes/state.js';
import type { Expr } from '../expr/tree.js';
import { walk } from '../expr/walk.js';
import type { Field, Layout } from '../ir/layout.js';
import type { ModelIR } from '../ir/spec.js';
import { decisions } from './count-before-use.js';
import { layoutsOf } from './layouts.js';
import type { ModelRule } from './rule.js';

/**
 * Presence and counts are worked out by both sides, each with what it has: params, machine facts, the version and what came before
 * on the wire. A hidden variable never comes, and each host has facts of its own. Observables are looked through, volatile ones too.
 */
export const unsentDecides: ModelRule = (model, { reporter, span }) => {
  for (const { layout, path } of layoutsOf(model)) {
    for (const { field, read } of readings(model, layout)) {
      reporter.report(
        codes.unsentDecides,
        span(...path, 'fields', field.name),
        `whether or how often ${field.name} is there depends on ${read.name}, ${read.why}`,
        { help: read.help },
      );
    }
  }
};

interface Unsent {
  readonly name: string;
  readonly why: string;
  readonly help: string;
}

function readings(model: ModelIR, layout: Layout): readonly { readonly field: Field; readonly read: Unsent }[] {
  return layout.fields.flatMap((field) => {
    const read = decisions(field).flatMap(({ expr }) => unsent(model, expr, new Set()))[0];
    return read === undefined ? [] : [{ field, read }];
  });
}

function unsent(model: ModelIR, expr: Expr, seen: Set<string>): readonly Unsent[] {
  const found: Unsent[] = [];
  walk(expr, (node) => {
    if (node.op === 'host') {
      found.push({
        name: `host.${node.name}`,
        why: 'and each host has its own',
        help: `make a param of it: { default: "host.${node.name}", … }; its value goes along with a migration`,
      });
    }
    if (node.op === 'state' && model.hidden.some(({ name }) => name === node.name)) {
      found.push({
        name: `state.${node.name}`,
        why: 'which is hidden: no reader has it',
        help: 'let a section carry it in front of what depends on it, or use a subsection, whose `needed` the sender alone works out',
      });
    }
    if (node.op !== 'observable' || seen.has(node.name)) return;
    seen.add(node.name);
    const values = model.observables.find(({ name }) => name === node.name)?.value ?? [];
    for (const { value } of values) found.push(...unsent(model, value.expr, seen));
  });
  return found;
}
