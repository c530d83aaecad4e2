import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { renderText } from '../../src/diagnostics/render-text.js';
import { compileSpec } from '../../src/driver/compile.js';

export const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
export const index = fileURLToPath(new URL('../../../docs/diagnostics.md', import.meta.url));
export const pages = fileURLToPath(new URL('../../../docs/diagnostics/', import.meta.url));

const beeper = 'model: example.org/beeper\nstate:\n  beeper: { sources: [design example], fields: { frequency: u16 } }\n';

/** Files that are too large for a repository, or no text; and how the page shows them. */
const made: Readonly<Record<string, { readonly shown: string; readonly bytes: () => Uint8Array | string; readonly link?: string }>> = {
  MS1002: { shown: '# … and a mebibyte of comments\n', bytes: () => `${beeper}${`#${'x'.repeat(1023)}\n`.repeat(1024)}` },
  MS1003: { shown: '# the bytes ff fe, which UTF-8 never has\n', bytes: () => Uint8Array.of(0x23, 0x20, 0xff, 0xfe, 0x0a) },
  MS1011: {
    shown: '# … and fields up to f5000\n',
    bytes: () => `${beeper.replace(' }', `, ${Array.from({ length: 5001 }, (_, i) => `f${i}: u8`).join(', ')} }`)}`,
  },
  MS1012: { shown: `# … with ${'['.repeat(70)}\n`, bytes: () => `${beeper}title: ${'['.repeat(70)}${']'.repeat(70)}\n` },
  MS1019: {
    shown: '# … and models/example.org/horn.yaml, a link to this file\n',
    bytes: () => beeper,
    link: 'models/example.org/horn.yaml',
  },
  MS1014: { shown: '# … with 1,000 unknown keys\n', bytes: () => beeper + Array.from({ length: 1000 }, (_, i) => `key${i}: 1\n`).join('') },
};

export interface Case {
  readonly diagnostics: readonly Diagnostic[];
  /** All findings as text. */
  readonly rendered: string;
}

export function compileFixture(code: string, kind: 'bad' | 'good'): Case | undefined {
  const directory = join(fixtures, code, kind);
  if (existsSync(directory)) return compiled(directory);
  const file = made[code];
  if (file === undefined) return undefined;
  const temporary = mkdtempSync(join(tmpdir(), 'migspec-fixture-'));
  try {
    const path = join(temporary, kind, 'models/example.org/beeper.yaml');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, kind === 'bad' ? file.bytes() : beeper);
    if (kind === 'bad' && file.link !== undefined) symlinkSync(path, join(temporary, kind, file.link));
    return compiled(join(temporary, kind));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function compiled(specDir: string): Case {
  const { diagnostics, sources } = compileSpec({ specDir });
  return { diagnostics, rendered: `${diagnostics.map((each) => renderText(each, sources)).join('\n')}\n` };
}

export function expectedPath(code: string): string {
  return join(fixtures, code, 'expected.txt');
}

/** The part of a page between "Example" and "What to do": the bad files, what they yield, the good files. */
export function exampleSection(code: string, rendered: string): string {
  const parts = [
    'Bad:',
    '',
    ...shownFiles(code, 'bad'),
    '```text',
    rendered.trimEnd(),
    '```',
    '',
    'Good:',
    '',
    ...shownFiles(code, 'good'),
  ];
  return parts.join('\n');
}

function shownFiles(code: string, kind: 'bad' | 'good'): readonly string[] {
  const directory = join(fixtures, code, kind);
  if (!existsSync(directory)) {
    const text = kind === 'bad' ? `${beeper}${made[code]?.shown ?? ''}` : beeper;
    return fence('models/example.org/beeper.yaml', text);
  }
  return list(directory, '').flatMap((path) => fence(path, readFileSync(join(directory, path), 'utf8')));
}

function fence(path: string, text: string): readonly string[] {
  return [`\`\`\`${path.endsWith('.yaml') ? 'yaml' : 'text'}`, `# ${path}`, shown(path, text.trimEnd()), '```', ''];
}

/** Of a lock only the beginnings of its lines. */
function shown(path: string, text: string): string {
  return path.endsWith('.json') ? text.replace(/^(.{60}).{40,}$/gm, '$1…') : text;
}

function list(directory: string, prefix: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? list(join(directory, entry.name), `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`]));
}
