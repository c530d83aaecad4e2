import type { Static } from 'typebox';
import { union } from './build.js';
import { doc, keys, list, map, object, optional, sources, text, version } from './common.js';

export const machinesFile = object('a machine family', 'Machine types as deltas.', {
  machines: text('The name of the family; the file is called after it.', 'pc'),
  implementation: text('The implementation that has the machine types.', 'acme'),
  doc: optional(doc),
  sources: optional(sources),
  types: map(
    'Machine types by name, newest first; each adds its compat sets to those of the ones above it.',
    keys.any,
    object('a machine type', 'A machine type: what it restores, and which builds have it.', {
      doc: optional(doc),
      compat: optional(
        union(
          [
            version('The compat set it adds.', '"5.1"'),
            list('The compat sets it adds, newest first.', version('A compat set by name.', '"5.1"')),
          ],
          {
            title: 'a compat set or a list of them',
          },
        ),
      ),
      added: optional(version('The first build that has it; default: all.', '"5.2.0"')),
      removed: optional(version('The first build that no longer has it; default: none.', '"11.0.0"')),
      sources: optional(sources),
    }),
    '{ pc-2: { added: "2" } }',
  ),
});

export type MachinesFile = Static<typeof machinesFile>;
