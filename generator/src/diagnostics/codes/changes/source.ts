import { define } from '../../define.js';

/** MS68xx: changes that break who uses the generated code. */
export const source = {
  modelRenamed: define('MS6801', 'MODEL_RENAMED', 'A model has another name, and with it another module.'),
  modelRemoved: define('MS6802', 'MODEL_REMOVED', 'A model is gone from the spec.'),
  variableType: define('MS6803', 'VARIABLE_TYPE_CHANGED', 'A variable that nothing carries has another type in the generated code.'),
  valueRenamed: define('MS6804', 'ENUM_VALUE_RENAMED', 'A number of an enum has another name.'),
  structRenamed: define('MS6805', 'STRUCT_RENAMED', 'A struct type has another name in the generated code.'),
};
