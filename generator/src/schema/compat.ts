import Type, { type Static } from 'typebox';
import { doc, flag, int, keys, list, map, object, optional, sources, text, version } from './common.js';

const literal = Type.Union([int('A value.'), flag('A value.'), text('A value.')], { title: 'a value' });

const entry = Type.Union(
  [
    literal,
    object('an entry', 'An entry that only some builds have.', {
      value: literal,
      added: optional(version('The build that brings the entry.')),
      removed: optional(version('The build that no longer has it.')),
      only: optional(list('The builds that have it.', version('A build.'))),
      doc: optional(doc),
      sources: optional(sources),
    }),
  ],
  { title: 'a value or an entry' },
);

export const compatFile = object('a compat set', 'What releases after this one must restore.', {
  compat: version('The name of the set: the release.'),
  implementation: text('The implementation.'),
  doc: optional(doc),
  sources: optional(sources),
  entries: map('Values, by device class and property.', keys.any, map('Values, by property.', keys.any, entry)),
});

export type CompatFile = Static<typeof compatFile>;
