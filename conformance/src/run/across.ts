/** Builds of two states of a spec side by side, so that a matrix drives guests from what was released to what is new, and back. */
import type { Loaded } from './load.js';
import { BuildSubject, type ImplementationSubject, type Subject } from './subject.js';

/** What follows the name of a build as the older state has it, where the newer one has another under the same name. */
export const asItWas = '(before)';

/** Oldest first; a build that is the same in both states is there once. */
export function acrossSubject(before: Loaded, after: Loaded): Subject {
  const names = [...new Set([...before.subject.implementations, ...after.subject.implementations].map(({ name }) => name))];
  return {
    implementations: names.flatMap((name) => {
      const [was, is] = [before, after].map(({ subject }) => subject.implementations.find((each) => each.name === name));
      return was === undefined || is === undefined ? [was ?? is].filter((each) => each !== undefined) : [joined(was, is)];
    }),
  };
}

function joined(before: ImplementationSubject, after: ImplementationSubject): ImplementationSubject {
  const builds: BuildSubject[] = [];
  const rest = [...before.builds];
  const takeBefore = (build: BuildSubject, other: BuildSubject | undefined): void => {
    if (other === undefined) builds.push(build);
    else if (JSON.stringify(build.document) !== JSON.stringify(other.document)) builds.push(renamed(build));
  };
  for (const build of after.builds) {
    const at = rest.findIndex(({ id }) => id === build.id);
    // What the newer state no longer has stands where it stood.
    for (const old of at < 0 ? [] : rest.splice(0, at + 1))
      takeBefore(
        old,
        after.builds.find(({ id }) => id === old.id),
      );
    builds.push(build);
  }
  builds.unshift(...rest.filter(({ id }) => !after.builds.some((each) => each.id === id)));
  return { ...after, builds, facts: { ...before.facts, ...after.facts }, hostFacts: { ...before.hostFacts, ...after.hostFacts } };
}

function renamed({ document, host }: BuildSubject): BuildSubject {
  const id = `${document.build}${asItWas}`;
  return new BuildSubject({ ...document, build: id }, { ...host.build, id });
}
