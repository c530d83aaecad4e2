/** One attribute while it is made: bounds come after the reading. */
import type { KsyAttribute, KsyValid } from './description.js';
import { docText } from './text.js';
import { bare } from './values.js';

type Settled = Omit<KsyAttribute, 'id' | 'valid' | '-orig-id' | 'doc'>;

export class AttributeDraft {
  readonly id: string;
  readonly #rest: Settled & { readonly valid?: KsyValid };
  #name: string | undefined;
  #doc: string | undefined;
  #min: bigint | undefined;
  #max: bigint | undefined;
  #stop: string | undefined;
  readonly #tests: string[] = [];

  constructor(id: string, rest: Settled & { readonly valid?: KsyValid }) {
    this.id = id;
    this.#rest = rest;
  }

  /** What it holds: a variable or subsection of that name in the spec. */
  named(name: string, doc?: string): this {
    this.#name = name;
    this.#doc = doc;
    return this;
  }

  /** What a reader of the description is told. */
  explain(doc: string): this {
    this.#doc = doc;
    return this;
  }

  atLeast(min: bigint): void {
    if (this.#min === undefined || min > this.#min) this.#min = min;
  }

  atMost(max: bigint): void {
    if (this.#max === undefined || max < this.#max) this.#max = max;
  }

  /** Ends the repetition too. */
  stopAt(test: string): void {
    this.#stop = test;
  }

  /** A test of `_`, the value or each element. */
  test(text: string): void {
    this.#tests.push(text);
  }

  finish(): KsyAttribute {
    const { valid, ...rest } = this.#rest;
    const bounds = this.#valid() ?? valid;
    return {
      id: this.id,
      ...(this.#name === undefined ? {} : { '-orig-id': this.#name }),
      ...(this.#doc === undefined || this.#doc === '' ? {} : { doc: docText(this.#doc) }),
      ...rest,
      ...(this.#stop === undefined ? {} : { 'repeat-until': `${rest['repeat-until']} or ${this.#stop}` }),
      ...(bounds === undefined ? {} : { valid: bounds }),
    };
  }

  #valid(): KsyValid | undefined {
    const [min, max] = [this.#min, this.#max];
    if (this.#tests.length === 0 && min === undefined && max === undefined) return undefined;
    if (this.#tests.length === 0)
      return { ...(min === undefined ? {} : { min: Number(min) }), ...(max === undefined ? {} : { max: Number(max) }) };
    const all = [...(min === undefined ? [] : [`(_ >= ${min})`]), ...(max === undefined ? [] : [`(_ <= ${max})`]), ...this.#tests];
    const [only = ''] = all;
    return { expr: all.length === 1 ? bare(only) : all.join(' and ') };
  }
}
