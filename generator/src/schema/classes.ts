import type { Static } from 'typebox';
import { doc, keys, list, map, object, optional, sources, text } from './common.js';

const className = text('A device class.');

export const classesFile = object('device classes', 'Names under which a command line or a compat entry reaches models.', {
  implementation: text('The implementation.'),
  doc: optional(doc),
  sources: optional(sources),
  classes: map(
    'Device classes, by name.',
    keys.any,
    object('a device class', 'A device class.', {
      doc: optional(doc),
      parent: optional(className),
      child: optional(text('The class of the device inside.')),
      aliases: optional(list('Other names of the class.', className)),
      model: optional(text('The model it is.')),
      sources: optional(sources),
    }),
  ),
});

export type ClassesFile = Static<typeof classesFile>;
