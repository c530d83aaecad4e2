/** READMEs of the generated packages: what is in them, and for each model how to use it. */
import type { SnapshotIR } from '../../ir/snapshot.js';
import type { SpecIR } from '../../ir/spec.js';
import { deviceModulePath, modelPath } from '../escape.js';
import type { EmittedFile } from '../file.js';
import { binName, programNeeds } from '../ts/bin.js';
import { classNameOf } from '../ts/device-module.js';
import { quote } from '../ts/text.js';
import { renderAgain } from './templates.js';

export interface ReadmeInput {
  readonly spec: SpecIR;
  readonly snapshots: readonly SnapshotIR[];
  readonly packageName: string;
}

export function devicesReadme({ spec, snapshots, packageName }: ReadmeInput): EmittedFile {
  const models = [...spec.models]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((model) => {
      const builds = snapshots.filter((snapshot) => snapshot.model === model.id);
      const [newest] = builds;
      if (newest === undefined) return [];
      return [
        {
          heading: modelPath(model.path),
          title: model.title ?? '',
          model: model.id,
          builds: builds.map(({ buildId, revision, versions }) => ({
            build: buildId,
            revision,
            versions: versions.map(({ name }) => name).join(', '),
          })),
          usage: usage(packageName, newest),
        },
      ];
    });
  const newest = models.flatMap(({ model }) => snapshots.find((snapshot) => snapshot.model === model) ?? []);
  const configured = newest.find(({ params }) => params.length > 0) ?? newest[0];
  const schema = configured === undefined ? '' : schemaUsage(packageName, configured);
  return {
    path: 'README.md',
    text: renderAgain('devices-readme', {
      package: packageName,
      bin: binName(packageName),
      capabilities: programNeeds(packageName).capabilities,
      models,
      schema,
    }),
  };
}

export function capabilitiesReadme({ spec, packageName }: Pick<ReadmeInput, 'spec' | 'packageName'>): EmittedFile {
  const builds = spec.implementations
    .flatMap((implementation) =>
      implementation.builds.map((build) => ({
        build: `${implementation.name}@${build.name}`,
        alias: build.alias === undefined ? '' : `${implementation.name}@${build.alias}`,
        file: `documents/${encodeURIComponent(implementation.name)}/${encodeURIComponent(build.name)}.json`,
        models: build.models.map(({ model }) => model),
      })),
    )
    .sort((a, b) => (a.build < b.build ? -1 : 1));
  const [first] = builds;
  const loading =
    first === undefined
      ? ''
      : [
          `import { loadDocument } from ${quote(packageName)};`,
          `import { loadCapabilities } from '@migspec/compat';`,
          '',
          `const loaded = loadCapabilities(loadDocument(${quote(first.build)}));`,
          "if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('; '));",
          'console.log(Object.keys(loaded.value.models));',
        ].join('\n');
  const importing =
    first === undefined
      ? ''
      : [`import document from ${quote(`${packageName}/${first.file}`)} with { type: 'json' };`, '', 'console.log(document.build);'].join(
          '\n',
        );
  return { path: 'README.md', text: renderAgain('capabilities-readme', { package: packageName, builds, loading, importing }) };
}

/** A source and a destination of the same build, and what moves between them. */
function usage(packageName: string, snapshot: SnapshotIR): string {
  const name = classNameOf(snapshot);
  return [
    `import { ${name} } from ${quote(`${packageName}/${deviceModulePath(snapshot)}`)};`,
    '',
    `const source = ${name}.create(${wanted(snapshot)});`,
    `const destination = ${name}.create(source.configuration);`,
    'destination.load(source.save());',
    'console.log(destination.observables());',
  ].join('\n');
}

function schemaUsage(packageName: string, snapshot: SnapshotIR): string {
  return [
    `import { configurationSchema } from ${quote(`${packageName}/${deviceModulePath(snapshot)}`)};`,
    '',
    "const result = configurationSchema['~standard'].validate({ 'no-such-param': 1 });",
    'for (const { path, code, message } of result.issues ?? []) console.log(path, code, message);',
  ].join('\n');
}

/** The newest version, where an instantiation string can name it. */
function wanted({ versions: [latest] }: SnapshotIR): string {
  return latest !== undefined && /^[\w.-]+$/.test(latest.name) ? quote(`version=${latest.name}`) : '';
}
