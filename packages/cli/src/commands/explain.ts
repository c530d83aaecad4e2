import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compatCodes } from '@migspec/compat/codes';
import { registry, suggest } from '@migspec/generator/diagnostics';
import { runtimeCodes } from '@migspec/runtime';
import { exitCodes, UsageError } from '../exit.js';

export interface KnownCode {
  /** `MS2001` */
  readonly code: string;
  /** `KEY_UNKNOWN` */
  readonly id: string;
  readonly meaning: string;
}

/** Prints the page of a code, or where it has none its one line of meaning. */
export function explain(wanted: string): number {
  const codes = knownCodes();
  const upper = wanted.toUpperCase();
  const found = codes.filter((known) => known.code === upper || known.id === upper);
  if (found.length === 0) {
    const near = suggest(
      upper,
      codes.flatMap((known) => [known.code, known.id]),
    );
    throw new UsageError(`${wanted}: no such code${near === undefined ? '' : `; did you mean ${near}?`}`);
  }
  for (const known of found) process.stdout.write(page(known.code) ?? `# ${known.code} ${known.id}\n\n${known.meaning}\n`);
  return exitCodes.ok;
}

/** Every code that there is. */
export function knownCodes(): readonly KnownCode[] {
  return [
    ...registry.map(({ code, id, title }) => ({ code, id, meaning: title })),
    ...Object.entries(runtimeCodes).map(([id, [number, meaning]]) => ({ code: `MS${number}`, id, meaning })),
    // A code that both have is one code with one page.
    ...Object.entries(compatCodes)
      .filter(([id]) => !Object.hasOwn(runtimeCodes, id))
      .map(([id, { number, meaning }]) => ({ code: `MS${number}`, id, meaning })),
  ];
}

/** Pages lie in docs/diagnostics of the repository, and beside the program where it is installed. */
function page(code: string): string | undefined {
  for (let at = dirname(fileURLToPath(import.meta.url)); at !== dirname(at); at = dirname(at)) {
    const path = join(at, 'docs/diagnostics', `${code}.md`);
    if (existsSync(path)) return readFileSync(path, 'utf8');
  }
  return undefined;
}
