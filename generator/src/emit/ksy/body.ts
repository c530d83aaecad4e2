/** The steps of a layout as attributes, in wire order. */
import type { Expr } from '../../expr/tree.js';
import type { Step, StructPlan, SubsectionPlan } from '../../plan/plan.js';
import { BodyType } from './body-type.js';
import { addField } from './fields.js';
import type { FileContext } from './file-context.js';
import { Ids } from './ids.js';
import { addCheck, ruleTest, tryRule } from './rules.js';
import { addSubsections } from './subsections.js';
import { literal } from './values.js';

export function addSteps(body: BodyType, steps: readonly Step[], subsections: readonly SubsectionPlan[], when?: Expr): void {
  for (const step of steps) {
    switch (step.kind) {
      case 'run':
        for (const { field } of step.items) addField(body, field, when);
        break;
      case 'string':
      case 'bytes':
      case 'array':
      case 'list':
      case 'struct':
        addField(body, step.field, when);
        break;
      case 'when': {
        const both: Expr = when === undefined ? step.when.expr : { op: 'and', left: when, right: step.when.expr };
        addSteps(body, step.steps, subsections, both);
        break;
      }
      case 'check':
        addCheck(body, step.field, step.check);
        break;
      case 'invariant':
        if (!step.judged) tryRule(body, step.rule, when);
        break;
      case 'subsections':
        addSubsections(
          body,
          step.prefix,
          subsections.map((plan) => ({ plan, type: subsectionType(body, plan) })),
        );
        break;
    }
  }
}

/** A struct is a type of the file; those that it holds are there already. */
export function addStruct(file: FileContext, plan: StructPlan): void {
  const id = file.typeIds.take(plan.id);
  const body = new BodyType(file, { id, ids: new Ids('field'), scope: 'self', ...(plan.doc === undefined ? {} : { doc: plan.doc }) });
  if (plan.versioned) {
    const version = body.add('version', { type: 'u4be' });
    version.atMost(BigInt(plan.version ?? 1));
    body.version = (prefix) => ({ kind: 'int', text: prefix + version.id, range: { min: 0n, max: 0xffffffffn } });
  } else {
    const fixed = literal(BigInt(plan.version ?? 1));
    body.version = () => fixed;
  }
  addSteps(body, plan.steps, plan.subsections);
  file.structs.set(plan.id, body);
  file.types[id] = body.finish();
}

function subsectionType(body: BodyType, plan: SubsectionPlan): BodyType {
  const { file, scope } = body;
  const id = file.typeIds.take(plan.name);
  const type = new BodyType(file, {
    id,
    ids: new Ids('field'),
    scope,
    enclosing: body,
    ...(plan.doc === undefined ? {} : { doc: plan.doc }),
  });
  type.takeVersion();
  addSteps(type, plan.steps, plan.subsections);
  if (file.snapshot.framing === 'native') {
    type.add('end', { size: 0, valid: { expr: ruleTest('_io.eof') } }).explain('Nothing comes behind the last field.');
  }
  file.types[id] = type.finish();
  return type;
}
