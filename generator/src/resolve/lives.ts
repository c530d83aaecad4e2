import { names } from '../diagnostics/codes/names.js';
import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { ByRevision, Life } from '../ir/spec.js';
import { didYouMean } from '../text/suggest.js';
import type { Context } from './context.js';

/** Revisions of one model: names to indexes, lives, values by revision. */
export class Revisions {
  readonly names: readonly string[];
  readonly #context: Context;
  readonly #model: string;

  constructor(context: Context, model: string, list: readonly string[]) {
    this.#context = context;
    this.#model = model;
    this.names = list;
  }

  get whole(): Life {
    return { added: 0 };
  }

  /** The index of a revision named at `data[key]`. */
  index(name: string, data: object, key: string | number, of: 'key' | 'value' = 'value'): number | undefined {
    const found = this.names.indexOf(name);
    if (found >= 0) return found;
    const span = of === 'key' ? this.#context.places.key(data, key) : this.#context.places.value(data, key);
    this.#context.reporter.report(names.revisionUnknown, span, `${this.#model} has no revision "${name}"${didYouMean(name, this.names)}`, {
      help: `its revisions: ${this.names.join(', ')}`,
    });
    return undefined;
  }

  /** The life that `added` and `removed` give, inside the life of what is around. */
  life(data: { readonly added?: string; readonly removed?: string }, around: Life): Life {
    const added = data.added === undefined ? undefined : this.index(data.added, data, 'added');
    const removed = data.removed === undefined ? undefined : this.index(data.removed, data, 'removed');
    const from = Math.max(added ?? around.added, around.added);
    const ends = [removed, around.removed].filter((end) => end !== undefined);
    const to = ends.length === 0 ? undefined : Math.min(...ends);
    if (removed !== undefined && removed <= (added ?? 0)) {
      this.#context.reporter.report(
        codes.lifeEmpty,
        this.#context.places.value(data, 'removed'),
        `it is removed (${this.names[removed]}) before it is added (${this.names[added ?? 0]})`,
      );
    }
    // A shared struct may have fields that are gone before the model that uses it has the struct at all: they never live.
    if (to !== undefined && to <= from) return { added: from, removed: from };
    return to === undefined ? { added: from } : { added: from, removed: to };
  }

  /**
   * A value for the whole life, or a map from revisions to values, each converted with the life it holds in. `isMap` tells a
   * map by revision from a value that is a map itself.
   */
  steps<Data, Result>(
    data: object,
    key: string,
    value: Data | { readonly [revision: string]: Data },
    life: Life,
    isMap: (value: Data | { readonly [revision: string]: Data }) => value is { readonly [revision: string]: Data },
    convert: (value: Data, data: object, key: string, life: Life) => Result | undefined,
  ): ByRevision<Result> {
    if (!isMap(value)) {
      const only = convert(value, data, key, life);
      return only === undefined ? [] : [{ from: life.added, value: only }];
    }
    const known = this.#context.places.entries(value).flatMap(([name, one]) => {
      const from = this.index(name, value, name, 'key');
      return from === undefined ? [] : [{ name, from, one }];
    });
    known.sort((a, b) => a.from - b.from);
    this.#covers(value, known, life, data, key);
    let before: string | undefined;
    return known.flatMap(({ name, from, one }, i) => {
      const start = Math.max(from, life.added);
      const end = known[i + 1]?.from ?? life.removed;
      const result = convert(one, value, name, end === undefined ? { added: start } : { added: start, removed: Math.max(end, start) });
      const same = result === undefined ? undefined : JSON.stringify(result);
      if (same !== undefined && same === before) this.#repeats(value, name);
      before = same;
      return result === undefined ? [] : [{ from: start, value: result }];
    });
  }

  #repeats(steps: object, name: string): void {
    const message = `the value at revision "${name}" is the one that holds before it`;
    this.#context.reporter.report(codes.stepNeedless, this.#context.places.key(steps, name), message, {
      help: 'a value holds until the next one; remove this one, or correct it',
    });
  }

  #covers(steps: object, known: readonly { readonly name: string; readonly from: number }[], life: Life, data: object, key: string): void {
    const first = known[0];
    const { reporter, places } = this.#context;
    for (const { name, from } of known) {
      const late = life.removed !== undefined && from >= life.removed;
      if (from >= life.added && !late) continue;
      const problem = late ? `it is gone at ${this.names[from]}` : `it does not exist before ${this.names[life.added]}`;
      reporter.report(codes.stepsIncomplete, places.key(steps, name), `there is no value to give at revision "${name}": ${problem}`);
    }
    if (places.anyDropped(steps)) return;
    if (first === undefined || first.from > life.added) {
      reporter.report(
        codes.stepsIncomplete,
        places.key(data, key),
        `no value holds at revision "${this.names[life.added]}", the first that has it`,
      );
    }
  }

  /** Whether `inner` lies within `outer`; gives the first revision where it does not. */
  outside(inner: Life, outer: Life): string | undefined {
    if (inner.added < outer.added) return this.names[inner.added];
    const end = inner.removed ?? this.names.length;
    if (outer.removed !== undefined && end > outer.removed) return this.names[Math.max(outer.removed, inner.added)];
    return undefined;
  }
}
