import { revisions as codes } from '../diagnostics/codes/revisions.js';
import type { BuildIR, BuildModelIR, ImplementationIR, ModelIR } from '../ir/spec.js';
import type { LintContext, SpecRule } from './rule.js';

/** What is announced of versions is kept, and the version that new devices get is one that stays. */
export const deprecations: SpecRule = (spec, context) => {
  for (const implementation of spec.implementations) {
    for (const build of implementation.builds) {
      for (const known of build.models) {
        const model = spec.models.find((each) => each.id === known.model);
        if (model === undefined || known.deprecated === undefined) continue;
        latest(implementation, build, known, model, context);
        for (const [version, { removedIn }] of Object.entries(known.deprecated)) {
          if (removedIn !== undefined) announced({ implementation, build, model, version, removedIn }, context);
        }
      }
    }
  }
};

function listOf(known: BuildModelIR, model: ModelIR): readonly string[] {
  return known.versions ?? model.versions.map(({ name }) => name);
}

function latest(
  implementation: ImplementationIR,
  build: BuildIR,
  known: BuildModelIR,
  model: ModelIR,
  { reporter, span }: LintContext,
): void {
  const [first, ...rest] = listOf(known, model);
  const gone = (name: string | undefined): boolean => name !== undefined && known.deprecated?.[name] !== undefined;
  const staying = rest.filter((name) => !gone(name));
  if (first === undefined || !gone(first) || staying.length === 0) return;
  reporter.report(
    codes.latestDeprecated,
    span('implementation', implementation.name, 'builds', build.name, 'models', model.id),
    `build ${build.name} prefers version "${first}" of ${model.id}, which is on its way out: new devices get it`,
    { help: `list a version that stays in front: versions: [${[...staying, first].map((name) => JSON.stringify(name)).join(', ')}]` },
  );
}

interface Announced {
  readonly implementation: ImplementationIR;
  readonly build: BuildIR;
  readonly model: ModelIR;
  readonly version: string;
  readonly removedIn: string;
}

/** The build that was named, where the spec has it, and those after it are without the version. Builds stand newest first. */
function announced({ implementation, build, model, version, removedIn }: Announced, { reporter, span }: LintContext): void {
  const { builds } = implementation;
  const at = builds.findIndex(({ name, alias }) => name === removedIn || alias === removedIn);
  const place = (name: string) => span('implementation', implementation.name, 'builds', name, 'models', model.id);
  if (at >= builds.indexOf(build)) {
    reporter.report(
      codes.removalNotDone,
      place(build.name),
      `version "${version}" of ${model.id} is announced to be gone from ${removedIn}, and build ${build.name}, which is not older, has it`,
      { help: 'name a newer build, or leave `removed-in` away' },
    );
    return;
  }
  for (const later of builds.slice(0, at + 1)) {
    const known = later.models.find((each) => each.model === model.id);
    if (known === undefined || !listOf(known, model).includes(version)) continue;
    reporter.report(
      codes.removalNotDone,
      place(later.name),
      `build ${later.name} has version "${version}" of ${model.id}, which ${build.name} announced to be gone from ${removedIn}`,
      {
        related: [{ message: 'the announcement', span: place(build.name) }],
        help: `take it out of the list of ${later.name}; what was announced otherwise is not changed any more`,
      },
    );
    return;
  }
}
