/**
 * IR is data that nobody changes, so what is made of a part of it is made once, as long as the part lives. In a process that
 * compiles again and again, parts that did not change are the same objects.
 */
export function remembered<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make(key);
    made.set(key, { value });
    return value;
  };
}
