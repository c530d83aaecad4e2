/** What tests import in place of Vitest: as much of it as they use. */

const place = globalThis.migspecTests;
const current = () => place.collector;

export const expect = place.expect;

function named(add) {
  const each = (rows) => (name, one, two) => {
    const body = typeof one === 'function' ? one : two;
    rows.forEach((row, index) => {
      const values = Array.isArray(row) ? row : [row];
      add(format(name, values, index), () => body(...values));
    });
  };
  const plain = (name, one, two) => add(String(name), typeof one === 'function' ? one : two);
  const none = () => undefined;
  return Object.assign(plain, {
    each,
    runIf: (condition) => (condition ? plain : none),
    skipIf: (condition) => (condition ? none : plain),
  });
}

/** Only to be told apart: names need not read as Vitest's. */
function format(name, values, index) {
  let at = 0;
  return `${String(name).replace(/%[a-z]/g, () => String(values[at++]))} [${index}]`;
}

export const test = named((name, body) => current().test(name, body));
export const it = test;
export const describe = named((name, body) => current().describe(name, body));
export const beforeAll = (hook) => current().hook('beforeAll', hook);
export const afterAll = (hook) => current().hook('afterAll', hook);
export const beforeEach = (hook) => current().hook('beforeEach', hook);
export const afterEach = (hook) => current().hook('afterEach', hook);
