import type { Static } from 'typebox';
import { doc, name, object, optional, sources } from './common.js';
import {
  enums,
  type field,
  flagsTypes,
  type hiddenField,
  type longField,
  type rule,
  type section,
  type struct,
  structs,
  type subsection,
} from './field.js';

export const typesFile = object('shared types', 'Struct types, enums and flags that several models use.', {
  types: name('The prefix of its types: `bus` makes `bus.Device`.', 'bus'),
  doc: optional(doc),
  sources: optional(sources),
  enums: optional(enums),
  flags: optional(flagsTypes),
  structs: optional(structs),
});

export type TypesFile = Static<typeof typesFile>;
export type FieldData = Static<typeof field>;
export type LongFieldData = Static<typeof longField>;
export type HiddenData = Static<typeof hiddenField>;
export type StructData = Static<typeof struct>;
export type SectionData = Static<typeof section>;
export type SubsectionData = Static<typeof subsection>;
export type RuleData = Static<typeof rule> | string;
