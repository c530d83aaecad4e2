/** What things cost, in units that add up: an explicit model, not a measurement. */

export interface CostModel {
  /** Bytes of the guest's memory, and the part of it that the guest has written again when it is stopped (0 to 1). */
  readonly memoryBytes: number;
  readonly dirty: number;
  /** Bytes per second, of network and disk alike. */
  readonly bandwidth: number;
  /** Milliseconds: one message; making a VM; loading its devices; a process that goes; patience until somebody gives up. */
  readonly messageMs: number;
  readonly makeMs: number;
  readonly loadMs: number;
  readonly killMs: number;
  readonly patienceMs: number;
}

/** A guest of 4 GiB that has dirtied a twentieth of it, over 10 Gbit/s. */
export const usualCosts: CostModel = {
  memoryBytes: 4 * 1024 ** 3,
  dirty: 0.05,
  bandwidth: 1.25e9,
  messageMs: 1,
  makeMs: 800,
  loadMs: 20,
  killMs: 50,
  patienceMs: 30_000,
};

export interface Cost {
  /** Over the wire or onto the disk and back. */
  readonly bytes: number;
  /** VMs made besides the one that there was. */
  readonly vms: number;
  /** Milliseconds during which the guest ran nowhere. */
  readonly downtimeMs: number;
  /** Milliseconds from beginning to end. */
  readonly totalMs: number;
}

/** Adds up what a run costs. */
export class Meter {
  readonly model: CostModel;
  readonly #cost: { -readonly [K in keyof Cost]: number } = { bytes: 0, vms: 0, downtimeMs: 0, totalMs: 0 };

  constructor(model: CostModel) {
    this.model = model;
  }

  get cost(): Cost {
    return { ...this.#cost };
  }

  made(): void {
    this.#cost.vms++;
  }

  /** `down`: nobody runs the guest, and it is not given up. */
  pass(milliseconds: number, down: boolean): void {
    this.#cost.totalMs += milliseconds;
    if (down) this.#cost.downtimeMs += milliseconds;
  }

  sent(bytes: number, down: boolean): void {
    this.#cost.bytes += bytes;
    this.pass(this.model.messageMs + (bytes / this.model.bandwidth) * 1000, down);
  }
}
