/** What packages of code share: the order of builds, and modules that several of them use. */
import type { SnapshotIR } from '../ir/snapshot.js';
import type { SpecIR } from '../ir/spec.js';

/** Implementations by name, builds oldest first: numbers of shared modules depend on nothing else. */
export function inOrder(spec: SpecIR, snapshots: readonly SnapshotIR[]): SnapshotIR[] {
  const releases = new Map<string, number>();
  for (const implementation of spec.implementations) {
    implementation.builds.forEach((build, index) => {
      releases.set(`${implementation.name}@${build.name}`, -index);
    });
  }
  return [...snapshots].sort((a, b) => {
    if (a.implementation !== b.implementation) return a.implementation < b.implementation ? -1 : 1;
    return (releases.get(a.buildId) ?? 0) - (releases.get(b.buildId) ?? 0) || (a.model < b.model ? -1 : 1);
  });
}

/** Modules by content: the same text is one module, numbered in the order in which builds need it. */
export class SharedModules<M> {
  readonly modules = new Map<string, M>();
  /** By base, then by content. */
  readonly #names = new Map<string, Map<string, string>>();
  readonly #counts = new Map<string, number>();
  readonly #content: (module: M) => string;

  /** `content`: all that makes two modules the same. */
  constructor(content: (module: M) => string) {
    this.#content = content;
  }

  name(base: string, module: M): string {
    const names = this.#names.get(base) ?? new Map<string, string>();
    this.#names.set(base, names);
    const content = this.#content(module);
    const known = names.get(content);
    if (known !== undefined) return known;
    // Some file systems do not tell upper from lower case.
    const count = (this.#counts.get(base.toLowerCase()) ?? 0) + 1;
    this.#counts.set(base.toLowerCase(), count);
    const name = `${base}.${count}`;
    names.set(content, name);
    this.modules.set(name, module);
    return name;
  }
}
