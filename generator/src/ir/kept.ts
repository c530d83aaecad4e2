/**
 * What was made last for each part of the IR, together with what else it was made of. In a process that compiles again and
 * again, an unchanged part is the same object and what is made of it with the same others is, too.
 */
export class Kept<Value> {
  readonly #made = new WeakMap<object, { readonly others: readonly unknown[]; readonly value: Value }>();

  /** `others`: all that `make` reads besides `key`, compared by identity; data that is made anew each time goes in as its text. */
  of(key: object, others: readonly unknown[], make: () => Value): Value {
    const known = this.#made.get(key);
    if (known?.others.length === others.length && known.others.every((other, index) => other === others[index])) return known.value;
    const value = make();
    this.#made.set(key, { others, value });
    return value;
  }
}
