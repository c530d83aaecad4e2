/** What `packages/ksy` says: which description a section of a build has, and what its reader is given. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodecEnv } from '@migspec/runtime';
import { Reader } from './kaitai.js';

export const packageRoot = join(import.meta.dirname, '../../../packages/ksy');

export interface IndexParam {
  readonly id: string;
  readonly type: string;
  readonly kind: 'version' | 'param' | 'machine' | 'host' | 'device';
  readonly name: string;
  readonly part?: 'hi' | 'lo';
}

export interface IndexDescription {
  readonly model: string;
  readonly section: string;
  readonly framing: 'native' | 'qemu';
  readonly ksy: string;
  readonly python: string;
  readonly params: readonly IndexParam[];
}

export interface Index {
  readonly builds: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          Readonly<Record<string, { readonly description?: string; readonly notDescribed?: string; readonly version: number }>>
        >
      >
    >
  >;
  readonly descriptions: Readonly<Record<string, IndexDescription>>;
}

export function readIndex(): Index {
  return JSON.parse(readFileSync(join(packageRoot, 'index.json'), 'utf8'));
}

export function descriptionText(description: IndexDescription): string {
  return readFileSync(join(packageRoot, description.ksy), 'utf8');
}

export function describedIn(index: Index, build: string, model: string, section: string): IndexDescription {
  const known = index.builds[build]?.[model]?.[section];
  const description = index.descriptions[known?.description ?? ''];
  if (description === undefined)
    throw new Error(`${build} ${model} ${section} has no description: ${known?.notDescribed ?? 'it is not in the index'}`);
  return description;
}

const readers = new Map<string, Promise<Reader>>();

/** Compiled once. */
export function readerOf(description: IndexDescription): Promise<Reader> {
  const known = readers.get(description.ksy) ?? Reader.of(descriptionText(description));
  readers.set(description.ksy, known);
  return known;
}

/** What a reader is given, in its order. */
export function paramsFor(params: readonly IndexParam[], version: number, env: CodecEnv): unknown[] {
  return params.map(({ kind, name, part }) => {
    const value =
      kind === 'version'
        ? version
        : kind === 'param'
          ? env.params[name]
          : kind === 'device'
            ? name === 'path'
              ? env.path
              : env.instance
            : env[kind][name];
    if (part === undefined) return value;
    const bits = BigInt(value as bigint);
    return Number(part === 'hi' ? bits >> 32n : bits & 0xffffffffn);
  });
}
