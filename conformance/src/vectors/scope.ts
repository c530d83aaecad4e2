/** Expressions of a section's document over one vector. */
import type { DocumentExpression } from '@migspec/capabilities';
import { type ExprEnv, evaluate, type Value } from '@migspec/compat';
import type { DeviceState, StateValue } from '@migspec/runtime';
import type { Circumstances } from '@migspec/vectors';
import type { SectionReference } from '../testee/reference.js';

export type Self = { readonly [name: string]: StateValue } | undefined;

export class Scope {
  readonly #known: ExprEnv;

  constructor(reference: SectionReference, circumstances: Circumstances, values: DeviceState) {
    const { params, machine, host } = reference.env(circumstances);
    const names = new Map(reference.documentModel.params.map(({ id, name }) => [id, name]));
    this.#known = {
      params: (id) => params[names.get(id) ?? ''],
      machine: (name) => machine[name],
      host: (name) => host[name],
      state: (name) => values[name],
    };
  }

  /** `version` is the one in force: the section's, or a struct's own. */
  value({ expr }: DocumentExpression, self: Self, version: number): Value | undefined {
    return evaluate(expr, { ...this.#known, self: (name) => self?.[name], version });
  }

  integer(expression: DocumentExpression, self: Self, version: number): bigint | undefined {
    const value = this.value(expression, self, version);
    return typeof value === 'bigint' ? value : undefined;
  }
}
