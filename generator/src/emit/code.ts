/** A writer of code: lines with an indent, and blocks that close themselves. */
export class Code {
  readonly #lines: string[] = [];
  #depth = 0;

  line(text: string): void {
    this.#lines.push(text === '' ? '' : `${'  '.repeat(this.#depth)}${text}`);
  }

  lines(texts: readonly string[]): void {
    for (const text of texts) this.line(text);
  }

  /** `head {`, the body, `}` and what follows it on the same line. */
  block(head: string, body: () => void, tail = ''): void {
    this.line(`${head} {`);
    this.#depth++;
    body();
    this.#depth--;
    this.line(`}${tail}`);
  }

  /** Lines that stand deeper than what surrounds them. */
  indent(body: () => void): void {
    this.#depth++;
    body();
    this.#depth--;
  }

  get text(): string {
    return this.#lines.join('\n');
  }
}
