import type { TSchema } from 'typebox';
import type { Folder } from '../parse/load.js';
import { classesFile } from './classes.js';
import { compatFile } from './compat.js';
import { composedFile } from './composed.js';
import { implementationFile } from './implementation.js';
import { machinesFile } from './machines.js';
import { modelFile } from './model.js';
import { typesFile } from './types.js';

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
