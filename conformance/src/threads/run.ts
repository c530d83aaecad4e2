/** The whole matrix over the workspace's generated packages, in as many threads as there are processors. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Selector } from '../cells/selector.js';
import type { ConformanceResult } from '../result.js';
import { finish } from '../run/finish.js';
import { loadGenerated } from '../run/generated.js';
import type { Part, Progress } from '../run/part.js';
import type { Message, Task } from './messages.js';

export interface ThreadedOptions {
  readonly only?: Selector;
  /** Default: the processors, at most four. */
  readonly threads?: number;
  /** Of the slowest thread. */
  readonly onProgress?: (progress: Progress) => void;
}

export async function runInThreads({
  only,
  threads = Math.min(availableParallelism(), 4),
  onProgress,
}: ThreadedOptions = {}): Promise<ConformanceResult> {
  const progress = new Map<number, Progress>();
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, index) =>
      runThread({ share: { index, count: threads }, ...(only === undefined ? {} : { only }) }, (now) => {
        progress.set(index, now);
        const [slowest] = [...progress.values()].sort((left, right) => left.done - right.done);
        if (slowest !== undefined && progress.size === threads) onProgress?.(slowest);
      }),
    ),
  );
  const { subject, errata } = await loadGenerated();
  return finish(subject, parts, { errata, ...(only === undefined ? {} : { only }) });
}

function runThread(task: Task, onProgress: (progress: Progress) => void): Promise<Part> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: task });
    let part: Part | undefined;
    worker.on('message', (message: Message) => {
      if ('part' in message) part = message.part;
      else onProgress(message.progress);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (part === undefined) reject(new Error(`a thread of the matrix ended without a result, exit code ${code}`));
      else resolve(part);
    });
  });
}
