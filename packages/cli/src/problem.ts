import { MigspecError, runtimeCodes } from '@migspec/runtime';
import { exitCodes } from './exit.js';

/** A fault in somebody's bytes: code, file, place, and where to read more. Anything else is thrown on. */
export function inputProblem(path: string, error: unknown): number {
  if (!(error instanceof MigspecError)) throw withPath(error, path);
  const { code, details, message } = error;
  const place = details.offset === undefined ? '' : ` at byte ${details.offset} (0x${details.offset.toString(16)})`;
  process.stderr.write(`${path}: MS${runtimeCodes[code][0]} ${code}${place}: ${message}\nmigspec explain ${code} says more\n`);
  return exitCodes.findings;
}

/** What fails at an open file does not say which: the message needs it. */
export function withPath(error: unknown, path: string): unknown {
  if (error instanceof Error && 'syscall' in error && !('path' in error)) Object.assign(error, { path });
  return error;
}
