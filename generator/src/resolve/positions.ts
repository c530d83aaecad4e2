import type { Span } from '../text/source.js';

/**
 * Where the parts of a SpecIR were written. The IR itself has no places, so a moved line changes no golden. Keys are paths of
 * names: `positions.get('model', id, 'params', name)`.
 */
export class Positions {
  readonly #spans = new Map<string, Span>();

  set(path: readonly string[], span: Span): void {
    this.#spans.set(path.join('\n'), span);
  }

  addAll(others: Positions): void {
    for (const [path, span] of others.#spans) this.#spans.set(path, span);
  }

  get(...path: readonly string[]): Span | undefined {
    return this.#spans.get(path.join('\n'));
  }

  /** The place of the path, or of the nearest part around it that has one. */
  nearest(...path: readonly string[]): Span {
    for (let length = path.length; length > 0; length--) {
      const span = this.get(...path.slice(0, length));
      if (span !== undefined) return span;
    }
    return { file: '', start: 0, end: 0 };
  }
}
