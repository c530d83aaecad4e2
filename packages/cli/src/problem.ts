import { MigspecError, type RuntimeCode, runtimeCodes } from '@migspec/runtime';
import { exitCodes } from './exit.js';
import { printable } from './printable.js';

/** A fault in somebody's bytes: code, file, place, and where to read more. Anything else is thrown on. */
export function inputProblem(path: string, error: unknown): number {
  if (!(error instanceof MigspecError)) throw withPath(error, path);
  return sayProblem(path, error.code, error.message, error.details.offset);
}

/** `offset`: bytes from the start of the stream. */
export function sayProblem(path: string, code: RuntimeCode, message: string, offset?: number): number {
  const place = offset === undefined ? '' : ` at byte ${offset} (0x${offset.toString(16)})`;
  process.stderr.write(`${path}: MS${runtimeCodes[code][0]} ${code}${place}: ${printable(message)}\nmigspec explain ${code} says more\n`);
  return exitCodes.findings;
}

/** What fails at an open file does not say which: the message needs it. */
export function withPath(error: unknown, path: string): unknown {
  if (error instanceof Error && 'syscall' in error && !('path' in error)) Object.assign(error, { path });
  return error;
}
