/**
 * The lock on the guest's storage: whoever runs the guest holds it, and it counts how often it was taken. A side that comes back
 * sees from the count whether another ran the guest in between. (sanlock's leases have such a version, and libvirt's cookie
 * carries it as the lock state; QEMU's own image locks only exclude.)
 */
import type { Side } from './protocol.js';

/** `none` and `exclusive` are weaker than what a sound manager has: with them a run shows what leans on the lock. */
export type LockKind = 'counted' | 'exclusive' | 'none';

export class StorageLock {
  readonly #kind: LockKind;
  holder: Side | undefined = 'source';
  count = 1;

  constructor(kind: LockKind) {
    this.#kind = kind;
  }

  /** `known`: the count that this side last knew. */
  take(side: Side, known: number | undefined): 'taken' | 'held' | 'moved' {
    if (this.holder === side) return 'taken';
    if (this.#kind !== 'none' && this.holder !== undefined) return 'held';
    if (this.#kind === 'counted' && known !== this.count) return 'moved';
    this.holder = side;
    this.count++;
    return 'taken';
  }

  release(side: Side): void {
    if (this.holder === side) this.holder = undefined;
  }
}
