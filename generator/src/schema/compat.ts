import type { Static } from 'typebox';
import { union } from './build.js';
import { doc, flag, int, keys, list, map, object, optional, sources, text, version } from './common.js';

const literal = union([int('The old value.'), flag('The old value.'), text('The old value.')], {
  title: 'a value',
  description: 'The value that machine types of before are given.',
});

const entry = union(
  [
    literal,
    object('an entry', 'An entry that only some builds have.', {
      value: literal,
      added: optional(version('The first build that has the entry; default: all.', '"10.0.0"')),
      removed: optional(version('The first build that no longer has it; default: none.', '"11.0.0"')),
      only: optional(list('The builds that have it; default: all.', version('A build by name.', '"10.0.0"'))),
      doc: optional(doc),
      sources: optional(sources),
    }),
  ],
  { title: 'a value or an entry' },
);

export const compatFile = object('a compat set', 'What releases after this one must restore.', {
  compat: version('The name of the set: the release whose values it restores.', '"5.1"'),
  implementation: text('The implementation whose classes and builds are meant.', 'acme'),
  doc: optional(doc),
  sources: optional(sources),
  entries: map(
    'The values that are restored, by device class and property.',
    keys.any,
    map('The values that are restored, by property: a param of the model.', keys.any, entry, '{ queues: 1 }'),
    '{ nic: { queues: 1 } }',
  ),
});

export type CompatFile = Static<typeof compatFile>;
