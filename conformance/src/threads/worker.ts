/** A thread: one share of the whole matrix over the workspace's generated packages. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadGenerated } from '../run/generated.js';
import { runPart } from '../run/part.js';
import type { Message, Task } from './messages.js';

const task: Task = workerData;
const say = (message: Message): void => parentPort?.postMessage(message);
const { subject, errata } = await loadGenerated();
const part = runPart(subject, { errata, ...task, onProgress: (progress) => say({ progress }) });
say({ part });
