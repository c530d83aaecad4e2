import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { classesOf, className } from '../ir/class-reach.js';
import { constant, ofType, showValue } from '../ir/constants.js';
import { holds, Releases } from '../ir/machine-tables.js';
import { inRange } from '../ir/ranges.js';
import { alive, valueAt } from '../ir/revisions.js';
import type { CompatEntryIR, CompatSetIR, ImplementationIR, ModelIR, ParamIR, SpecIR } from '../ir/spec.js';
import type { Value } from '../ir/values.js';
import { didYouMean } from '../text/suggest.js';
import type { LintContext, SpecRule } from './rule.js';

interface Target {
  readonly model: ModelIR;
  readonly param: ParamIR;
}

/** An entry reaches a model through its class, sets a param of it, to a value that it can have and has not anyway. */
export const compatEntries: SpecRule = (spec, context) => {
  for (const implementation of spec.implementations) {
    const reach = new Map(spec.models.map((model) => [model.id, new Set(classesOf(implementation, model.id))]));
    for (const set of spec.compatSets) {
      if (set.implementation !== implementation.name) continue;
      const seen = new Map<string, CompatEntryIR>();
      for (const entry of set.entries) checkEntry(spec, implementation, set, entry, reach, seen, context);
    }
  }
};

function checkEntry(
  spec: SpecIR,
  implementation: ImplementationIR,
  set: CompatSetIR,
  entry: CompatEntryIR,
  reach: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Map<string, CompatEntryIR>,
  { reporter, span }: LintContext,
): void {
  const name = className(implementation, entry.class);
  const place = (each: CompatEntryIR): ReturnType<typeof span> => span('compat', set.implementation, set.name, each.class, each.property);
  const twin = seen.get(`${name} ${entry.property}`);
  if (twin !== undefined) {
    const message = `${entry.class} and ${twin.class} are one class: ${entry.property} is set twice`;
    reporter.report(codes.entryTwice, place(entry), message, {
      related: [{ message: 'the other entry', span: place(twin) }],
      help: 'the later one wins; remove one of them',
    });
    return;
  }
  seen.set(`${name} ${entry.property}`, entry);
  const models = spec.models.filter((model) => reach.get(model.id)?.has(name) === true);
  if (models.length === 0) {
    reporter.report(names.classUnreached, place(entry), `no model of ${implementation.name} is reached through the class ${entry.class}`, {
      help: `add the class that has the model, with \`parent: ${name}\` or \`child: ${name}\`, or remove the entry`,
    });
    return;
  }
  const targets = models.flatMap((model) => {
    const param = model.params.find((each) => each.name === entry.property);
    return param === undefined ? [] : [{ model, param }];
  });
  if (targets.length === 0) {
    const known = models.flatMap((model) => model.params.map((param) => param.name));
    reporter.report(
      names.propertyUnknown,
      place(entry),
      `${models.map((model) => model.id).join(', ')} has no param "${entry.property}"${didYouMean(entry.property, known)}`,
      { help: 'properties are params of the models that the class reaches, by name' },
    );
    return;
  }
  const refusing = targets.find(({ param }) => !accepted(param, entry.value));
  if (refusing !== undefined) {
    const message = `${showValue(entry.value)} is a value that ${refusing.param.name} never accepts`;
    reporter.report(codes.entryValueWrong, place(entry), message, {
      related: [{ message: 'the param', span: span('model', refusing.model.id, 'params', refusing.param.id) }],
    });
    return;
  }
  if (!hasEffect(spec, implementation, set, entry, targets))
    reporter.report(
      codes.entryWithoutEffect,
      place(entry),
      `${entry.property} is ${showValue(entry.value)} anyway, in every build that has the entry`,
      { help: 'remove the entry, or correct the value: it restores nothing' },
    );
}

function accepted(param: ParamIR, raw: Value): boolean {
  const value = ofType(param.type, raw);
  const { type } = param;
  if (
    type.kind === 'bool'
      ? value.kind !== 'bool'
      : type.kind === 'int' || type.kind === 'flags'
        ? value.kind !== 'int'
        : value.kind !== 'string'
  )
    return false;
  if (type.kind === 'enum' && !type.values.includes(String(value.value))) return false;
  return param.range.some((step) => inRange(step.value, value));
}

/** False when in every build with the entry the value is the default, and no other set speaks of the property. */
function hasEffect(
  spec: SpecIR,
  implementation: ImplementationIR,
  set: CompatSetIR,
  entry: CompatEntryIR,
  targets: readonly Target[],
): boolean {
  const others = spec.compatSets.some(
    (each) => each.implementation === set.implementation && each !== set && each.entries.some((other) => other.property === entry.property),
  );
  if (others) return true;
  const releases = new Releases(implementation);
  const having = implementation.builds.filter((build) => releases.compare(build, set.name) > 0 && holds(entry, build, releases));
  const defaults = having.flatMap((build) =>
    targets.flatMap(({ model, param }) => {
      const known = build.models.find((each) => each.model === model.id);
      if (known === undefined || !alive(param, known.revision)) return [];
      const value = constant(valueAt(param.default, known.revision)?.expr ?? { op: 'version' });
      return [value !== undefined && String(value.value) === String(ofType(param.type, entry.value).value)];
    }),
  );
  return defaults.length === 0 || defaults.includes(false);
}
