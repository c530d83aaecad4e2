import { state as codes } from '../diagnostics/codes/state.js';
import { parseExpression } from '../expr/parse.js';
import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import { intervalOf } from '../expr/types.js';
import type { Life, RamBlockIR } from '../ir/spec.js';
import type { ModelFile } from '../schema/model.js';
import type { At } from './expressions.js';
import { integer } from './literals.js';
import { compileIn, type ModelContext } from './model-state.js';
import { namePieces } from './sections.js';

/** RAM blocks by name and size; both are known when the device is created. */
export function resolveRam(model: ModelContext, file: ModelFile): readonly (Life & RamBlockIR)[] {
  const { context, revisions } = model;
  const all = file.ram ?? {};
  return context.places.entries(all).flatMap(([name, data]) => {
    context.positions.set(['model', file.model, 'ram', name], context.places.key(all, name));
    const long = typeof data === 'object';
    const life = long ? revisions.life(data, revisions.whole) : revisions.whole;
    const scope: ExprScope = { ...model.creationScope, device: true };
    const described = {
      name: namePieces(model, scope, name, { data: all, key: name }, life),
      ...(long && data.doc !== undefined ? { doc: data.doc.trim() } : {}),
    };
    const sizes = long
      ? revisions.steps(data, 'size', data.size, life, isSteps, (size, inside, key, own) =>
          sizeOf(model, scope, size, { data: inside, key }, own),
        )
      : [{ from: life.added, value: sizeOf(model, scope, data, { data: all, key: name }, life) }];
    // A block with another size is another block: of each revision there is one.
    return sizes.flatMap(({ from, value }, index) => {
      const removed = sizes[index + 1]?.from ?? life.removed;
      const own: Life = { added: from, ...(removed === undefined ? {} : { removed }) };
      return value === undefined ? [] : [{ ...own, ...described, size: value }];
    });
  });
}

type Size = bigint | string;

function isSteps(size: Size | { readonly [revision: string]: Size }): size is { readonly [revision: string]: Size } {
  return typeof size === 'object';
}

function sizeOf(model: ModelContext, scope: ExprScope, size: bigint | string, at: At, life: Life): Expression | undefined {
  const { places, reporter } = model.context;
  if (typeof size === 'bigint') {
    if (size > 0n) return integer(size, places.written(at.data, at.key));
    reporter.report(codes.ramSize, places.value(at.data, at.key), `a RAM block of ${size} bytes is none`);
    return undefined;
  }
  const compiled = compileIn(model, { ...scope, expected: 'int' }, size, at, life);
  const parsed = parseExpression(size, { ...scope, expected: 'int' });
  if ('errors' in parsed || intervalOf(parsed.type).min >= 0n) return compiled;
  reporter.report(codes.ramSize, places.value(at.data, at.key), 'the size can come out below zero', {
    help: 'keep it above with max(…, 1)',
  });
  return undefined;
}
