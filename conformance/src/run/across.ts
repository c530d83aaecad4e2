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

/** Builds of many states of one spec side by side, each that differs from the others once. */
export interface Family {
  readonly subject: Subject;
  /** What the build of a state, of those that were given, is called in the subject. */
  readonly idOf: (state: number, build: string) => string | undefined;
}

/** All states have the implementations of the first, with the same facts and classes. Builds of one name stand together, oldest first. */
export function familySubject(states: readonly Loaded[]): Family {
  const ids = new Map<string, string>();
  const implementations = (states[0]?.subject.implementations ?? []).map((first): ImplementationSubject => {
    const byName = new Map<string, Map<string, BuildSubject>>();
    for (const [at, { subject }] of states.entries()) {
      for (const build of subject.implementations.find(({ name }) => name === first.name)?.builds ?? []) {
        const known = byName.get(build.id) ?? new Map<string, BuildSubject>();
        byName.set(build.id, known);
        const text = JSON.stringify(build.document);
        const one = known.get(text) ?? named(build, `${build.id}#${known.size}`);
        known.set(text, one);
        ids.set(`${at} ${build.id}`, one.id);
      }
    }
    const names = [...byName.keys()].sort();
    return { ...first, builds: names.flatMap((name) => [...(byName.get(name)?.values() ?? [])]) };
  });
  return { subject: { implementations }, idOf: (state, build) => ids.get(`${state} ${build}`) };
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

function renamed(build: BuildSubject): BuildSubject {
  return named(build, `${build.id}${asItWas}`);
}

function named({ document, host }: BuildSubject, id: string): BuildSubject {
  return new BuildSubject({ ...document, build: id }, { ...host.build, id });
}
