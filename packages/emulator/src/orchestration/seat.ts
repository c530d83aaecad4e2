/** What one side has of the guest: a VM in some state of being made, and what has come for it. */
import type { LoadReport } from '@migspec/runtime';
import type { EmulatedMachine } from '../machine.js';

export type VmState =
  | 'none'
  /** Made, and nothing is in it. */
  | 'made'
  /** The guest's state is in it, and it does not run. */
  | 'loaded'
  | 'running'
  | 'stopped';

export interface Memory {
  readonly bytes: number;
  readonly whole: boolean;
}

export class Seat {
  vm: VmState = 'none';
  machine: EmulatedMachine | undefined;
  /** What the lock's count was when this side last knew it. */
  lockCount: number | undefined;
  /** A backend that has taken, or been told, something of a device that does not run there. */
  backend: 'idle' | 'holding' = 'idle';
  stream: Uint8Array[] = [];
  backendStream: Uint8Array[] = [];
  memory: Memory[] = [];
  reports: ReadonlyMap<string, LoadReport> = new Map();

  /** The VM is gone, with all that came for it. */
  clear(): void {
    this.vm = 'none';
    this.machine = undefined;
    this.stream = [];
    this.backendStream = [];
    this.memory = [];
  }
}
