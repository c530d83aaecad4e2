import { shape } from '../diagnostics/codes/shape.js';
import { state as codes } from '../diagnostics/codes/state.js';
import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import type { Layout, Section } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { ModelFile } from '../schema/model.js';
import type { SectionData } from '../schema/types.js';
import { didYouMean } from '../text/suggest.js';
import type { Env } from './arguments.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';
import type { Surroundings } from './fields.js';
import { optionalWhen, resolveLayout, versions } from './layouts.js';
import { integer } from './literals.js';
import { compileIn, type ModelContext } from './model-state.js';
import { reportTwice } from './twice.js';

/** `64 MiB` in bytes. */
export function byteSize(text: string): number | undefined {
  const match = /^(\d{1,12})\s*(B|KiB|MiB|GiB)?$/.exec(text);
  if (match === null) return undefined;
  const unit = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }[match[2] ?? 'B'] ?? 1;
  return Number(match[1]) * unit;
}

const largestOpaque = 2 ** 31 - 1;

/** The bound of an opaque section; 64 MiB when the author says none. */
export function maxSize(context: Context, data: SectionData): number {
  const text = data['max-size'];
  const bytes = text === undefined ? 64 * 1024 ** 2 : byteSize(text);
  if (bytes !== undefined && bytes > 0 && bytes <= largestOpaque) return bytes;
  context.reporter.report(
    shape.textInvalid,
    context.places.value(data, 'max-size'),
    `"${text}" is not a size from 1 to ${largestOpaque} bytes`,
    {
      help: 'a size is written 64 MiB',
    },
  );
  return 64 * 1024 ** 2;
}

export function resolveSection(model: ModelContext, env: Env, id: string, data: SectionData, parent: Life): (Life & Section) | undefined {
  const { context } = model;
  const life = model.revisions.life(data, parent);
  const position = ['model', model.id, 'sections', id];
  const around: Surroundings = { env, order: 'big', scope: { ...model.scope, version: true } };
  const place: ExprScope = { ...model.creationScope, device: true };
  const instance = instanceOf(model, place, data, life);
  const optional = optionalWhen(data.optional, (text) =>
    compileIn(model, { ...model.scope, expected: 'bool' }, text, { data, key: 'optional' }, life),
  );
  const layout = data.opaque === true ? opaqueLayout(context, id, data, life) : resolveLayout(model, around, data, life, position);
  checkAbsent(context, data);
  if (data.opaque !== true && data['max-size'] !== undefined) {
    context.reporter.report(
      codes.maxSizeMisplaced,
      context.places.key(data, 'max-size'),
      `${id} is described: its fields say how long it is`,
      {
        help: 'remove "max-size", or write `opaque: true` in the place of the fields',
      },
    );
  }
  const steps = versions(model, data, life);
  return {
    id,
    name: nameOf(model, place, id, data, life),
    ...life,
    ...(data.doc === undefined ? {} : { doc: data.doc.trim() }),
    instance,
    after: data.after ?? [],
    ...steps,
    optional,
    sources: data.sources ?? [],
    ...layout,
  };
}

/** What stands directly in a section always travels, but for a `when`. */
function checkAbsent(context: Context, data: SectionData): void {
  for (const [name, field] of context.places.entries(data.fields)) {
    if (typeof field === 'string' || field.absent === undefined || field.when !== undefined || field.marker !== undefined) continue;
    context.reporter.report(codes.absentMisplaced, context.places.key(field, 'absent'), `${name} always travels, so it is never absent`, {
      help: 'say with `when` when it travels, put it into a subsection, or write `reset`',
    });
  }
}

/** Sections are in wire order: what is loaded before stands above. */
export function checkOrder(context: Context, state: ModelFile['state']): void {
  const above = new Set<string>();
  const all = Object.keys(state ?? {});
  for (const [id, { after = [] }] of context.places.entries(state)) {
    reportTwice(context, after);
    for (const [i, other] of after.entries()) {
      if (above.has(other)) continue;
      const why = all.includes(other) ? `${other} does not stand above ${id}` : `there is no section "${other}"${didYouMean(other, all)}`;
      context.reporter.report(codes.afterWrong, context.places.value(after, i), why, {
        help: 'sections stand in the order in which they are sent; name one that stands above',
      });
    }
    above.add(id);
  }
}

function instanceOf(model: ModelContext, scope: ExprScope, data: SectionData, life: Life): Expression {
  const zero = integer(0n);
  if (data.instance === undefined) return zero;
  if (typeof data.instance === 'bigint') return integer(data.instance);
  return compileIn(model, { ...scope, expected: 'int' }, data.instance, { data, key: 'instance' }, life) ?? zero;
}

/** `"${device.path}/disk"`: text and expressions in turn. */
function nameOf(model: ModelContext, scope: ExprScope, id: string, data: SectionData, life: Life): readonly (string | Expression)[] {
  return data.name === undefined ? [id] : namePieces(model, scope, data.name, { data, key: 'name' }, life);
}

export function namePieces(model: ModelContext, scope: ExprScope, name: string, at: At, life: Life): readonly (string | Expression)[] {
  const pieces: (string | Expression)[] = [];
  const template = /\$\{([^}]*)\}/g;
  let from = 0;
  for (const match of name.matchAll(template)) {
    if (match.index > from) pieces.push(name.slice(from, match.index));
    const text = match[1] ?? '';
    const piece = compileIn(model, scope, text, at, life);
    if (piece !== undefined) pieces.push(piece);
    from = match.index + match[0].length;
  }
  if (from < name.length) pieces.push(name.slice(from));
  return pieces;
}

/**
 * A state whose inside is not described is one blob with its length in front: a section like any other, with the variables
 * `NAME_size` and `NAME`.
 */
function opaqueLayout(context: Context, id: string, data: SectionData, life: Life): Layout {
  for (const key of ['fields', 'subsections', 'invariants'] as const) {
    if (data[key] === undefined) continue;
    context.reporter.report(
      codes.opaqueDescribed,
      context.places.key(data, key),
      `"${key}" means nothing for an opaque section: its inside is not described`,
      { help: `remove \`opaque: true\`, or "${key}"` },
    );
  }
  const capacity = maxSize(context, data);
  const { size, blob } = opaqueNames(id);
  const bounds = { max: integer(BigInt(capacity)) };
  return {
    fields: [
      { name: size, ...life, unit: 'bytes', type: { kind: 'int', bits: 32, signed: false, order: 'big' }, bounds },
      {
        name: blob,
        ...life,
        type: {
          kind: 'bytes',
          opaque: true,
          length: { kind: 'counted', by: { text: `state.${size}`, expr: { op: 'state', name: size } }, capacity },
        },
        bounds: {},
      },
    ],
    invariants: [],
    subsections: [],
  };
}

export function opaqueNames(id: string): { readonly size: string; readonly blob: string } {
  const blob = id.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
  return { size: `${blob}_size`, blob };
}
