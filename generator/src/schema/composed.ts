import type { Static } from 'typebox';
import { doc, keys, map, object, optional, sources, text, version, words } from './common.js';

const part = object('a part', 'One of the two processes: which software it is, and its model of the device.', {
  implementation: text('The implementation of the process.', 'acme'),
  model: text('Its model of the device.', 'example.org/nic'),
});

const host = object('a composed host', 'A build of the front together with a build of the back.', {
  doc: optional(doc),
  front: version('The build of the front.', '"2"'),
  back: version('The build of the back.', '"1"'),
  sources: optional(sources),
});

export const composedFile = object('a composed device', 'A front joined with a back in another process: the guest sees the meet of both.', {
  composed: text('The name of the implementation whose builds are the composed hosts; the file is called after it.', 'acme-with-back'),
  model: text('The name of the device as the guest has it.', 'example.org/composed-nic'),
  title: optional(text('What the device is, in one line.')),
  doc: optional(doc),
  sources: optional(sources),
  front: part,
  back: part,
  params: map(
    'Where the value of each param of the two comes from.',
    keys.name,
    words('Where the value comes from.', {
      front: 'The front decides; the back does not have it.',
      back: 'The back decides; the front does not have it.',
      and: 'What both have: of flags the common bits, of a bool true only if both are.',
      min: 'The smaller of two integers.',
      equal: 'Both must have the same value.',
    }),
    '{ features: and, ring-size: min, mac: front }',
  ),
  hosts: map('The pairs of builds, newest first.', keys.version, host, '{ "2+1": { front: "2", back: "1" } }'),
});

export type ComposedFile = Static<typeof composedFile>;
