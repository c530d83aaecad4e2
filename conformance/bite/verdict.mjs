/** What a run says about a sabotage: red only when a test says no. */
export function judge({ hangs = false, loads = true }, { late = false, failed = [], broken = [], passed = [] }) {
  if (late) return hangs ? red : no('HANGS    ', 'the tests do not end, and the entry does not say so');
  if (failed.length > 0) return red;
  if (broken.length > 0 && !loads) return red;
  // A line that nothing can be loaded with is no sabotage: any test would notice.
  if (broken.length > 0) return no('BROKEN   ', `no test says no, but something else does: ${broken[0]}`);
  return no('SURVIVED ', `${passed.length} tests are still green`);
}

const red = { red: true };
const no = (word, why) => ({ red: false, word, why });
