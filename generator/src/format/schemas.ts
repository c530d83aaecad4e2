import type { TSchema } from 'typebox';
import type { Folder } from '../parse/load.js';
import { classesFile } from '../schema/classes.js';
import { compatFile } from '../schema/compat.js';
import { composedFile } from '../schema/composed.js';
import { implementationFile } from '../schema/implementation.js';
import { machinesFile } from '../schema/machines.js';
import { modelFile } from '../schema/model.js';
import { typesFile } from '../schema/types.js';

/** The shape of the files of each folder. */
export const schemaOf: Readonly<Record<Folder, TSchema>> = {
  models: modelFile,
  types: typesFile,
  classes: classesFile,
  implementations: implementationFile,
  compat: compatFile,
  machines: machinesFile,
  composed: composedFile,
};
