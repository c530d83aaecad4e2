import { insertEntry, keyText } from '../edit/insert.js';
import type { ModelIR } from '../ir/spec.js';
import { implementationFile } from '../schema/implementation.js';
import { checkName, modelOf, type Scaffold, sourcesText } from './context.js';
import { ScaffoldRefused } from './draft.js';

export interface BuildRequest {
  /** `acme@1.2` */
  readonly build: string;
  /** Default: those of the newest build of the implementation, or all of the spec for its first. */
  readonly models: readonly string[];
  /** Of a new implementation; default: native, configured. */
  readonly framing?: 'native' | 'qemu';
  readonly destination?: 'configured' | 'started';
}

/** A build that knows the newest revision of its models; the first one brings its implementation. */
export function newBuild(scaffold: Scaffold, request: BuildRequest): readonly string[] {
  const { spec, draft, positions, source } = scaffold;
  const [, name = '', build = ''] = /^([^@]+)@(.+)$/.exec(request.build) ?? [];
  if (name === '') throw new ScaffoldRefused(`${request.build}: not IMPLEMENTATION@BUILD, such as acme@1`);
  checkName(name, /^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dots, _ and -');
  checkName(build, /^[!-+\--<>-~]+$/, 'anything without spaces, commas and =');
  const own = spec.implementations.find((implementation) => implementation.name === name);
  const models = modelsOf(
    scaffold,
    request,
    own?.builds[0]?.models.map(({ model }) => model),
  );
  const entry = `{ sources: ${sourcesText(source)}, models: { ${models.map((model) => `${keyText(model.id)}: ${knows(model)}`).join(', ')} } }`;
  if (own === undefined) {
    draft.create('implementations', name, [
      `implementation: ${keyText(name)}`,
      `sources: ${sourcesText(source)}`,
      `framing: ${request.framing ?? 'native'}`,
      `destination: ${request.destination ?? 'configured'}`,
      'builds: # newest first',
      `  ${JSON.stringify(build)}: ${entry}`,
    ]);
  } else {
    if (request.framing !== undefined || request.destination !== undefined) {
      throw new ScaffoldRefused(
        `${name} is there already, with framing ${own.framing} and destination ${own.destination}; leave out --framing and --destination`,
      );
    }
    if (own.builds.some((each) => each.name === build || each.alias === build))
      throw new ScaffoldRefused(`${name} has a build ${build} already`);
    const file = positions.get('implementation', name)?.file ?? '';
    const keys = Object.keys(implementationFile.properties);
    draft.edit(file, (text) => insertEntry(text, { path: ['builds'], key: build, value: entry, where: 'first' }, keys));
  }
  return [
    'name its sources; a build never changes again once it is released',
    'migspec generate, then migspec conform: does what it can do hold against the others?',
    ...(own === undefined || own.destination === 'configured'
      ? []
      : [`migspec new machine FAMILY TYPE --implementation ${name}, if it has new machine types`]),
  ];
}

function modelsOf(scaffold: Scaffold, { models }: BuildRequest, before: readonly string[] | undefined): readonly ModelIR[] {
  if (models.length > 0) return models.map((wanted) => modelOf(scaffold, wanted).model);
  const all = scaffold.spec.models.filter(({ id }) => before === undefined || before.includes(id));
  if (all.length === 0) throw new ScaffoldRefused('the spec has no model that the build could know: migspec new model NAME first');
  return all;
}

function knows({ revisions }: ModelIR): string {
  return revisions.length > 1 ? `{ revision: ${JSON.stringify(revisions.at(-1))} }` : '{}';
}
