/** Files that people write for the command line: machines and fleets, as YAML or JSON. */
import { readFileSync, statSync } from 'node:fs';
import type { Problem, Result } from '@migspec/compat';
import type { Document } from 'yaml';
import { UsageError } from './exit.js';

/** A fleet of 200,000 hosts with a few facts each is smaller. */
const mostBytes = 64 << 20;

/** Reads the file and what it says; a mistake is told with its line. */
export async function readDataFile<T>(path: string, read: (json: unknown) => Result<T>): Promise<T> {
  const { size } = statSync(path);
  if (size > mostBytes) throw new UsageError(`${path}: ${size} bytes are too many; the bound is ${mostBytes}`);
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.json') ? fromJson(path, text, read) : await fromYaml(path, text, read);
}

function fromJson<T>(path: string, text: string, read: (json: unknown) => Result<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = read(json);
  if (result.ok) return result.value;
  throw refused(path, result.problems, () => undefined);
}

async function fromYaml<T>(path: string, text: string, read: (json: unknown) => Result<T>): Promise<T> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const lineAt = (offset: number): string => `${path}:${lines.linePos(offset).line}`;
  let document: Document.Parsed;
  let json: unknown;
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      strict: true,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    });
    const [error] = document.errors;
    if (error !== undefined) throw new UsageError(`${lineAt(error.pos[0])}: not YAML: ${error.message}`);
    json = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${path}: ${error instanceof RangeError ? 'nested too deep' : error instanceof Error ? error.message : String(error)}`,
    );
  }
  const result = read(json);
  if (result.ok) return result.value;
  throw refused(path, result.problems, ({ at = '' }) => {
    const start = offsetOf(document, at);
    return start === undefined ? undefined : lineAt(start);
  });
}

function refused(path: string, problems: readonly Problem[], place: (problem: Problem) => string | undefined): UsageError {
  const lines = problems.slice(0, 10).map((problem) => `  ${place(problem) ?? path}: ${problem.code}: ${problem.message}`);
  return new UsageError(`${path}:\n${lines.join('\n')}`);
}

/** Where the nearest part of a JSON pointer stands. */
function offsetOf(document: Document.Parsed, pointer: string): number | undefined {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = keys.length; length >= 0; length--) {
    const node: unknown = document.getIn(
      keys.slice(0, length).map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      true,
    );
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return undefined;
}
