import { define } from '../define.js';

/** MS3xxx: names that point at nothing, or at two things. */
export const names = {
  revisionUnknown: define('MS3001', 'REVISION_NOT_DECLARED', 'A revision is named that the model does not have.'),
  paramUnknown: define('MS3002', 'PARAM_NOT_DECLARED', 'A param is named that the model does not have.'),
  modelUnknown: define('MS3003', 'MODEL_NOT_DECLARED', 'A model is named that no file declares.'),
  classUnknown: define('MS3004', 'CLASS_NOT_DECLARED', 'A device class is named that the implementation does not have.'),
  typeUnknown: define('MS3005', 'TYPE_NOT_DECLARED', 'A type is named that does not exist.'),
  buildUnknown: define('MS3006', 'BUILD_NOT_DECLARED', 'A build is named that the implementation does not have.'),
  implementationUnknown: define('MS3007', 'IMPLEMENTATION_NOT_DECLARED', 'An implementation is named that no file declares.'),
  versionUnknown: define('MS3008', 'VERSION_NOT_DECLARED', 'A version is named that the model does not have.'),
  compatUnknown: define('MS3009', 'COMPAT_NOT_DECLARED', 'A compat set is named that no file declares.'),
  expressionName: define('MS3010', 'EXPRESSION_NAME_UNKNOWN', 'An expression uses a name that does not exist.'),
  nameDuplicate: define('MS3011', 'NAME_DUPLICATE', 'Two declarations have the same name.'),
  namesCollide: define('MS3012', 'NAMES_COLLIDE', 'Two names are the same inside expressions.'),
  hyphenInExpression: define(
    'MS3013',
    'EXPRESSION_NAME_DASHED',
    'A name with a hyphen is used in an expression, where it is a subtraction.',
  ),
  typeUnused: define('MS3014', 'TYPE_UNUSED', 'A type is declared and never used.', 'warning'),
  argumentUnknown: define('MS3015', 'ARGUMENT_WRONG', 'A type is given an argument it does not take, or lacks one.'),
  pathUnknown: define('MS3016', 'PATH_UNKNOWN', 'A state variable or field is named that does not exist.'),
  cycle: define('MS3017', 'REFERENCE_CYCLE', 'Declarations refer to each other in a circle.'),
  itemTwice: define('MS3020', 'LIST_ITEM_TWICE', 'A list names something twice.'),
  propertyUnknown: define('MS3023', 'PROPERTY_UNKNOWN', 'A compat entry sets a property that no model of its class has.'),
  classUnreached: define('MS3024', 'CLASS_UNREACHED', 'A compat entry is on a class through which no model is reached.'),
  compatUnused: define('MS3025', 'COMPAT_UNUSED', 'No machine type adds a compat set.', 'warning'),
  factUnused: define('MS3026', 'FACT_UNUSED', 'No expression reads a machine fact.', 'warning'),
  hostFactUnknown: define('MS3060', 'HOST_FACT_NOT_DECLARED', 'A param depends on a host fact that no implementation declares.'),
};
