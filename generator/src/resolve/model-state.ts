import type { ExprScope } from '../expr/scope.js';
import type { Expression } from '../expr/tree.js';
import type { FieldType } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { Context } from './context.js';
import { type At, expression, type Lives } from './expressions.js';
import type { Revisions } from './lives.js';
import type { Structs } from './structs.js';

/** What resolving the parts of one model shares. */
export interface ModelContext {
  readonly context: Context;
  readonly id: string;
  readonly revisions: Revisions;
  readonly structs: Structs;
  readonly lives: Lives;
  /** Names that expressions of the state can use; `self`, `args`, `version` and `device` come with the place. */
  readonly scope: ExprScope;
  /** Params and facts alone: what is known before a device exists. */
  readonly creationScope: ExprScope;
  /** By name as written; their variables are found without them. */
  readonly sections: ReadonlySet<string>;
}

/** A state variable while it is collected. */
export interface VariableLife {
  readonly type: FieldType;
  readonly life: Life;
  readonly at: At;
  /** Whether there is a variable; padding and fillers only take room. */
  readonly carried: boolean;
  /** Whether it travels at every revision and whatever the state is. */
  readonly always: boolean;
}

export function compileIn(model: ModelContext, scope: ExprScope, text: string, at: At, life: Life, shift = 0): Expression | undefined {
  return expression(model.context, text, scope, at, model.lives, life, shift);
}
