import { define } from '../define.js';

/** MS5xxx: the layout of the state. */
export const state = {
  variableDuplicate: define('MS5001', 'VARIABLE_DUPLICATE', 'Two fields carry the same state variable at the same revision.'),
  capacityMissing: define('MS5002', 'CAPACITY_MISSING', 'A counted array or length has no capacity.'),
  keyMisplaced: define('MS5003', 'FIELD_KEY_MISPLACED', 'A field has a key that its type does not take, or lacks one.'),
  typeTooDeep: define('MS5004', 'TYPE_TOO_DEEP', 'Struct types are nested more than 32 deep.'),
  valueDoesNotFit: define('MS5005', 'VALUE_DOES_NOT_FIT', 'A constant does not fit the width of its field.'),
  valueTwice: define('MS5006', 'VALUE_TWICE', 'Two names of an enum or of flags have the same value.'),
  minimumAboveVersion: define('MS5007', 'MINIMUM_ABOVE_VERSION', 'A section accepts no version that it writes.'),
  deviationWrong: define('MS5008', 'DEVIATION_WRONG', 'A deviation changes nothing that exists.'),
  orderWrong: define('MS5009', 'COUNT_BEFORE_USE', 'A presence or a count depends on a field that comes later.'),
  notCodable: define('MS5010', 'LAYOUT_NOT_CODABLE', 'No codec can read the layout in one pass.'),
  listElement: define('MS5060', 'LIST_ELEMENT_WRONG', 'A list with markers holds something else than structs.'),
  markersEqual: define('MS5061', 'MARKERS_EQUAL', 'Two markers that must tell things apart are the same.'),
  hiddenNeverSet: define('MS5070', 'HIDDEN_NEVER_SET', 'No situation sets a hidden variable, so that forgetting it never shows.'),
  derivedWrong: define('MS5071', 'DERIVED_WRONG', 'What a hidden variable is derived from is no value of its type.'),
  ramSize: define('MS5072', 'RAM_SIZE_WRONG', 'The size of a RAM block can be zero or less.'),
};
