/** Models, implementations and builds that came and went; of a model file also what no build shows. */
import type { SpecIR } from '../../ir/spec.js';
import type { Difference, Parts } from '../difference.js';
import { type Comparison, compareLists } from '../list.js';

const models: Comparison<'model-file'> = {
  kind: 'model-file',
  name: ({ id }) => id,
  path: ({ id }) => ['model', id],
  aspects: {
    path: ({ path }) => path,
    revisions: ({ revisions }) => revisions,
    'param-names': ({ params }) => params.map(({ name, id }) => [name, id]),
  },
};

const implementations: Comparison<'implementation'> = {
  kind: 'implementation',
  name: ({ name }) => name,
  path: ({ name }) => ['implementation', name],
  aspects: {},
};

const builds: Comparison<'build'> = {
  kind: 'build',
  name: ({ implementation, name }) => `${implementation}@${name}`,
  path: ({ implementation, name }) => ['implementation', implementation, 'builds', name],
  aspects: { alias: ({ alias }) => alias, released: ({ released }) => released },
};

export function compareWhole(before: SpecIR, after: SpecIR): readonly Difference[] {
  return [
    ...compareLists(models, before.models, after.models),
    ...compareLists(implementations, before.implementations, after.implementations),
    ...compareLists(builds, buildsOf(before), buildsOf(after)),
  ];
}

function buildsOf({ implementations }: SpecIR): readonly Parts['build'][] {
  return implementations.flatMap(({ name, builds }) => builds.map((build) => ({ ...build, implementation: name })));
}
