import type { Selector } from '../cells/selector.js';
import type { Part, Progress } from '../run/part.js';
import type { Share } from '../run/row.js';

/** What a thread is started with. */
export interface Task {
  readonly share: Share;
  readonly only?: Selector;
}

/** What it says: where it is, and at last what it found. */
export type Message = { readonly progress: Progress } | { readonly part: Part };
