import type { Path } from './difference.js';

/** What a finding is about, as a declared break names it: `rx-buffers`, `nic/ctrl`, `pc-1.0`, a build, else the model or implementation. */
export function subjectOf({ before, after }: { readonly before?: Path; readonly after?: Path }): string {
  const [kind, home = '', ...rest] = after ?? before ?? [];
  if (kind === 'machines') return rest[0] ?? home;
  // Words and names alternate: sections, nic, fields, ctrl.
  const names = rest.filter((_, i) => i % 2 === 1);
  return names.length === 0 ? home : names.join('/');
}
