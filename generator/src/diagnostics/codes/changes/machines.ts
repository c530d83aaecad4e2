import { define } from '../../define.js';

/** MS66xx: changes of machine types, compat entries and device classes. */
export const machines = {
  typeRedefined: define('MS6601', 'MACHINE_TYPE_REDEFINED', 'A machine type of a released build expands to something else.'),
  typeRemoved: define('MS6602', 'MACHINE_TYPE_REMOVED', 'A build no longer has a machine type.'),
  entryMisplaced: define('MS6603', 'COMPAT_ENTRY_MISPLACED', 'An entry restores a value for the wrong machine types.'),
  entryRemoved: define('MS6604', 'COMPAT_ENTRY_REMOVED', 'A machine type no longer sets a property.'),
  entryChanged: define('MS6605', 'COMPAT_ENTRY_CHANGED', 'A machine type sets a property to another value.'),
  entryAdded: define('MS6606', 'COMPAT_ENTRY_ADDED', 'A machine type sets a property that it did not, to a value that was not in force.'),
  classLeftOut: define('MS6607', 'CLASS_LEFT_OUT', 'An entry reaches one class of a model and not another.'),
  classRemoved: define('MS6608', 'CLASS_REMOVED', 'A device class is gone.'),
  aliasRemoved: define('MS6609', 'CLASS_ALIAS_REMOVED', 'A device class lost one of its names.'),
  classModel: define('MS6610', 'CLASS_MODEL_CHANGED', 'A device class is another model.'),
  classReach: define('MS6611', 'CLASS_REACH_CHANGED', 'A device class has another parent or another device inside.'),
  entryNotInherited: define('MS6612', 'COMPAT_ENTRY_NOT_INHERITED', 'A new machine type does not set what the newest one before it sets.'),
  typeAdded: define('MS6613', 'MACHINE_TYPE_ADDED', 'A build has a machine type more, and guests under it cannot move as they should.'),
};
