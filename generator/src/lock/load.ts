import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { locks as codes } from '../diagnostics/codes/locks.js';
import type { Reporter } from '../diagnostics/reporter.js';
import { type SourceText, sourceText } from '../text/source.js';
import { type Lock, lockBounds, parseLock } from './file.js';

export interface LoadedLock {
  readonly lock: Lock;
  readonly source: SourceText;
}

export const lockFolder = 'locks';

/** The locks of a spec; one that cannot be read is a finding. */
export function loadLocks(specDir: string, reporter: Reporter): readonly LoadedLock[] {
  let names: string[];
  try {
    names = readdirSync(join(specDir, lockFolder)).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  return names.sort().flatMap((name) => {
    const path = join(specDir, lockFolder, name);
    const file = `${basename(specDir)}/${lockFolder}/${name}`;
    const found = lstatSync(path);
    if (!found.isFile() || found.size > lockBounds.fileBytes) {
      refused(reporter, file, found.isFile() ? `it has more than ${lockBounds.fileBytes} bytes` : 'it is not a file');
      return [];
    }
    return lockOf(sourceText(file, readFileSync(path, 'utf8')), name, reporter);
  });
}

/** A lock whose text is in memory. */
export function lockOf(source: SourceText, name: string, reporter: Reporter): readonly LoadedLock[] {
  const parsed = parseLock(source.text);
  const why = parsed.ok
    ? `${parsed.value.implementation}.json` === name
      ? undefined
      : 'its name is not that of its implementation'
    : parsed.why;
  if (why === undefined && parsed.ok) return [{ lock: parsed.value, source }];
  refused(reporter, source.file, why ?? '');
  return [];
}

function refused(reporter: Reporter, file: string, why: string): void {
  reporter.report(codes.lockUnreadable, { file, start: 0, end: 0 }, `the lock cannot be read: ${why}`);
}
