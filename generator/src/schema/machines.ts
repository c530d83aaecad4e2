import Type, { type Static } from 'typebox';
import { doc, keys, list, map, object, optional, sources, text, version } from './common.js';

export const machinesFile = object('a machine family', 'Machine types as deltas.', {
  machines: text('The name of the family.'),
  implementation: text('The implementation.'),
  doc: optional(doc),
  sources: optional(sources),
  types: map(
    'Machine types, newest first; each adds its compat set to those above it.',
    keys.any,
    object('a machine type', 'A machine type.', {
      doc: optional(doc),
      compat: optional(
        Type.Union([version('The compat set it adds.'), list('The compat sets it adds, newest first.', version('A compat set.'))], {
          title: 'a compat set or a list of them',
        }),
      ),
      added: optional(version('The first build that has it.')),
      removed: optional(version('The first build that no longer has it.')),
      sources: optional(sources),
    }),
  ),
});

export type MachinesFile = Static<typeof machinesFile>;
