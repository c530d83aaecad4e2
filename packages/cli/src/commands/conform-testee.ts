import { type TesteeResult, testeeRun } from '@migspec/conformance/testee';
import { exitCodes, UsageError } from '../exit.js';
import { type Format, print } from '../formats/format.js';
import { testeeFindings } from '../formats/testee.js';
import { packagesOf } from '../packages.js';
import { printable } from '../printable.js';

export interface TesteeCommandOptions {
  readonly spec?: string;
  readonly testee: string;
  readonly codec?: string;
  readonly mutate?: string;
  readonly seed: string;
  readonly timeout: string;
  readonly json: boolean;
  readonly format: Format;
}

/** Failures to describe; the others are counted. */
const described = 20;

/** Exit 1 when the testee gives a wrong answer, cannot go on, or was asked nothing. */
export async function conformTestee(options: TesteeCommandOptions): Promise<number> {
  const result = await testeeRun({
    command: options.testee,
    patience: 1000 * wholeNumber('--timeout', options.timeout, 1, 3600),
    described,
    ...(options.codec === undefined ? {} : { codec: options.codec }),
    mutate: options.mutate === undefined ? 0 : wholeNumber('--mutate', options.mutate, 1, 1_000_000_000),
    seed: wholeNumber('--seed', options.seed, 0, 0xffff_ffff),
    packages: await packagesOf(options.spec),
  });
  process.stdout.write(
    options.json
      ? `${JSON.stringify(result, null, 1)}\n`
      : options.format === 'text'
        ? text(result)
        : print({ command: 'conform', findings: testeeFindings(result) }, options.format),
  );
  return result.failed === 0 && result.passed > 0 && result.ended === undefined ? exitCodes.ok : exitCodes.findings;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${option}: ${text} is not a whole number from ${least} to ${most}`);
}

function text(result: TesteeResult): string {
  const { codecs, failures } = result;
  const lines = [
    `testee ${printable(result.name ?? 'without a name')}: ${codecs.tested.length} codecs tested, ${codecs.unsupported.length} unsupported`,
    `${result.asked} questions: ${result.passed} passed, ${result.failed} failed; ${result.unsupported} unsupported, ${result.notAnswered} not answered`,
    ...codecs.unsupported.map((codec) => `  unsupported: ${codec}`),
    ...failures.flatMap(({ codec, name, expected, got }) => [
      `  ${codec} ${printable(name)}`,
      `    expected ${printable(expected)}`,
      `    got      ${printable(got)}`,
    ]),
    ...(result.failed > failures.length ? [`  and ${result.failed - failures.length} more`] : []),
    ...(result.ended === undefined ? [] : [`the testee could not go on: ${printable(result.ended)}`]),
    ...(result.asked === 0 ? ['nothing was tested, and that is a failure'] : []),
  ];
  return `${lines.join('\n')}\n`;
}
