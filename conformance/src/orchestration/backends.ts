import type { Subject } from '../run/subject.js';

/** Of every composed model, the sections that its backend keeps, by their ids. */
export type Backends = ReadonlyMap<string, ReadonlySet<string>>;

/** Those that the back's own model has; all of them where it has none. */
export function backendsOf(subject: Subject, composed: readonly { readonly model: string; readonly back: string }[]): Backends {
  const builds = subject.implementations.flatMap((implementation) => implementation.builds);
  const ids = (model: string) => new Set(builds.flatMap((build) => build.model(model)?.sections.map(({ id }) => id) ?? []));
  return new Map(
    composed.map(({ model, back }) => {
      const own = ids(back);
      return [model, own.size === 0 ? ids(model) : own];
    }),
  );
}
