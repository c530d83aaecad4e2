/** What a run says about a sabotage: red only when a test says no. */
export function judge({ hangs = false, loads = true }, { late = false, failed = [], broken = [], passed = [] }) {
  if (late) return hangs ? { red: true, why: 'no end' } : no('HANGS    ', 'the tests do not end, and the entry does not say so');
  const [typo] = failed.filter(({ error }) => error === 'SyntaxError' || error === 'ReferenceError');
  if (typo !== undefined && loads) return no('BROKEN   ', `this is no sabotage but a slip of the pen: ${typo.message}`);
  if (failed.length > 0) return { red: true, why: failed[0].name };
  if (broken.length > 0 && !loads) return { red: true, why: broken[0] };
  // A line that nothing can be loaded with is no sabotage: any test would notice.
  if (broken.length > 0) return no('BROKEN   ', `no test says no, but something else does: ${broken[0]}`);
  return no('SURVIVED ', `${passed.length} tests are still green`);
}

const no = (word, why) => ({ red: false, word, why });
