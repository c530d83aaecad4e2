import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { Life, ParamIR } from '../ir/spec.js';
import type { ParamType, Range } from '../ir/values.js';
import type { ModelFile, ParamData, RangeData } from '../schema/model.js';
import type { Context } from './context.js';
import { checkHostFact } from './host-facts.js';
import { scalarOfParam, valueExpression } from './literals.js';
import type { Revisions } from './lives.js';
import { compileIn, type ModelContext } from './model-state.js';
import { isRangeMap, range } from './ranges.js';
import { type Literal, paramType, paramValue } from './values.js';

/** A param as far as it is known before any expression is read. */
export interface ParamSketch {
  readonly name: string;
  readonly id: string;
  readonly type: ParamType;
  readonly life: Life;
  readonly data: ParamData;
}

const reserved = new Set(['based-on', 'doc', 'version']);

export function sketchParams(context: Context, revisions: Revisions, file: ModelFile): readonly ParamSketch[] {
  const sketches: ParamSketch[] = [];
  const underscored = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const [name, data] of context.places.entries(file.params)) {
    const span = context.places.key(file.params ?? {}, name);
    if (reserved.has(name))
      context.reporter.report(
        names.nameReserved,
        span,
        `a param cannot be called "${name}": the word has a meaning among a version's values`,
        { help: `call it ${name === 'version' ? 'interface-version' : `${name}-value`}, or what else it is` },
      );
    const plain = name.replaceAll('-', '_');
    const other = underscored.get(plain);
    if (other !== undefined) {
      context.reporter.report(names.namesCollide, span, `"${name}" and "${other}" are both params.${plain} in expressions`, {
        related: [{ message: 'the other', span: context.places.key(file.params ?? {}, other) }],
      });
      continue;
    }
    underscored.set(plain, name);
    const id = data.id ?? name;
    const twin = ids.get(id);
    if (twin !== undefined) {
      context.reporter.report(names.nameDuplicate, span, `"${name}" has the identity "${id}", which is that of "${twin}"`, {
        related: [{ message: 'the other', span: context.places.key(file.params ?? {}, twin) }],
      });
      continue;
    }
    ids.set(id, name);
    const type = paramType(context, data);
    if (type !== undefined) sketches.push({ name, id, type, life: revisions.life(data, revisions.whole), data });
    else context.places.drop(file.params ?? {}, name);
  }
  return sketches;
}

export function resolveParam(model: ModelContext, sketch: ParamSketch): ParamIR {
  const { context, revisions } = model;
  const { name, id, type, life, data } = sketch;
  const value = (key: 'off' | 'frozen') =>
    data[key] === undefined ? undefined : paramValue(context, type, data[key], data, key, `param ${name}`);
  const off = value('off');
  const frozen = value('frozen');
  if (life.removed !== undefined && data.frozen === undefined) {
    context.reporter.report(
      codes.frozenMissing,
      context.places.value(data, 'removed'),
      `${name} is removed: say with "frozen" which value its behaviour has from then on`,
    );
  }
  if (life.removed === undefined && data.removed === undefined && data.frozen !== undefined) {
    context.reporter.report(codes.frozenNeedless, context.places.key(data, 'frozen'), `${name} is frozen and never removed`, {
      help: 'say with `removed` which revision no longer has it, or leave `frozen` out',
    });
  }
  checkCompare(context, type, data);
  checkHostFact(model, name, type, data);
  const scalar = scalarOfParam(type);
  const defaults = revisions.steps(data, 'default', data.default, life, isSteps, (literal, container, key, stepLife) =>
    valueExpression(context, scalar, literal, { data: container, key }, stepLife, (text, at, at2, expected) =>
      compileIn(model, { ...model.creationScope, ...(expected === undefined ? {} : { expected }) }, text, at, at2),
    ),
  );
  const ranges =
    data.range === undefined
      ? [{ from: life.added, value: { items: [] } }]
      : revisions.steps<RangeData, Range>(data, 'range', data.range, life, isRangeSteps, (each, container, key) =>
          range(context, type, container, key, each),
        );
  context.positions.set(
    ['model', model.id, 'params', id],
    context.places.key(context.sources.models.find((each) => each.data.model === model.id)?.data.params ?? {}, name),
  );
  for (const key of ['default', 'range', 'off', 'frozen', 'sources'] as const) {
    if (data[key] !== undefined) context.positions.set(['model', model.id, 'params', id, key], context.places.value(data, key));
  }
  return {
    id,
    name,
    ...life,
    ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
    ...(data.unit === undefined ? {} : { unit: data.unit }),
    type,
    guestVisible: data['guest-visible'] !== false,
    ...(off === undefined ? {} : { off }),
    default: defaults,
    range: ranges,
    compare: data.compare ?? 'equal',
    resolves: data.resolves ?? 'create',
    settable: data.settable ?? 'create',
    ...(data['host-fact'] === undefined ? {} : { hostFact: data['host-fact'] }),
    ...(frozen === undefined ? {} : { frozen }),
    sources: data.sources ?? [],
  };
}

function checkCompare(context: Context, type: ParamType, data: ParamData): void {
  const { compare } = data;
  const needed = compare === 'subset' ? 'flags' : compare === 'at-most' ? 'int' : undefined;
  if (needed === undefined || type.kind === needed) return;
  context.reporter.report(
    codes.compareMisplaced,
    context.places.value(data, 'compare'),
    `"${compare}" compares ${needed === 'int' ? 'integers' : 'flags'}, and this is ${data.type}`,
    { help: 'write `compare: equal`, which is the default, or `ignore`' },
  );
}

function isSteps(value: Literal | { readonly [revision: string]: Literal }): value is { readonly [revision: string]: Literal } {
  return typeof value === 'object' && !Array.isArray(value);
}

function isRangeSteps(value: RangeData | { readonly [revision: string]: RangeData }): value is { readonly [revision: string]: RangeData } {
  return typeof value === 'object' && !Array.isArray(value) && !isRangeMap(value);
}
