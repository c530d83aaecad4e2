import type { Reporter } from '../diagnostics/reporter.js';
import type { Expr } from '../expr/tree.js';
import type { ExprType } from '../expr/types.js';
import type { ParamType } from '../ir/values.js';
import type { ClassesFile } from '../schema/classes.js';
import type { CompatFile } from '../schema/compat.js';
import type { ComposedFile } from '../schema/composed.js';
import type { ImplementationFile } from '../schema/implementation.js';
import type { MachinesFile } from '../schema/machines.js';
import type { ModelFile } from '../schema/model.js';
import type { TypesFile } from '../schema/types.js';
import type { Places } from '../shape/places.js';
import type { Positions } from './positions.js';

/** A shaped file and its path inside its folder. */
export interface Source<Data> {
  readonly path: string;
  readonly file: string;
  readonly data: Data;
}

/** All files of a spec after the shape step. */
export interface Sources {
  readonly models: readonly Source<ModelFile>[];
  readonly types: readonly Source<TypesFile>[];
  readonly classes: readonly Source<ClassesFile>[];
  readonly implementations: readonly Source<ImplementationFile>[];
  readonly compat: readonly Source<CompatFile>[];
  readonly machines: readonly Source<MachinesFile>[];
  readonly composed: readonly Source<ComposedFile>[];
}

export interface Context {
  readonly places: Places;
  readonly reporter: Reporter;
  readonly positions: Positions;
  readonly sources: Sources;
  /** Files that were dropped whole: what they declare is unknown, so names from there are not reported. */
  readonly incomplete: ReadonlySet<string>;
  /** Struct types that some state uses: `bus.Device`, and a model's own as `MODEL Ring`. */
  readonly usedTypes: Set<string>;
  /** Static types of compiled expressions, by their trees. */
  readonly exprTypes: WeakMap<Expr, ExprType>;
}

export type Facts = ReadonlyMap<string, ParamType>;
