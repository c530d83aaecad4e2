import { define } from '../../define.js';

/** MS67xx: changes of builds and of what is around them. */
export const builds = {
  removed: define('MS6701', 'BUILD_REMOVED', 'A build is gone from the spec.'),
  redefined: define('MS6702', 'BUILD_REDEFINED', 'A released build is said to know something else.'),
  modelDropped: define('MS6703', 'MODEL_DROPPED', 'A build no longer has a model.'),
  revisionLowered: define('MS6704', 'REVISION_LOWERED', 'A build knows less of a model than it did.'),
  framingChanged: define('MS6705', 'FRAMING_CHANGED', 'The streams of an implementation have another framing.'),
  destinationChanged: define('MS6706', 'DESTINATION_CHANGED', 'Destinations are made in another way.'),
  factRemoved: define('MS6707', 'FACT_REMOVED', 'A machine or host fact is gone.'),
  factType: define('MS6708', 'FACT_TYPE_CHANGED', 'A machine or host fact has another type.'),
  factDefault: define('MS6709', 'FACT_DEFAULT_CHANGED', 'A machine or host fact is another where nothing is said.'),
  identifier: define('MS6710', 'IDENTIFIER_COLLIDES', 'Two devices may give a section the same name and instance.'),
  erratum: define('MS6711', 'ERRATUM_CHANGED', 'Something else is said of what a released build really does.', 'warning'),
  alias: define('MS6712', 'BUILD_ALIAS_CHANGED', 'A build lost its other name.'),
  implementationRemoved: define('MS6713', 'IMPLEMENTATION_REMOVED', 'An implementation is gone from the spec.'),
};
