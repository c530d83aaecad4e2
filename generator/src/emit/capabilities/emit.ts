/** The package of capability documents: one JSON per build, their schema and types, and the whole IR for conformance. */

import { remembered } from '../../ir/remembered.js';
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { ModelIR, SpecIR } from '../../ir/spec.js';
import type { EmittedFile } from '../file.js';
import { inWorkspace, packageJson } from '../package-json.js';
import { tsconfigFile } from '../tsconfig.js';
import { asObject, type Json, keepText, prettyJson } from './canonical.js';
import { buildDocument, schemaName } from './document.js';
import { plain } from './plain.js';
import { documentDefinitions } from './schema.js';
import { exprDefinitions } from './schema-expr.js';
import { asJsonSchema, documentTypes, exprTypes, indexText, schemaText } from './types.js';

export interface CapabilitiesInput {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
  /** Name of the package that the files make. */
  readonly packageName: string;
}

export function emitCapabilities(input: CapabilitiesInput): readonly EmittedFile[] {
  const { spec, snapshots, packageName } = input;
  const builds = spec.implementations
    .flatMap((implementation) =>
      implementation.builds.map((build) => ({ implementation, build, id: `${implementation.name}@${build.name}` })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const documents = builds.map(({ implementation, build }) => ({
    path: `documents/${encodeURIComponent(implementation.name)}/${encodeURIComponent(build.name)}.json`,
    text: json(buildDocument(spec, implementation, build, snapshots)),
  }));
  return [
    ...documents,
    { path: `schema/${schemaName}`, text: json(documentSchema()) },
    { path: 'src/document.ts', text: documentTypes() },
    { path: 'src/expr.ts', text: exprTypes() },
    { path: 'src/schema.ts', text: schemaText() },
    { path: 'src/index.ts', text: indexText(builds.map(({ id }) => id)) },
    { path: 'ir.json', text: json({ irVersion: spec.irVersion, spec: plainSpec(spec) }) },
    packageJson({
      name: packageName,
      description: 'Capability documents of each build, generated from a migspec spec',
      modules: { '': 'index', schema: 'schema' },
      data: ['documents/*.json', 'schema/*.json', 'ir.json'],
      files: ['dist', 'src', 'documents', 'schema', 'ir.json'],
      dependencies: {},
    }),
    ...(inWorkspace(packageName) ? [] : [tsconfigFile()]),
  ];
}

function plainSpec({ models, ...rest }: SpecIR): Json {
  return { ...asObject(plain(rest)), models: models.map(plainModel) };
}

const plainModel = remembered((model: ModelIR) => keepText(asObject(plain(model))));

/** Complete by itself: every definition in `$defs`, nothing to fetch. */
export function documentSchema(): Json {
  const definitions = Object.entries({ ...exprDefinitions, ...documentDefinitions });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Capability document, version 1',
    $ref: '#/$defs/CapabilityDocument',
    $defs: Object.fromEntries(definitions.map(([name, schema]) => [name, plain(asJsonSchema(schema))])),
  };
}

function json(value: Json): string {
  return `${prettyJson(value)}\n`;
}
