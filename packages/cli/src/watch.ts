import { basename, join, relative, sep } from 'node:path';
import { exitCodes } from './exit.js';

/** Editors write a file in several steps; what comes within this time is one change. */
const settleMilliseconds = 10;

/**
 * Runs once, and again whenever a YAML file below the folder changes, until the user interrupts. Runs do not overlap: what
 * changes meanwhile is the next one. What `run` throws ends the watch.
 */
export async function watching(folder: string, run: (changed: readonly string[]) => Promise<void>): Promise<number> {
  await timed('', () => run([]));
  const { watch } = await import('chokidar');
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !/\.ya?ml$/.test(path),
  });
  const changed = new Set<string>();
  let wake: () => void = () => undefined;
  let ended = false;
  const note = (path: string): void => {
    if (!/\.ya?ml$/.test(path)) return;
    changed.add(relative(folder, path).split(sep).join('/'));
    wake();
  };
  watcher.on('all', (_event, path) => note(path));
  // The library holds back a second change of a file within 50 ms; the raw events have it.
  watcher.on('raw', (_event, name, details) => {
    const watchedPath = typeof details === 'object' && details !== null && 'watchedPath' in details ? details.watchedPath : undefined;
    if (typeof watchedPath === 'string' && typeof name === 'string')
      note(basename(watchedPath) === name ? watchedPath : join(watchedPath, name));
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  const stop = (): void => {
    ended = true;
    wake();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  process.stderr.write(`watching ${folder}; Ctrl+C ends\n`);
  try {
    while (!ended) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
      const files = [...changed].sort();
      changed.clear();
      await timed(files.join(', '), () => run(files));
    }
  } finally {
    await watcher.close();
  }
  return exitCodes.ok;
}

async function timed(what: string, run: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await run();
  if (what !== '') process.stderr.write(`${what}: ${Math.round(performance.now() - start)} ms\n`);
}
