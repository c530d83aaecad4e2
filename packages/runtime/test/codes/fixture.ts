/** Fixtures of the codes: one file each, whose lines the code's page shows word for word. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

export interface Fixture {
  readonly input: 'payload' | 'sections' | 'instantiation' | 'configuration' | 'state' | 'native' | 'qemu';
  /** What is special about the model, as its author writes it. */
  readonly model?: readonly string[];
  /** Gives exactly the code of the file's name. */
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

export interface SectionLine {
  readonly name: string;
  readonly version: number;
  readonly optional: boolean;
  readonly payload: Uint8Array;
}

const folder = new URL('./', import.meta.url);
const pages = new URL('../../../../docs/diagnostics/', import.meta.url);

export function fixtureIds(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

export function fixture(id: string): Fixture {
  return JSON.parse(readFileSync(new URL(`${id}.json`, folder), 'utf8'));
}

export function pageNumbers(): readonly number[] {
  return readdirSync(pages).flatMap((file) => /^MS(8\d{3})\.md$/.exec(file)?.slice(1).map(Number) ?? []);
}

export function page(number: number): string {
  return readFileSync(new URL(`MS${number}.md`, pages), 'utf8');
}

export function writePage(number: number, text: string): void {
  writeFileSync(new URL(`MS${number}.md`, pages), text);
}

const leads: Readonly<Record<Fixture['input'], string>> = {
  payload: 'The payload of section `nic` of this model, in a native stream:',
  sections: 'Sections of a native stream, loaded by a device of this model:',
  instantiation: 'Creating a device of this model:',
  configuration: 'Creating a device of this model:',
  state: 'Saving the state of a device of this model:',
  native: 'A native stream without devices:',
  qemu: 'A QEMU stream:',
};

/** The page's example; `says` is what comes of the bad one. */
export function exampleOf({ input, model, bad, good }: Fixture, says: string): string {
  const block = (lines: readonly string[], language: string): string => `\`\`\`${language}\n${lines.join('\n')}\n\`\`\``;
  const language = input === 'configuration' || input === 'state' ? 'json' : 'text';
  const lead = input === 'qemu' && model !== undefined ? 'A QEMU stream with a section of this model:' : leads[input];
  const parts = [lead, ...(model === undefined ? [] : [block(model, 'yaml')])];
  return [...parts, 'Bad:', block(bad, language), block([says], 'text'), 'Good:', block(good, language)].join('\n\n');
}

/** `02  # on`: hex, and what it means behind `#`. */
export function bytesOf(lines: readonly string[]): Uint8Array {
  const hex = lines.map((line) => line.replace(/#.*/, '').replaceAll(' ', '')).join('');
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new Error(`not hex: ${hex}`);
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** `nic version 1, optional: 01 00` */
export function sectionLine(line: string): SectionLine {
  const [, name, version, optional, hex] = /^(\S+) version (\d+)(, optional)?: ([0-9a-f ]*)$/.exec(line) ?? [];
  if (name === undefined || version === undefined || hex === undefined) throw new Error(`not a section: ${line}`);
  return { name, version: Number(version), optional: optional !== undefined, payload: bytesOf([hex]) };
}
