import type { Static } from 'typebox';
import { union } from './build.js';
import { doc, keys, literalOrExpression, map, name, object, optional, sources, text, version, words } from './common.js';

const implementation = text('The implementation of the process.', 'acme');
const model = text('Its model of the device.', 'example.org/nic');

const front = object('the front', 'The process that the guest talks to: which software it is, and its model of the device.', {
  implementation,
  model,
  pinned: optional(
    map(
      "Values that the front's params have in every version; for a front whose model has no versions. What is not mentioned is off.",
      keys.name,
      literalOrExpression('The value of the param in every version.', 'true'),
      '{ ring-size: 256 }',
    ),
  ),
});

const back = object('the back', 'The process behind: which software it is, and its model of the device.', {
  implementation,
  model,
  as: optional(
    map(
      "What params of the back are called here, by the back's name: the front's name where both have it.",
      keys.name,
      union(
        [
          name('The name of the param here.', 'ring-size'),
          map(
            'Of flags: each bit becomes a param of its own, a bool, with this name.',
            keys.name,
            name('The name of the bool.', 'csum'),
            '{ csum: csum }',
          ),
        ],
        { title: 'a name, or names of bits' },
      ),
      '{ max-ring: ring-size }',
    ),
  ),
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
  front,
  back,
  destination: optional(
    words("How a destination is made; default: as the front's.", {
      configured: 'From the configuration of the source, or from the version that a manager stored.',
    }),
  ),
  params: map(
    'Where the value of each param of the two comes from.',
    keys.name,
    words('Where the value comes from.', {
      front: 'The front decides; the back does not have it.',
      back: 'The back decides; the front does not have it.',
      pinned: 'The front has it, and here it always has its pinned value.',
      and: 'What both have: of flags the common bits, of a bool true only if both are.',
      min: 'The smaller of two integers.',
      equal: 'Both must have the same value.',
    }),
    '{ features: and, ring-size: min, mac: front }',
  ),
  hosts: map('The pairs of builds, newest first.', keys.version, host, '{ "2+1": { front: "2", back: "1" } }'),
});

export type ComposedFile = Static<typeof composedFile>;
