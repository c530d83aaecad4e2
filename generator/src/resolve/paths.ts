import { files as codes } from '../diagnostics/codes/files.js';
import type { ModelFile } from '../schema/model.js';
import { partProblem, pathKey, pathProblem } from '../text/path.js';
import type { Context, Source } from './context.js';

/** Where the file of a model lies below `models/`, without extension. */
export function modelPath(model: string): string {
  return model.replace(/^[a-z][a-z0-9+.-]*:\/\//, '');
}

/** Reports a model whose file stands elsewhere than its name says, or could not stand there on every system. */
export function checkModelPath(context: Context, { path, data }: Source<ModelFile>): void {
  const { places, reporter } = context;
  const expected = modelPath(data.model);
  const why = pathProblem(expected);
  if (why !== undefined) {
    reporter.report(codes.pathUnsafe, places.value(data, 'model'), `${data.model} gives no path that is safe everywhere: ${why}`, {
      help: 'take a name whose parts between slashes are letters, digits, `-`, `_`, `+` and dots',
    });
  } else if (path !== expected) {
    reporter.report(
      codes.fileMisplaced,
      places.value(data, 'model'),
      `the file of ${data.model} is models/${expected}.yaml, this is models/${path}.yaml`,
      { help: `move it to models/${expected}.yaml, or correct the name` },
    );
  }
}

/** Generated files are named after models, implementations and builds: their paths differ on every system, too. */
export function checkPaths(context: Context): void {
  const { places, sources } = context;
  const models = sources.models.map(({ data }) => ({ name: data.model, path: modelPath(data.model), at: places.value(data, 'model') }));
  reportCollisions(context, models);
  reportCollisions(
    context,
    sources.implementations.map(({ data }) => ({
      name: data.implementation,
      path: data.implementation,
      at: places.value(data, 'implementation'),
    })),
  );
  for (const { data } of sources.implementations) {
    const at = places.value(data, 'implementation');
    reportUnsafe(context, data.implementation, at);
    const builds = places.entries(data.builds).map(([name]) => ({ name, path: plain(name), at: places.key(data.builds, name) }));
    for (const build of builds) reportUnsafe(context, build.name, build.at);
    reportCollisions(context, builds);
  }
}

/** As the names of generated files are made. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9._@-]+/g, '-');
}

interface Named {
  readonly name: string;
  readonly path: string;
  readonly at: ReturnType<Context['places']['value']>;
}

function reportUnsafe(context: Context, name: string, at: Named['at']): void {
  const why = partProblem(plain(name));
  if (why === undefined) return;
  context.reporter.report(codes.pathUnsafe, at, `no file can be called "${name}" on every system: ${why}`, {
    help: `call it ${name}-1, or something else`,
  });
}

function reportCollisions(context: Context, all: readonly Named[]): void {
  const first = new Map<string, Named>();
  for (const each of all) {
    const key = pathKey(each.path);
    const before = first.get(key);
    if (before === undefined) first.set(key, each);
    else if (before.name !== each.name) {
      const message = `"${each.name}" and "${before.name}" give paths that some systems cannot tell apart`;
      context.reporter.report(codes.pathsCollide, each.at, message, {
        related: [{ message: 'the other', span: before.at }],
        help: 'let names differ in more than upper and lower case and punctuation',
      });
    }
  }
}
