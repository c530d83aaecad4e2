import { define } from '../define.js';

/** MS1xxx: files and YAML. */
export const files = {
  specMissing: define('MS1001', 'SPEC_MISSING', 'The spec directory holds no spec.'),
  fileTooLarge: define('MS1002', 'FILE_TOO_LARGE', 'A spec file is larger than 1 MiB.'),
  fileUnreadable: define('MS1003', 'FILE_UNREADABLE', 'A spec file is not UTF-8 text or cannot be read.'),
  yamlInvalid: define('MS1004', 'YAML_INVALID', 'The file is not valid YAML.'),
  yamlRefused: define('MS1005', 'YAML_FEATURE_REFUSED', 'The file uses a part of YAML that specs do without.'),
  keyDuplicate: define('MS1006', 'KEY_DUPLICATE', 'A map has the same key twice.'),
  keyForbidden: define('MS1007', 'KEY_FORBIDDEN', 'A key would collide with what every object inherits.'),
  keyNotString: define('MS1008', 'KEY_NOT_STRING', 'A key is not a string; numbers and versions are quoted.'),
  characterForbidden: define('MS1009', 'CHARACTER_FORBIDDEN', 'The file holds a character that hides or reorders text.'),
  numberNotFinite: define('MS1010', 'NUMBER_NOT_FINITE', 'A number is infinite or not a number.'),
  tooManyKeys: define('MS1011', 'TOO_MANY_KEYS', 'A map has more than 5,000 keys, or a list more items.'),
  tooDeep: define('MS1012', 'TOO_DEEP', 'Maps and lists are nested more than 64 deep.'),
  fileMisplaced: define('MS1013', 'FILE_MISPLACED', "A file's path does not follow from what it declares."),
  tooManyFindings: define('MS1014', 'TOO_MANY_FINDINGS', 'A file has 1,000 findings or more.'),
  yamlTag: define('MS1015', 'YAML_TAG_REFUSED', 'A text is a YAML tag, as an unquoted one that begins with `!` is.'),
  yamlDirective: define('MS1016', 'YAML_DIRECTIVE_REFUSED', 'A file begins with a YAML directive.'),
  yamlDocuments: define('MS1017', 'YAML_DOCUMENTS_REFUSED', 'A file holds more than one YAML document.'),
  fileUnread: define('MS1018', 'FILE_UNREAD', 'A YAML file lies where nothing reads it.'),
  fileIsLink: define('MS1019', 'FILE_IS_LINK', 'A file or folder of the spec is a symbolic link, which is not followed.'),
  pathsCollide: define('MS1020', 'PATHS_COLLIDE', 'Two names give paths that some systems cannot tell apart.'),
  pathUnsafe: define('MS1021', 'PATH_UNSAFE', 'A name gives a path that leaves its folder or that some system reserves.'),
};
