/** Runs questions against a testee and counts. A testee that ends, hangs or babbles is a finding like a wrong answer. */
import { answerText, sameAnswer } from './compare.js';
import type { Question } from './plan.js';
import { TesteeProcess } from './process.js';
import { type Hello, protocolVersion, readAnswer, readHello } from './protocol.js';

export interface TesteeOptions {
  /** A line for the shell. */
  readonly command: string;
  /** Milliseconds that one answer may take. */
  readonly patience: number;
  /** Failures to describe; the others are counted. */
  readonly described: number;
}

export interface TesteeFailure {
  readonly codec: string;
  readonly name: string;
  readonly expected: string;
  readonly got: string;
}

export interface TesteeResult {
  /** What the testee calls itself; undefined when it never said. */
  readonly name: string | undefined;
  readonly asked: number;
  readonly passed: number;
  readonly failed: number;
  /** Those of a codec that the testee does not have. */
  readonly unsupported: number;
  /** Left out, because the testee ended before. */
  readonly notAnswered: number;
  readonly codecs: { readonly tested: readonly string[]; readonly unsupported: readonly string[] };
  /** The first failures. */
  readonly failures: readonly TesteeFailure[];
  /** Why the testee could not go on. */
  readonly ended: string | undefined;
}

export async function runTestee(questions: Iterable<Question>, options: TesteeOptions): Promise<TesteeResult> {
  const process = new TesteeProcess(options.command, options.patience);
  const tally = new Tally(options.described);
  try {
    const hello = await greet(process);
    if (typeof hello === 'string') {
      tally.ended = hello;
      for (const _ of questions) tally.notAnswered++;
      return tally.result(undefined);
    }
    const left = tally.supported(questions, hello);
    const stopped = await process.exchange(left, (question, reply) => tally.answered(question, reply, hello));
    if (stopped !== undefined) {
      tally.ended = `${stopped.problem}; it had to answer: ${stopped.task.codec} ${stopped.task.name}`;
      for (const _ of left) tally.notAnswered++;
      tally.notAnswered += tally.sent - tally.came;
    }
    return tally.result(hello.name);
  } finally {
    process.stop();
  }
}

async function greet(process: TesteeProcess): Promise<Hello | string> {
  let hello: Hello | string = 'it did not answer';
  const task = { request: { op: 'hello', protocol: protocolVersion } } as const;
  const stopped = await process.exchange([task].values(), (_task, reply) => {
    const read = readHello(reply);
    hello = 'kind' in read ? read.problem : read;
  });
  return stopped === undefined ? hello : `${stopped.problem}; it had to answer hello`;
}

class Tally {
  readonly #described: number;
  readonly #failures: TesteeFailure[] = [];
  readonly #tested = new Set<string>();
  readonly #unsupported = new Set<string>();
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  sent = 0;
  came = 0;
  notAnswered = 0;
  ended: string | undefined;

  constructor(described: number) {
    this.#described = described;
  }

  /** Those that the testee claims; the others are counted and not sent. */
  *supported(questions: Iterable<Question>, { codecs }: Hello): Generator<Question> {
    for (const question of questions) {
      if (codecs === undefined || codecs.has(question.codec)) {
        this.sent++;
        yield question;
      } else this.#skip(question);
    }
  }

  answered(question: Question, reply: unknown, { codecs }: Hello): void {
    this.came++;
    const got = readAnswer(question.request.op, reply);
    // Who names a codec has it; who says "all" may find out.
    if (got.kind === 'unsupported' && codecs === undefined) {
      this.#skip(question);
      return;
    }
    this.#tested.add(question.codec);
    if (sameAnswer(question.expected, got)) {
      this.#passed++;
      return;
    }
    this.#failed++;
    if (this.#failures.length >= this.#described) return;
    const { codec, name, expected } = question;
    this.#failures.push({ codec, name, expected: answerText(expected, got), got: answerText(got, expected) });
  }

  result(name: string | undefined): TesteeResult {
    return {
      name,
      asked: this.#passed + this.#failed,
      passed: this.#passed,
      failed: this.#failed,
      unsupported: this.#skipped,
      notAnswered: this.notAnswered,
      codecs: { tested: [...this.#tested], unsupported: [...this.#unsupported] },
      failures: this.#failures,
      ended: this.ended,
    };
  }

  #skip({ codec }: Question): void {
    this.#skipped++;
    this.#unsupported.add(codec);
  }
}
