/** Text for the usual next step, put into a spec. Nothing is written unless the result has no errors. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Sources } from '../diagnostics/render-text.js';
import { emitEditorSchemas } from '../emit/editor-schema/emit.js';
import { planTree } from '../emit/write.js';
import type { SpecIR } from '../ir/spec.js';
import { type BuildRequest, newBuild } from './build.js';
import type { Scaffold } from './context.js';
import { type ChangedFile, Draft } from './draft.js';
import { type MachineRequest, newMachine } from './machine.js';
import { type ModelRequest, newModel } from './model.js';
import { newParam, type ParamRequest } from './param.js';
import { newSection, type SectionRequest } from './section.js';
import { newVersion, type VersionRequest } from './version.js';

export type ScaffoldRequest =
  | { readonly what: 'model'; readonly of: ModelRequest }
  | { readonly what: 'param'; readonly of: ParamRequest }
  | { readonly what: 'version'; readonly of: VersionRequest }
  | { readonly what: 'section'; readonly of: SectionRequest }
  | { readonly what: 'build'; readonly of: BuildRequest }
  | { readonly what: 'machine'; readonly of: MachineRequest };

export interface ScaffoldResult {
  /** Of the spec as it would be; when there is an error, nothing was written. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  readonly written: readonly ChangedFile[];
  /** What to do next, a line each. */
  readonly next: readonly string[];
}

const noSpec: SpecIR = { irVersion: 1, models: [], implementations: [], compatSets: [], machineFamilies: [], composed: [] };

/** Throws ScaffoldRefused for what the caller got wrong. `source`: where the new things are known from. */
export function scaffold(specDir: string, request: ScaffoldRequest, source: string): ScaffoldResult {
  const draft = new Draft(specDir);
  const before = draft.compile();
  if (before.spec === undefined && !draft.empty) return { diagnostics: before.diagnostics, sources: before.sources, written: [], next: [] };
  const next = perform({ spec: before.spec ?? noSpec, positions: before.positions, draft, source }, request);
  const { diagnostics, sources } = draft.compile();
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, sources, written: [], next: [] };
  const written = draft.save();
  // An editor needs the schemas that the first line of each file names.
  if (!existsSync(join(specDir, 'schema'))) planTree(join(specDir, 'schema'), emitEditorSchemas()).apply();
  return { diagnostics, sources, written, next };
}

function perform(context: Scaffold, request: ScaffoldRequest): readonly string[] {
  switch (request.what) {
    case 'model':
      return newModel(context, request.of);
    case 'param':
      return newParam(context, request.of);
    case 'version':
      return newVersion(context, request.of);
    case 'section':
      return newSection(context, request.of);
    case 'build':
      return newBuild(context, request.of);
    case 'machine':
      return newMachine(context, request.of);
  }
}
