// For `node --import`: each module that the program loads is a line of the file MIGSPEC_LOADS.
import { appendFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

export async function load(url, context, next) {
  appendFileSync(process.env.MIGSPEC_LOADS, `${url}\n`);
  return next(url, context);
}
