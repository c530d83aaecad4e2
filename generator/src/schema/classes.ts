import type { Static } from 'typebox';
import { doc, keys, list, map, object, optional, sources, text } from './common.js';

const className = text('The name of a device class.', 'pci-device');

export const classesFile = object('device classes', 'Names under which a command line or a compat entry reaches models.', {
  implementation: text('The implementation that has the classes.', 'acme'),
  doc: optional(doc),
  sources: optional(sources),
  classes: map(
    'Device classes by name: what a command line and compat entries say.',
    keys.any,
    object('a device class', 'A name under which a command line or a compat entry reaches a model.', {
      doc: optional(doc),
      parent: optional(text('The class that it is one of: an entry on the parent reaches it, too.', 'pci-device')),
      child: optional(text('The class of the device inside it, which entries reach as well.', 'nic-device')),
      aliases: optional(list('Other names of the class, which mean the same.', className, '[nic-old]')),
      model: optional(text('The model that a device of this class is; default: none, it is only a parent or a child.', 'example.org/nic')),
      sources: optional(sources),
    }),
    '{ nic: { model: example.org/nic } }',
  ),
});

export type ClassesFile = Static<typeof classesFile>;
