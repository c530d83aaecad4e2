import { Option } from 'commander';
import type { Report } from './finding.js';
import { github } from './github.js';
import { json } from './json.js';
import { jsonl } from './jsonl.js';
import { junit } from './junit.js';
import { sarif } from './sarif.js';

/** How findings are printed; `text` is each command's own. */
export const formats = ['text', 'json', 'jsonl', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof formats)[number];

const printers: Readonly<Record<Exclude<Format, 'text'>, (report: Report) => string>> = { json, jsonl, sarif, github, junit };

/** All of standard output of a run that came to its end; one that did not prints nothing there. */
export function print(report: Report, format: Exclude<Format, 'text'>): string {
  return printers[format](report);
}

export function formatOption(): Option {
  return new Option('--format <format>', 'how findings are printed').choices(formats).default('text');
}
