/** The best of many assignments, where a refusal says which positions are to blame. */

export interface SearchProblem {
  /** How many choices each position has; choice 0 is the best, later ones are worse. */
  readonly sizes: readonly number[];
  /** Nothing where the assignment will do; else positions such that every assignment which has the same choices there is refused, too. */
  readonly blame: (assignment: readonly number[]) => readonly number[] | undefined;
  /** Assignments judged, at most. */
  readonly limit: number;
}

export type SearchResult =
  | { readonly found: readonly number[] }
  /** Nothing will do, or the limit ended the search. `last`: the positions blamed in the end. */
  | { readonly found?: never; readonly complete: boolean };

/**
 * The best assignment that will do: the fewest positions away from choice 0; of two with as many, the one that is
 * lexicographically first. What was blamed once is never judged again, so the first one found is the best.
 */
export function searchBest({ sizes, blame, limit }: SearchProblem): SearchResult {
  const blamed: Blamed[] = [];
  const queue = new Queue();
  queue.add(sizes.map(() => 0));
  let judged = 0;
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    const assignment = next;
    let why = blamed.find((each) => each.positions.every((position, index) => assignment[position] === each.choices[index]));
    if (why === undefined) {
      if (judged++ >= limit) return { complete: false };
      const positions = blame(assignment);
      if (positions === undefined) return { found: assignment };
      why = { positions, choices: positions.map((position) => assignment[position] ?? 0) };
      blamed.push(why);
    }
    if (queue.size > mostQueued) return { complete: false };
    for (const position of why.positions) {
      if (assignment[position] !== 0) continue;
      for (let choice = 1; choice < (sizes[position] ?? 1); choice++) queue.add(assignment.with(position, choice));
    }
  }
  return { complete: true };
}

const mostQueued = 1_000_000;

interface Blamed {
  readonly positions: readonly number[];
  readonly choices: readonly number[];
}

/** Assignments not looked at yet, best first, each once. */
class Queue {
  private readonly seen = new Set<string>();
  private readonly heap: { readonly assignment: readonly number[]; readonly away: number }[] = [];

  get size(): number {
    return this.heap.length;
  }

  add(assignment: readonly number[]): void {
    const key = assignment.join(' ');
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const { heap } = this;
    heap.push({ assignment, away: assignment.filter((choice) => choice !== 0).length });
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  take(): readonly number[] | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && this.before(left, least)) least = left;
      if (right < heap.length && this.before(right, least)) least = right;
      if (least === at) return first.assignment;
      this.swap(at, least);
      at = least;
    }
  }

  private before(a: number, b: number): boolean {
    const [left, right] = [this.heap[a], this.heap[b]];
    if (left === undefined || right === undefined) return false;
    if (left.away !== right.away) return left.away < right.away;
    const differs = left.assignment.findIndex((choice, index) => choice !== right.assignment[index]);
    return differs >= 0 && (left.assignment[differs] ?? 0) < (right.assignment[differs] ?? 0);
  }

  private swap(a: number, b: number): void {
    const [left, right] = [this.heap[a], this.heap[b]];
    if (left === undefined || right === undefined) return;
    this.heap[a] = right;
    this.heap[b] = left;
  }
}
