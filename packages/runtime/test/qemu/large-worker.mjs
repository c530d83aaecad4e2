// Runs in a process of its own with a small heap: node large-worker.mjs LIBRARY IN OUT. Prints one line of JSON.
import { closeSync, fstatSync, openSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const [library, input, output] = process.argv.slice(2);
const { fileSink, fileSource, rewriteStream } = await import(library);

const from = openSync(input, 'r');
const to = openSync(output, 'w');
const start = performance.now();
const counts = rewriteStream(fileSource(from, fstatSync(from).size), fileSink(to));
const seconds = (performance.now() - start) / 1000;
closeSync(to);
closeSync(from);
// Linux gives kilobytes.
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ ...counts, seconds, peak }));
